"""A bureau of its own for each test; one browser, one web server, one mail server for all."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect

from engine.clock import MovedClock
from engine.settings import Settings
from engine.store.database import Store
from tests.browser.office import MORNING, PATIENCE, WINDOW, Office, Template, made_template
from tests.browser.serving import Server, served
from tests.browser.watch import Watch
from tests.chromium import Browser
from tests.lacking import lacking
from tests.postbox import Postbox, open_postbox
from webui import assets, create_app

expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    """The furnished database that each test has a copy of."""
    return made_template(tmp_path_factory.mktemp("browser") / "template.sqlite3")


@pytest.fixture(scope="session")
def mail_server() -> Iterator[Postbox]:
    with open_postbox() as opened:
        yield opened


@pytest.fixture(scope="session")
def web_server() -> Iterator[Server]:
    with served() as server:
        yield server


@pytest.fixture(scope="session")
def profile(chromium: Browser, web_server: Server) -> Iterator[BrowserContext]:
    """The browser as one person has it; it keeps styles and scripts from test to test."""
    if not (assets.DIST / "manifest.json").is_file():
        lacking("the front end is not built: make assets")
    context = chromium.new_context(**WINDOW, base_url=f"http://{web_server.host}")
    context.set_default_timeout(PATIENCE)
    yield context
    context.close()


@pytest.fixture
def settings(tmp_path: Path, web_server: Server, mail_server: Postbox) -> Settings:
    mail_server.mails.clear()
    return Settings(
        data=tmp_path,
        base_url=f"http://{web_server.host}",
        secret_key="only-for-tests-0123456789abcdefgh",
        smtp=mail_server.server,
        mail_from="共享通 <noreply@example.cn>",
    )


@pytest.fixture
def clock() -> MovedClock:
    return MovedClock(MORNING)


@pytest.fixture
def store(
    template: Template, clock: MovedClock, settings: Settings, tmp_path: Path
) -> Iterator[Store]:
    """The demo bureau with the pack, on a file of the test's own."""
    path = tmp_path / "office.sqlite3"
    shutil.copyfile(template.path, path)
    store = Store(f"sqlite:///{path}", clock, base_url=settings.base_url)
    store.packs = template.packs
    yield store
    store.close()


@pytest.fixture
def office(
    store: Store,
    clock: MovedClock,
    settings: Settings,
    mail_server: Postbox,
    web_server: Server,
    profile: BrowserContext,
) -> Iterator[Office]:
    """The demo bureau on the morning of Monday 2026-09-21, open for business."""
    web_server.app = create_app(settings, store)
    watch, window = Watch(web_server.host), profile.new_page()
    watch.over(window)
    opened = Office(store, clock, settings, mail_server, profile, window, watch)
    yield opened
    opened.close()
