"""GET /deadline answers like `gongxiang calendar due`."""

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from engine.cli import gongxiang
from engine.store.database import Store
from tests.api.caller import Caller, problem
from tests.revising import NUMBER, put_in_force

Callers = Callable[[str], Caller]
TABLE = Path(__file__).parents[1] / "calendars" / "deadline_examples.csv"
EXAMPLES = list(csv.DictReader(TABLE.read_text("utf-8").splitlines()))
NOTICE = "国办发明电〔2025〕7号"


def asked(row: dict[str, str]) -> dict[str, str]:
    """The query of an example."""
    unit = row["kind"].removesuffix("s").replace("days", "day")
    as_of = {"as_of": row["as_of"]} if row["as_of"] else {}
    return {"received": row["received"], "n": row["n"], "unit": unit, "strict": "true", **as_of}


@pytest.mark.parametrize("row", EXAMPLES, ids=lambda row: row["id"])
def test_the_examples_counted_by_hand(caller: Callers, row: dict[str, str]) -> None:
    answer = caller("zhangwei").get("/deadline", **asked(row))
    if row["expected_last_day"] == "ERROR":
        assert problem(answer) == (422, "not_covered")
        return
    assert answer.json["last_day"] == row["expected_last_day"]
    assert answer.json["provisional"] is False


def test_the_calculator_explains_itself(caller: Callers) -> None:
    answer = caller("zhangwei").get("/deadline", received="2026-09-28", n=5).json
    assert answer["received"] == "2026-09-28T00:00:00+08:00"
    assert (answer["last_day"], answer["due_at"]) == ("2026-10-10", "2026-10-11T00:00:00+08:00")
    assert answer["counted"][-1] == {
        "date": "2026-10-10", "weekday": "六", "note": "调休上班", "notice": NOTICE,
    }  # fmt: skip
    assert {(each["reason"], each["notice"]) for each in answer["skipped"]} == {
        ("国庆节放假", NOTICE)
    }
    assert answer["why"][0] == "2026年9月28日（周一）收到。"


@pytest.mark.parametrize("unit", ["working_day", "natural_month", "working_day_before"])
def test_both_doors_give_the_same(caller: Callers, unit: str, tmp_path: Path) -> None:
    moment, policy = "2026-10-10T17:40:00+08:00", "next_working_day_receipt"
    over_http = caller("zhangwei").get(
        "/deadline", received=moment, n=3, unit=unit, policy=policy
    ).json  # fmt: skip
    typed = ["calendar", "due", moment, "3", unit, "--policy", policy, "--json"]
    alone = {"GONGXIANG_DATA": str(tmp_path), "GONGXIANG_DATABASE_URL": None}
    told: dict[str, Any] = json.loads(CliRunner(env=alone).invoke(gongxiang, typed).stdout)
    assert over_http == told


@pytest.mark.parametrize("moment", ["2026-09-21T23:00:00+08:00", "2026-09-21T15:00:00Z"])
@pytest.mark.parametrize("sign", ["+", " "])
def test_an_instant_with_its_offset(caller: Callers, moment: str, sign: str) -> None:
    """A plus sign that somebody forgot to encode arrives as a space."""
    answer = caller("zhangwei").get("/deadline", received=moment.replace("+", sign), n=2)
    assert answer.json["last_day"] == "2026-09-23"


def test_past_the_last_notice(caller: Callers) -> None:
    question = {"received": "2026-12-28", "n": "5"}
    guess = caller("zhangwei").get("/deadline", **question).json
    assert (guess["last_day"], guess["provisional"]) == ("2027-01-05", True)
    strict = caller("zhangwei").get("/deadline", **question, strict="true")
    assert problem(strict) == (422, "not_covered")
    told = strict.get_json(force=True)
    assert "暂定" in told["detail"]
    assert told["errors"] == {"received": ["2027-01-01：现有通知只到 2026-12-31，无法确定。"]}
    last_week = {"received": "2026-12-21", "n": "6", "strict": "true"}
    assert caller("zhangwei").get("/deadline", **last_week).json["provisional"] is True


def test_the_notices_confirmed_here_count(caller: Callers, store: Store) -> None:
    put_in_force(store)
    question = {"received": "2026-12-28", "n": "5", "strict": "true"}
    answer = caller("zhangwei").get("/deadline", **question).json
    assert (answer["last_day"], answer["provisional"]) == ("2027-01-06", False)
    assert answer["notices"][-1] == NUMBER


@pytest.mark.parametrize(
    ("wrong", "field", "code"),
    [
        ({"n": "0"}, "n", "invalid_answers"),
        ({"n": "3651"}, "n", "invalid_answers"),
        ({"n": "x"}, "n", "invalid_answers"),
        ({"unit": "week"}, "unit", "invalid_answers"),
        ({"policy": "mild"}, "policy", "invalid_answers"),
        ({"strict": "perhaps"}, "strict", "invalid_answers"),
        ({"as_of": "x"}, "as_of", "invalid_answers"),
        ({"received": "2026-09-21T09:00"}, "received", "invalid_answers"),
        ({"as_of": "2006-01-01"}, "as_of", "not_covered"),
        ({"received": "2006-01-01"}, "received", "not_covered"),
        ({"received": "2100-01-01"}, "received", "not_covered"),
    ],
)
def test_what_cannot_be_counted_names_the_field(
    caller: Callers, wrong: dict[str, str], field: str, code: str
) -> None:
    question = {"received": "2026-09-21", "n": "5", **wrong}
    answer = caller("zhangwei").get("/deadline", **question)
    assert problem(answer) == (422, code)
    assert list(answer.get_json(force=True)["errors"]) == [field]
