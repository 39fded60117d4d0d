"""What Arts. 16, 18 and 22 do not allow, over HTTP: each is refused by name, nothing moves."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import func, select

from engine.clock import MovedClock
from engine.settings import Settings
from engine.store.database import Store
from engine.store.tables import Case
from tests.api.conftest import KEY
from tests.api.over_http import Script
from tests.browser.serving import served
from tests.life.conftest import furnished_sqlite, life_sqlite  # noqa: F401
from tests.life.deeds import NEW, OLD, at, hold, resource_state, state_of
from tests.life.papers import ERROR, PLAN
from tests.life.test_races import MISUSE
from webui import create_app

Scripts = Callable[[str], Script]
PLANNED = {**PLAN, "planned_on": "2022-12-30"}


@pytest.fixture
def store(life_sqlite: str) -> Iterator[Store]:  # noqa: F811
    store = Store(life_sqlite, MovedClock(at("2022-09-15 09:00")))
    yield store
    store.close()


@pytest.fixture
def script(store: Store) -> Iterator[Scripts]:
    """`script("wangfang")` calls as wangfang; the program is served on a port of its own."""
    with served() as server:
        server.app = create_app(Settings(secret_key=KEY), store)
        yield lambda who: Script(server.host, store, who)


def refused(who: Script, process: str, answers: dict[str, Any], **more: Any) -> tuple[Any, ...]:
    """Try to start a case; status, code and the fields that are named."""
    answer = who.post("/cases", process=process, answers=answers, **more)
    return (*answer.problem, *answer.body.get("errors", ()))


INVALID, RULE = (422, "invalid_answers"), (422, "rule_refused")


def test_corrections(store: Store, script: Scripts) -> None:
    """Art. 16: what is asked for, of whose grant, and that nobody is sent away meanwhile."""
    grant, ended = hold(store, items=["FDDBR"]), hold(store, state="EXPIRED")
    lina = script("lina")
    for change, field in (
        ({"item": "CZZE"}, "item"),  # not among the items of the grant
        ({"record_key": "91140700123456789X"}, "record_key"),
        ({"claimed_value": ERROR["current_value"]}, "claimed_value"),
        ({"basis": "有误"}, "basis"),
        ({"matter": ""}, "matter"),
        ({"acknowledged": []}, "acknowledged"),
    ):
        found = refused(lina, "correction", {**ERROR, **change}, grant=grant)
        assert found == (*INVALID, field), change
    assert refused(lina, "correction", ERROR, grant=ended)[:2] == RULE
    assert refused(lina, "correction", ERROR, grant="GXSQ-1999-0001-SQ1")[:2] == (404, "not_found")
    assert refused(script("caiying"), "correction", ERROR, grant=grant)[:2] == (404, "not_found")
    assert count(store) == 0


def test_plans_of_retirement(store: Store, script: Scripts) -> None:
    """Art. 18: another resource that is shared, of the same provider; all that the plan needs."""
    hold(store)
    wang = script("wangfang")
    plan = {**PLANNED, "test_record": wang.upload("新资源测试记录.pdf")}

    def tried(answers: dict[str, Any], who: Script = wang, **more: Any) -> tuple[Any, ...]:
        about = {"resource": OLD, "successor": NEW, "entry": "plan", **more}
        return refused(who, "retirement", answers, **{k: v for k, v in about.items() if v})

    for successor in (OLD, None, "307003/000001"):  # itself, none, of another department
        assert tried(plan, successor=successor)[:2] == RULE, successor
    for change, field in (
        ({"test_record": None}, "test_record"),
        ({"mapping": PLAN["mapping"][1:]}, "mapping"),
        ({"planned_on": "2022-09-15"}, "planned_on"),
        ({"planned_on": "2022-09-14"}, "planned_on"),
        ({"phone": "1"}, "phone"),
    ):
        assert tried({**plan, **change}) == (*INVALID, field), change
    for who in ("zhangwei", "lina"):  # no reviewer; reviewer of another department
        assert tried(plan, script(who))[:2] in ((403, "forbidden"), RULE), who
    assert (count(store), resource_state(store)) == (0, "published")


def test_revocations(store: Store, script: Scripts) -> None:
    """Art. 22: the provider or the managing department, with evidence, of a grant in use."""
    grant, ended = hold(store), hold(store, state="REVOKED", unit="approval", who="caiying")
    wang, wu, gao = map(script, ("wangfang", "wuting", "gaofei"))

    def tried(who: Script, grant: str = grant, **change: Any) -> tuple[Any, ...]:
        answers = {**MISUSE, "proof_files": [who.upload("取证记录.pdf")], **change}
        return refused(who, "use-right-revocation", answers, grant=grant)

    assert tried(wang, proof_files=[]) == (*INVALID, "proof_files")
    assert tried(wang, facts="滥用") == (*INVALID, "facts")
    assert tried(wang, happened_on="2022-09-16") == (*INVALID, "happened_on")
    assert tried(wang, ended)[:2] == RULE
    for third in (wu, gao):
        assert tried(third)[0] in (403, 404), third.username
    assert (count(store), state_of(store, grant)) == (0, "ACTIVE")


def count(store: Store) -> int:
    """How many cases there are besides those that gave the grants."""
    with store.reading() as session:
        others = select(func.count()).select_from(Case).where(Case.process != "data-request")
        return session.scalar(others) or 0
