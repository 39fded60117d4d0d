"""运行监控 and 异常, as those who answer for all cases see them."""

import json
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from engine.clock import MovedClock
from engine.store.database import Store
from engine.store.tables import Incident
from engine.store.types import new_id
from tests.bureau.fixtures import WITH_AGENT
from tests.commands.casework import PURPOSE, approve, begin
from tests.webui.english import English, left
from tests.webui.visitor import Visitor

Visitors = Callable[..., Visitor]
LEVELS = re.compile(r'<script type="application/json" id="levels">(.*?)</script>', re.DOTALL)
PROCESS = "/modeler/monitor/mini"


@pytest.fixture
def numbers(store: Store, moved_clock: MovedClock) -> tuple[str, str]:
    """The number of a case that awaits its approval, and of one that is late."""
    first, second = begin(store), begin(store, WITH_AGENT)
    approve(store, second.id)
    moved_clock.advance(timedelta(days=4))
    return first.number, second.number


def incident(store: Store, kind: str, case_id: str | None = None) -> str:
    now = store.clock.now()
    row = Incident(id=new_id(), kind=kind, case_id=case_id, message="坏了", created_at=now)
    with store.transaction() as session:
        session.add(row)
    return row.id


def drawn(text: str) -> dict[str, Any]:
    found = LEVELS.search(text)
    assert found
    return dict(json.loads(found[1])[0]["elements"])


@pytest.mark.parametrize(
    ("who", "status"),
    [("sysadmin", 200), ("pengli", 200), ("zhangwei", 403), ("secadmin", 403), ("auditor", 403)],
)
def test_who_sees_it(visitor: Visitors, who: str, status: int) -> None:
    browser = visitor(who)
    for path in ("/modeler/monitor", PROCESS):
        assert browser.get(path).status_code == status


def test_a_process_leads_to_its_steps_and_cases(
    visitor: Visitors, numbers: tuple[str, str]
) -> None:
    waiting, late = numbers
    browser = visitor("sysadmin")
    assert f'href="{PROCESS}?overdue=1#cases"' in browser.get("/modeler/monitor").text
    text = browser.get(PROCESS).text
    assert PURPOSE["purpose"] not in text
    said = drawn(text)
    assert (said["leader"]["state"], said["leader"]["note"]) == ("live", "1")
    assert (said["check"]["state"], said["check"]["note"]) == ("late", "1 件，超期 1")
    of_step = browser.get(said["leader"]["href"].partition("#")[0]).text
    assert waiting in of_step
    assert late not in of_step
    of_late = browser.get(f"{PROCESS}?overdue=1").text
    assert late in of_late
    assert waiting not in of_late


@pytest.mark.parametrize("version", ["2", "0", "x", "-1", "９", "9" * 30])
def test_a_version_that_does_not_exist(visitor: Visitors, version: str) -> None:
    assert visitor("sysadmin").get(f"{PROCESS}?version={version}").status_code == 404


def test_a_process_that_does_not_exist(visitor: Visitors) -> None:
    assert visitor("sysadmin").get("/modeler/monitor/none").status_code == 404


def test_the_pages_in_english(store: Store, english: English, numbers: tuple[str, str]) -> None:
    browser = english("sysadmin")
    stuck = incident(store, "case_stuck", begin(store, who="lina").id)
    texts = [browser.get("/modeler/monitor").text, browser.get(f"{PROCESS}?idle=1").text]
    assert drawn(texts[1])["check"]["note"] == "1 cases, 1 overdue"
    browser.post(f"/admin/incidents/{stuck}/retry")
    texts += [browser.get("/admin/incidents").text, browser.get(f"/admin/incidents/{stuck}").text]
    assert "nothing is due in this case" in texts[3]
    for text in texts:
        assert left(LEVELS.sub("", text), "坏了") == []


def test_an_incident_tells_what_to_do_and_takes_notes(visitor: Visitors, store: Store) -> None:
    case = begin(store)
    path = f"/admin/incidents/{incident(store, 'case_stuck', case.id)}"
    browser = visitor("sysadmin")
    text = browser.get(path).text
    assert "流程图改正后要把办件迁移到新版本" in text
    assert f'href="{PROCESS}"' in text
    refused = browser.post(f"{path}/notes", text="字" * 2001)
    assert refused.status_code == 422
    assert "字" * 2001 in refused.text
    assert "最多 2000 个字" in refused.text
    assert "<b>测试</b>" not in browser.post(f"{path}/notes", follow=True, text="<b>测试</b>").text
    assert "没有到期未处理的事项" in browser.post(f"{path}/retry", follow=True).text
    assert "备注 2 条" in browser.get("/admin/incidents").text


def test_incidents_are_found_by_kind_and_process(visitor: Visitors, store: Store) -> None:
    case = begin(store)
    of_case, of_none = incident(store, "case_stuck", case.id), incident(store, "mail_dead")
    browser = visitor("sysadmin")
    for query, shown, hidden in (
        ("kind=mail_dead", of_none, of_case),
        ("process=mini", of_case, of_none),
    ):
        text = browser.get(f"/admin/incidents?{query}").text
        assert f"/admin/incidents/{shown}" in text
        assert f"/admin/incidents/{hidden}" not in text
    assert "没有符合条件的异常" in browser.get("/admin/incidents?kind=nobody_told").text


def test_incidents_are_the_system_administrators(visitor: Visitors, store: Store) -> None:
    path = f"/admin/incidents/{incident(store, 'mail_dead')}"
    for who in ("zhangwei", "pengli", "secadmin", "auditor"):
        browser = visitor(who)
        assert browser.get(path).status_code == 403
        assert browser.post(f"{path}/notes", text="有").status_code == 403
        assert browser.post(f"{path}/retry").status_code == 403
