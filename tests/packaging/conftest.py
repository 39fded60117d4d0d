"""Pages made of the house style alone, served as strictly as the program serves its own."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import SimpleQueue
from threading import Thread

import pytest
from playwright.sync_api import Page

from tests.chromium import Browser
from tests.lacking import lacking
from webui import assets

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    "img-src data:; connect-src 'self'; form-action 'self'"
)
SHELL = """<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>t</title>
<meta name="csrf-token" content="the-token"><link rel="icon" href="data:,">{links}</head>
<body class="app"><main class="app-main">{body}</main></body></html>"""


@dataclass
class Site:
    """What is served, and what was posted: (path, body, CSRF header)."""

    address: str = ""
    pages: dict[str, str] = field(default_factory=dict)
    posts: list[tuple[str, str, str | None]] = field(default_factory=list)
    arrived: SimpleQueue[str] = field(default_factory=SimpleQueue)
    status: int = 200


class Handler(BaseHTTPRequestHandler):
    def __init__(self, site: Site, *rest: object) -> None:
        self.site = site
        super().__init__(*rest)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        built = assets.DIST / self.path.lstrip("/")
        if built.is_file():
            kind = "text/css" if built.suffix == ".css" else "text/javascript"
            self._answer(200, kind, built.read_bytes())
        elif self.path in self.site.pages:
            self._answer(200, "text/html; charset=utf-8", self.site.pages[self.path].encode())
        else:
            self._answer(404, "text/plain", b"")

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.site.posts.append((self.path, body, self.headers.get("X-CSRFToken")))
        self.site.arrived.put(self.path)
        self._answer(self.site.status, "text/html; charset=utf-8", "<p id=got>收到</p>".encode())

    def _answer(self, status: int, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Security-Policy", POLICY)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Stay silent."""


@pytest.fixture
def site() -> Iterator[Site]:
    if not (assets.DIST / "manifest.json").is_file():
        lacking("the front end is not built: make assets")
    site = Site()
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, site))
    site.address = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield site
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A fresh page; an error of a script or of the policy fails the test."""
    context = chromium.new_context(locale="zh-CN")
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda line: errors.append(line.text) if line.type == "error" else None)
    yield page
    context.close()
    assert [text for text in errors if not text.startswith("Failed to load resource")] == []


@pytest.fixture
def show(site: Site, page: Page) -> Callable[..., Page]:
    """Serves a body under /, with the built files it asks for, and opens it."""
    manifest = json.loads((assets.DIST / "manifest.json").read_text("utf-8"))

    def opened(body: str, *, viewer: bool = False, lang: str = "zh-CN") -> Page:
        names = ["site", "viewer"] if viewer else ["site"]
        links = "".join(
            f'<link rel="stylesheet" href="/{manifest[name + ".css"]}">'
            f'<script defer src="/{manifest[name + ".js"]}"></script>'
            for name in names
        )
        site.pages["/"] = SHELL.format(lang=lang, links=links, body=body)
        page.goto(site.address)
        return page

    return opened
