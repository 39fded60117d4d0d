"""`gongxiang calendar due`, as a script and as a person uses it."""

import csv
import json
import subprocess
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from engine.store.database import Store
from tests.cli.conftest import Run
from tests.cli.served import ROOT, clean_environ, command
from tests.revising import NUMBER, put_in_force

EXAMPLES = list(
    csv.DictReader((ROOT / "tests/calendars/deadline_examples.csv").read_text("utf-8").splitlines())
)
#: Case by case: start, period, unit, last day.
OF_THE_MEASURES = [
    ("2022-09-26", "2", "working_day", "2022-09-28"),
    ("2022-10-01", "2", "working_day", "2022-10-09"),
    ("2022-09-29", "5", "working_day", "2022-10-11"),
    ("2023-01-18", "5", "working_day", "2023-01-30"),
    ("2022-06-16", "15", "working_day", "2022-07-07"),
    ("2025-09-30", "1", "working_day", "2025-10-09"),
    ("2025-09-30", "10", "working_day", "2025-10-21"),
    ("2025-09-30", "20", "working_day", "2025-11-04"),
    ("2026-02-13", "2", "working_day", "2026-02-24"),
    ("2026-02-13", "5", "working_day", "2026-02-27"),
    ("2022-09-15", "20", "full_natural_day", "2022-10-05"),
    ("2026-04-11", "20", "full_natural_day", "2026-05-01"),
    ("2026-09-01", "5", "day_of_month", "2026-09-07"),
    ("2026-10-01", "5", "day_of_month", "2026-10-08"),
    ("2025-10-01", "5", "day_of_month", "2025-10-09"),
]


def typed(row: dict[str, str]) -> list[str]:
    """The command line of an example; all but the one without an answer are certain."""
    unit = row["kind"].removesuffix("s").replace("days", "day")
    as_of = ["--as-of", row["as_of"]] if row["as_of"] else []
    return ["calendar", "due", row["received"], row["n"], unit, *as_of, "--strict", "--json"]


def counted(answer: dict[str, Any]) -> str:
    return " ".join(f"{each['date'][5:]}({each['weekday']})" for each in answer["counted"])


@pytest.mark.parametrize("row", EXAMPLES, ids=lambda row: row["id"])
def test_the_examples_counted_by_hand(run: Run, row: dict[str, str]) -> None:
    done = run(*typed(row))
    if row["expected_last_day"] == "ERROR":
        assert (done.exit_code, done.stdout) == (3, "")
        return
    assert done.exit_code == 0, done.stderr
    answer = json.loads(done.stdout)
    assert answer["last_day"] == row["expected_last_day"]
    assert answer["provisional"] is False
    if row["kind"].startswith("working"):
        assert counted(answer) == row["counted_days"]


@pytest.mark.parametrize(("received", "n", "unit", "last_day"), OF_THE_MEASURES)
def test_the_terms_of_the_measures(
    run: Run, received: str, n: str, unit: str, last_day: str
) -> None:
    for moment in (received, f"{received}T23:59:59+08:00", f"{received}T00:00:00Z"):
        answer = json.loads(run("calendar", "due", moment, n, unit, "--json").stdout)
        following = date.fromisoformat(last_day) + timedelta(days=1)
        assert answer["last_day"] == last_day
        assert answer["due_at"] == f"{following}T00:00:00+08:00"


