"""What no page may show: errors of scripts, requests to elsewhere, more than fits the screen."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Page, Request, Response

#: What the browser itself says about an answer of 4xx, which `_answered` judges.
LOADING = "Failed to load resource"
#: What it says of the frames in which mails are shown, where nothing may run: the driver of these
#: tests tries to, in every frame (microsoft/playwright#33343).
DRIVER = "Blocked script execution in 'about:srcdoc'"
OVERFLOW = """() => {
  const wide = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= wide) return [];
  const all = [...document.querySelectorAll('body *')];
  return all.filter((each) => each.getBoundingClientRect().right > wide + 1)
    .map((each) => `${each.tagName}.${each.className}`).slice(0, 5);
}"""


@dataclass
class Watch:
    """Faults of all pages of a test, each with the address at which it was seen."""

    host: str
    faults: list[str] = field(default_factory=list)

    def over(self, page: Page) -> None:
        """Listen to `page` from now on."""
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.faults.append(f"{page.url}: {error}"))
        page.on("request", self._asked)
        page.on("response", self._answered)

    def look(self, page: Page) -> None:
        """Note when the page is wider than the screen."""
        wide = page.evaluate(OVERFLOW)
        if wide:
            self.faults.append(f"{page.url}: wider than the screen: {wide}")

    def _said(self, line: ConsoleMessage) -> None:
        if line.type in ("error", "warning") and not line.text.startswith((LOADING, DRIVER)):
            self.faults.append(f"{line.location.get('url')}: {line.text}")

    def _asked(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in ("data", "blob") and parts.netloc != self.host:
            self.faults.append(f"asked {request.url}")

    def _answered(self, response: Response) -> None:
        # A page may say no; whatever a page brings along must be there.
        # A draft that saves itself just after somebody else did the task is rightly refused.
        late_draft = response.url.endswith("/draft") and response.status in (403, 404, 409)
        # The diagram editor asks, and says on its page why the answer was no.
        told = "/modeler/" in response.url and response.status in (409, 422)
        expected = response.request.is_navigation_request() or late_draft or told
        if response.status >= 500 or (response.status >= 400 and not expected):
            self.faults.append(f"{response.status} {response.request.method} {response.url}")
