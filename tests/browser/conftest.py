"""A bureau of its own for each test, and one browser for all of them."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.clock import MovedClock
from engine.settings import Settings
from engine.store.database import Store
from tests.browser.office import MORNING, Office, Template, made_template, open_door, served
from tests.browser.watch import Watch
from tests.chromium import Browser
from tests.lacking import lacking
from tests.postbox import Postbox, open_postbox
from webui import assets, create_app


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    """The furnished database that each test has a copy of."""
    return made_template(tmp_path_factory.mktemp("browser") / "template.sqlite3")


@pytest.fixture(scope="session")
def mail_server() -> Iterator[Postbox]:
    """One SMTP server for all tests."""
    with open_postbox() as opened:
        yield opened


@pytest.fixture
def office(
    chromium: Browser, template: Template, mail_server: Postbox, tmp_path: Path
) -> Iterator[Office]:
    """The demo bureau on the morning of Monday 2026-09-21, the web served."""
    if not (assets.DIST / "manifest.json").is_file():
        lacking("the front end is not built: make assets")
    mail_server.mails.clear()
    with open_door() as door:
        host = f"127.0.0.1:{door.getsockname()[1]}"
        settings = Settings(
            data=tmp_path, base_url=f"http://{host}", secret_key="only-for-tests-0123456789abcdef",
            smtp=mail_server.server, mail_from="共享通 <noreply@example.cn>",
        )  # fmt: skip
        store = copied(template, tmp_path, settings)
        with served(create_app(settings, store), door):
            opened = Office(
                store, store.clock, settings, mail_server, chromium, Watch(host)  # type: ignore[arg-type]
            )  # fmt: skip
            yield opened
            opened.close()
        store.close()


def copied(template: Template, folder: Path, settings: Settings) -> Store:
    """A store on a copy of `template` whose clock stands at MORNING."""
    path = folder / "office.sqlite3"
    shutil.copyfile(template.path, path)
    store = Store(f"sqlite:///{path}", MovedClock(MORNING), base_url=settings.base_url)
    store.packs = template.packs
    return store
