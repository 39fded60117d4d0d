"""The gate of Art. 18 by the API: shut until the second, and to everybody whose act it is not."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest

from engine.queries.audit import verify
from engine.settings import Settings
from engine.store.database import Store
from tests.api.conftest import KEY
from tests.api.over_http import Answer, Script
from tests.browser.serving import served
from tests.life.conftest import *  # noqa: F403
from tests.life.deeds import at, file_plan, hold, pass_plan, resource_state, state_of, task_of
from tests.life.papers import OFFLINE
from webui import create_app

Scripts = Callable[[str], Script]
#: The plan is passed on 2022-09-15, day 20 is 2022-10-05.
OPENS = at("2022-10-06 00:00:00")
SAYS = "最早可于 2022-10-06 00:00 下线"
#: Who sees the case, and who does not even know of it.
SEE_IT = (
    "lina", "hejing", "chenjianguo", "yangfan", "pengli", "sysadmin", "secadmin", "auditor",
)  # fmt: skip
KNOW_NOTHING = ("zhangwei", "panyue", "caiying", "zhoujun")


@pytest.fixture
def script(store: Store) -> Iterator[Scripts]:
    """`script("wangfang")` calls as wangfang; the program is served on a port of its own."""
    with served() as server:
        server.app = create_app(Settings(secret_key=KEY), store)
        yield lambda who: Script(server.host, store, who)


@pytest.fixture
def grant(store: Store) -> str:
    return hold(store)


@pytest.fixture
def task(store: Store, grant: str) -> str:
    """The task of taking the resource offline, which `grant` is on."""
    return str(task_of(store, pass_plan(store, file_plan(store).id).id, "manage_transition").id)


def go_offline(who: Script, task: str) -> Answer:
    return who.post(f"/tasks/{task}/complete", answers=OFFLINE)


def test_a_second_early_is_422_and_at_the_second_200(
    store: Store, script: Scripts, grant: str, task: str
) -> None:
    wang = script("wangfang")
    store.clock.set(OPENS - timedelta(seconds=1))  # type: ignore[attr-defined]
    refused = go_offline(wang, task)
    assert refused.problem == (422, "rule_refused")
    assert SAYS in refused.body["detail"]
    assert refused.body["errors"] == {"_form": [refused.body["detail"]]}
    assert wang.get(f"/tasks/{task}")["state"] == "open"
    assert (resource_state(store), state_of(store, grant)) == ("deprecated", "ACTIVE")
    store.clock.set(OPENS)  # type: ignore[attr-defined]
    assert go_offline(wang, task).body["state"] == "ARCHIVING"
    assert (resource_state(store), state_of(store, grant)) == ("offline", "DESTROY_PENDING")
    assert verify(store).problems == ()


def test_nobody_else_may_however_late(store: Store, script: Scripts, task: str) -> None:
    others = {who: script(who) for who in (*SEE_IT, *KNOW_NOTHING)}
    for moment in (OPENS - timedelta(seconds=1), OPENS):
        store.clock.set(moment)  # type: ignore[attr-defined]
        answers = {who: go_offline(each, task).problem for who, each in others.items()}
        assert answers == {
            **dict.fromkeys(SEE_IT, (403, "forbidden")),
            **dict.fromkeys(KNOW_NOTHING, (404, "not_found")),
        }
    assert resource_state(store) == "deprecated"
