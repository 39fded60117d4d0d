"""What a browser would send if somebody pressed the button of a page again."""

from html.parser import HTMLParser

Kept = dict[str, list[str]]


class _Controls(HTMLParser):
    """Collects the successful controls of all forms of a page (HTML 4.10.21.4, as far as used)."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.kept: Kept = {}
        self._area = self._select = ""
        self._text: list[str] = []
        self._in_template = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name = given.get("name") or ""
        if tag == "template":
            self._in_template += 1
        elif tag == "textarea":
            self._area, self._text = name, []
        elif tag == "select":
            self._select = name
        elif tag == "option" and "selected" in given:
            self._keep(self._select, given.get("value") or "")
        elif tag == "input" and name:
            self._input(name, given)

    def _input(self, name: str, given: dict[str, str | None]) -> None:
        ticked = given.get("type") in ("radio", "checkbox")
        if not ticked or "checked" in given:
            self._keep(name, given.get("value") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "template":
            self._in_template -= 1
        elif tag == "textarea":
            # The first line end inside the element belongs to the markup.
            self._keep(self._area, "".join(self._text).removeprefix("\n"))
            self._area = ""

    def handle_data(self, data: str) -> None:
        if self._area:
            self._text.append(data)

    def _keep(self, name: str, value: str) -> None:
        if not self._in_template:
            self.kept.setdefault(name, []).append(value)


def kept_values(page: str) -> Kept:
    """Names and values that the page's controls hold."""
    reader = _Controls()
    reader.feed(page)
    return reader.kept
