"""Reading a story: what cannot be meant is refused, with the file and what is wrong in it."""

from datetime import UTC, datetime

import pytest

from engine.errors import PackError
from engine.simulate.scenario import read_scenario, read_scenarios

HEAD = 'title = "申请"\n'
STEP = '[[step]]\nat = 2026-09-21T09:00:00\nwho = "zhangwei"\n'


def _read(text):
    return read_scenario("mini/scenarios/one.toml", text.encode())


def test_a_moment_is_meant_in_shanghai():
    (step,) = _read(HEAD + STEP).steps
    assert step.at == datetime(2026, 9, 21, 1, tzinfo=UTC)


def test_a_step_waits_when_it_says_nothing_else():
    (step,) = _read(HEAD + STEP).steps
    assert (step.do, step.refused, dict(step.then)) == ("wait", None, {})


def test_only_scenarios_are_read_in_order_of_path():
    files = {
        "b/scenarios/x.toml": (HEAD + STEP).encode(),
        "a/scenarios/x.toml": (HEAD + STEP).encode(),
        "a/process.toml": b"not a story",
    }
    assert [each.path for each in read_scenarios(files)] == [
        "a/scenarios/x.toml",
        "b/scenarios/x.toml",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (STEP, "title"),
        (HEAD, "step"),
        (HEAD + STEP + 'do = "approve"', "approve"),
        (HEAD + STEP + "answer = {}", "answer"),
        (HEAD + STEP + "then = { stat = 1 }", "stat"),
        (HEAD + '[[step]]\nat = "heute"', "at"),
        (HEAD + 'posts = [{ who = "lina", unit = "credit", rule = "handler" }]\n' + STEP, "rule"),
        (HEAD + 'posts = [{ who = "lina" }]\n' + STEP, "unit"),
        (HEAD + STEP + "tried = [{ with = {}, refuse = 1 }]", "第1步的 tried 有不认识的项：refuse"),
        (HEAD + STEP + "tried = [{ with = {} }]", "refused"),
        (HEAD + STEP + "[[step]]\nat = 2026-09-21T08:00:00", "第2步的 at 早于上一步"),
        ("title = ", "title.toml"),
    ],
)
def test_what_cannot_be_meant_is_refused(text, said):
    path = "mini/scenarios/title.toml" if said == "title.toml" else "mini/scenarios/one.toml"
    with pytest.raises(PackError) as refused:
        read_scenario(path, text.encode())
    assert said in refused.value.message
    assert refused.value.details["problems"][0]["file"] == path
