"""Two requests at the same moment: one effect, the case intact, nobody gets a 500."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from flask import Flask

from engine.settings import Settings
from engine.store.database import Store
from tests.api.caller import Caller
from tests.api.conftest import KEY
from tests.api.test_lifecycle import PURPOSE, start, waiting
from tests.bureau.fixtures import CONDITIONAL, PASSWORD
from tests.packs import with_mini
from webui import create_app

Callers = Callable[[str], Caller]
#: One fewer than the wrong passwords that lock an account: each is counted before it is judged.
TIMES = 4


@pytest.fixture
def store(each_bureau_store: Store) -> Store:
    return with_mini(each_bureau_store)


@pytest.fixture
def app(store: Store) -> Flask:
    made = create_app(Settings(secret_key=KEY), store)
    made.testing = True
    return made


def at_once(send: Callable[[], Any]) -> list[Any]:
    """The answers to the same request, sent from several threads."""
    with ThreadPoolExecutor(TIMES) as pool:
        return [each.result() for each in [pool.submit(send) for _ in range(TIMES)]]


def test_a_start_sent_many_times_with_one_key_is_one_case(caller: Callers) -> None:
    zhang = caller("zhangwei")
    body: dict[str, Any] = {"process": "mini", "answers": PURPOSE, "resource": CONDITIONAL}
    answers = at_once(lambda: zhang.post("/cases", key="double", **body))
    assert {each.status_code for each in answers} <= {201, 409}, [each.text for each in answers]
    assert len({each.json["id"] for each in answers if each.status_code == 201}) == 1
    assert len(zhang.get("/cases").json["items"]) == 1


def test_answers_that_overlap_count_once(caller: Callers) -> None:
    zhang, chen = caller("zhangwei"), caller("chenjianguo")
    made = start(zhang)
    task = waiting(chen)
    body: dict[str, Any] = {"answers": {"decision": "approve"}, "password": PASSWORD}
    answers = at_once(lambda: chen.post(f"/tasks/{task}/complete", **body))
    assert sorted(each.status_code for each in answers) == [200, *[409] * (TIMES - 1)]
    history = zhang.get(f"/cases/{made['id']}/history").json["items"]
    done = [each for each in history if each["kind"] == "task_completed"]
    assert len(done) == 1
