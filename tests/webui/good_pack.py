"""The test bureau with a pack that passes every check, and what is edited of it."""

import time
from pathlib import Path
from typing import Any

import pytest
from werkzeug.test import TestResponse

from engine.commands.deploy_pack import deploy_pack
from engine.commands.edit_pack import edit_pack
from engine.queries.pack_draft import draft_file, draft_files
from engine.settings import Settings
from engine.store.database import Store
from tests.bureau.fixtures import acting
from tests.core.lint import good
from tests.webui.visitor import Visitor
from webui.modeler.deploy_run import RunBook

DATA = Path(__file__).parents[1] / "bureau" / "data"
KEEPER = "sysadmin"
MAIL = "good/mail/late.txt"


def pack_files() -> dict[str, bytes]:
    """A pack that passes every check, with the bureau that its scenarios would play with."""
    demo = good.files(DATA)
    return good.files() | {f"demo/{path}": content for path, content in demo.items()}


def with_good(bureau_store: Store) -> Store:
    """Deploy the pack in the store and give it back."""
    deploy_pack(bureau_store, None, pack_files(), "test")
    return bureau_store


@pytest.fixture
def good_store(bureau_store: Store) -> Store:
    """The `store` of tests that deploy."""
    return with_good(bureau_store)


@pytest.fixture
def own_settings(tmp_path: Path) -> Settings:
    """The `settings` of tests that deploy, with a data folder of their own."""
    return Settings(secret_key="only-for-tests-0123456789abcdefgh", data=tmp_path)


def edit(store: Store, changes: dict[str, bytes | None], who: str = KEEPER) -> None:
    """Write into the draft, whatever stands there."""
    actor = acting(store, who)
    files = draft_files(store, actor, "good")
    base = {
        path: draft_file(store, actor, "good", path).sha256 if path in files else None
        for path in changes
    }
    edit_pack(store, actor, "good", changes, base)


def shorter(store: Store) -> None:
    """Shorten the term of the draft to one day."""
    text = pack_files()["good/good.bpmn"].decode()
    for old, new in (("working_days(2)", "working_days(1)"), ("2个工作日", "1个工作日")):
        text = text.replace(old, new)
    edit(store, {"good/good.bpmn": text.encode()})


def finished(settings: Settings) -> None:
    """Wait for the deployment that runs beside the pages."""
    book = RunBook(settings.data)
    while book.is_busy():
        time.sleep(0.01)


def deployed(visitor: Visitor, settings: Settings, *parts: str, reason: str = "试行缩短") -> str:
    """Deploy in the browser and wait; return what the page says then."""
    visitor.get("/modeler/deploy")
    answer = visitor.post("/modeler/deploy", taking=list(parts), reason=reason, _verb="deploy")
    assert answer.status_code == 303, answer.text
    finished(settings)
    return visitor.get("/modeler/deploying").text


def confirm(visitor: Visitor, shown: TestResponse, path: str, **fields: Any) -> TestResponse:
    """Send what a page shows before it is written."""
    for name in ("_carried", "_seen", "version"):
        if f'name="{name}"' in shown.text:
            fields[name] = shown.text.split(f'name="{name}" value="')[1].split('"')[0]
    return visitor.post(path, **fields)