def test_the_answer_of_a_process_of_its_own(tmp_path: Path) -> None:
    """Nothing is set up: no database, no settings; and nothing is left behind."""
    done = _process(tmp_path, "2026-09-28T01:00:00Z", "5", "working_day", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    answer = json.loads(done.stdout)
    assert answer["received"] == "2026-09-28T09:00:00+08:00"
    assert answer["due_at"] == "2026-10-11T00:00:00+08:00"
    assert counted(answer) == "09-29(二) 09-30(三) 10-08(四) 10-09(五) 10-10(六)"
    assert answer["counted"][-1]["notice"] == "国办发明电〔2025〕7号"
    assert {each["reason"] for each in answer["skipped"]} == {"国庆节放假"}
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("row", EXAMPLES[:3], ids=lambda row: row["id"])
def test_examples_in_a_process_of_their_own(tmp_path: Path, row: dict[str, str]) -> None:
    done = _process(tmp_path, *typed(row)[2:])
    assert json.loads(done.stdout)["last_day"] == row["expected_last_day"]


def test_past_the_last_notice(tmp_path: Path) -> None:
    question = ("2026-12-28T10:00:00+08:00", "5", "working_day")
    guess = json.loads(_process(tmp_path, *question, "--json").stdout)
    assert (guess["last_day"], guess["provisional"]) == ("2027-01-05", True)
    strict = _process(tmp_path, *question, "--strict")
    assert (strict.returncode, strict.stdout) == (3, "")
    assert "2027-01-01：现有通知只到 2026-12-31，无法确定。" in strict.stderr
    assert "暂定" in strict.stderr.splitlines()[0]


def test_the_last_week_of_the_last_notice_is_provisional_but_no_refusal(run: Run) -> None:
    done = run("calendar", "due", "2026-12-21", "6", "working_day", "--strict", "--json")
    answer = json.loads(done.stdout)
    assert (answer["last_day"], answer["provisional"]) == ("2026-12-29", True)
    assert done.exit_code == 0


@pytest.mark.parametrize(
    ("moment", "last_day"),
    [
        ("2026-09-21T17:30:00+08:00", "2026-09-22"),
        ("2026-09-21T17:30:01+08:00", "2026-09-23"),
        ("2026-09-20T10:00:00+08:00", "2026-09-21"),
        ("2026-09-19T10:00:00+08:00", "2026-09-21"),
    ],
)
def test_received_after_hours_or_on_a_day_off(run: Run, moment: str, last_day: str) -> None:
    policy = ("--policy", "next_working_day_receipt")
    done = run("calendar", "due", moment, "1", "working_day", *policy, "--json")
    answer = json.loads(done.stdout)
    assert (answer["last_day"], answer["policy"]) == (last_day, policy[1])


@pytest.mark.parametrize(
    ("as_of", "last_day"), [("2020-01-26", "2020-02-03"), ("2020-01-27", "2020-02-05")]
)
def test_only_what_was_known_on_a_day(run: Run, as_of: str, last_day: str) -> None:
    done = run("calendar", "due", "2020-01-23", "3", "working_day", "--as-of", as_of, "--json")
    assert json.loads(done.stdout)["last_day"] == last_day


@pytest.mark.parametrize(
    ("question", "field"),
    [
        (("昨天", "5", "working_day"), "received"),
        (("2026-09-21T09:00:00", "5", "working_day"), "received"),
        (("2022-13-01", "5", "working_day"), "received"),
        (("2026-09-21", "0", "working_day"), "n"),
        (("2026-09-21", "3651", "natural_day"), "n"),
        (("2026-09-21", "9" * 400, "natural_day"), "n"),
        (("2026-09-21", "32", "day_of_month"), "n"),
        (("2026-09-21", "5", "working_day", "--as-of", "2026-99-01"), "as_of"),
    ],
)
def test_a_question_that_is_wrong_names_the_field(
    run: Run, question: tuple[str, ...], field: str
) -> None:
    done = run("calendar", "due", *question)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.splitlines()[1].startswith(f"  {field}：")


@pytest.mark.parametrize(
    "question",
    [
        ("2026-09-21", "five", "working_day"),
        ("2026-09-21", "5", "week"),
        ("2026-09-21", "5"),
        ("2026-09-21", "5", "working_day", "--policy", "mild"),
        ("2026-09-21", "--n", "5", "--unit", "working_day"),
    ],
)
def test_a_command_that_is_typed_wrongly(run: Run, question: tuple[str, ...]) -> None:
    assert run("calendar", "due", *question).exit_code == 2


@pytest.mark.parametrize(
    ("question", "field"),
    [
        (("2006-12-31", "5", "working_day"), "received"),
        (("2100-01-01", "5", "working_day"), "received"),
        (("2099-12-01", "3650", "natural_month"), "received"),
        (("9999-12-31", "1", "natural_day"), "received"),
        (("0001-01-01T00:00:00+14:00", "1", "working_day"), "received"),
        (("2026-09-21", "5", "working_day", "--as-of", "2006-01-01"), "as_of"),
    ],
)
def test_what_no_notice_answers(run: Run, question: tuple[str, ...], field: str) -> None:
    done = run("calendar", "due", *question)
    assert (done.exit_code, done.stdout) == (3, "")
    assert done.stderr.splitlines()[1].startswith(f"  {field}：")


def test_the_notices_confirmed_in_the_database_count(run: Run, store: Store) -> None:
    question = ("calendar", "due", "2026-12-28", "5", "working_day", "--json")
    assert json.loads(run(*question).stdout)["last_day"] == "2027-01-05"
    put_in_force(store)
    answer = json.loads(run(*question, "--strict").stdout)
    assert (answer["last_day"], answer["provisional"]) == ("2027-01-06", False)
    assert answer["notices"][-1] == NUMBER


def test_a_database_that_is_none_is_told(run: Run, data: Path) -> None:
    (data / "gongxiang.sqlite3").write_text("这不是数据库" * 100, "utf-8")
    done = run("calendar", "due", "2026-12-28", "5", "working_day")
    assert (done.exit_code, done.stdout) == (6, "")


def test_what_a_person_reads(run: Run) -> None:
    lines = run("calendar", "due", "2026-12-28", "5", "working_day").stdout.splitlines()
    assert lines[0] == "2027-01-05 24:00 届满（暂定）"
    assert lines[1] == "  2026年12月28日（周一）收到。"


def _process(folder: Path, *question: str) -> subprocess.CompletedProcess[str]:
    wanted = command("calendar", "due", *question)
    environ = {**clean_environ(), "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        wanted, capture_output=True, text=True, check=False, cwd=folder, env=environ
    )
