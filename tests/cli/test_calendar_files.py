"""The calendar at the terminal: shown, exported, compared, with and without a database."""

import json
from pathlib import Path
from typing import Any

import pytest

from calendars import read_feed
from engine.store.database import Store
from tests.cli.conftest import Run
from tests.revising import NUMBER, put_in_force


@pytest.fixture
def nowhere(tmp_path: Path) -> tuple[Path, tuple[str, str]]:
    """A data folder that does not exist, and how it is named to the program."""
    folder = tmp_path / "not" / "there"
    return folder, ("--data", str(folder))


COMMANDS = [
    ("show", "2026"), ("show", "2027", "--json"), ("status",), ("notices",), ("notices", "--json"),
    ("export",), ("due", "2026-09-28", "5", "working_day"),
]  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS)
def test_without_a_database_the_release_answers_and_nothing_is_made(
    run: Run, nowhere: tuple[Path, tuple[str, str]], command: tuple[str, ...]
) -> None:
    folder, named = nowhere
    done = run(*named, "calendar", *command)
    assert (done.exit_code, done.stderr) == (0, "")
    assert not folder.parent.exists()


def test_an_empty_file_and_a_database_without_tables_are_left_as_they_are(
    run: Run, tmp_path: Path
) -> None:
    for name, content in (("a", b""), ("b", b"")):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "gongxiang.sqlite3").write_bytes(content)
    assert run("--data", str(tmp_path / "a"), "calendar", "show", "2026").exit_code == 0
    assert [each.name for each in (tmp_path / "a").iterdir()] == ["gongxiang.sqlite3"]
    assert (tmp_path / "a" / "gongxiang.sqlite3").stat().st_size == 0
    stranger = Store(f"sqlite:///{tmp_path / 'b' / 'gongxiang.sqlite3'}")
    with stranger.engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE theirs (x)")
    stranger.close()
    done = run("--data", str(tmp_path / "b"), "calendar", "show", "2026")
    assert (done.exit_code, "248" in done.stdout) == (0, True)


def test_what_is_no_database_is_said_and_not_passed_over(run: Run, tmp_path: Path) -> None:
    (tmp_path / "gongxiang.sqlite3").write_bytes(b"no database, far from it" * 100)
    done = run("--data", str(tmp_path), "calendar", "show", "2026")
    assert (done.exit_code, "已损坏" in done.stderr) == (6, True)


def test_what_was_confirmed_counts_in_every_command(run: Run, store: Store) -> None:
    before = run("calendar", "export", "--format", "csv").stdout
    assert "2027" not in before
    put_in_force(store)
    assert NUMBER in run("calendar", "export", "--format", "csv", "--year", "2027").stdout
    assert NUMBER in run("calendar", "show", "2027").stdout
    assert json.loads(run("calendar", "status", "--json").stdout)["last_year"] == 2027
    due = run("calendar", "due", "2026-12-31", "1", "working_day", "--json")
    found = json.loads(due.stdout)
    assert (found["last_day"], found["provisional"]) == ("2027-01-05", False)
    (notice,) = _of_year(run, 2027)
    assert (notice["state"], notice["checked_by"]) == ("confirmed", "杨帆")


def _of_year(run: Run, year: int) -> list[Any]:
    items = json.loads(run("calendar", "notices", "--json").stdout)["items"]
    return [each for each in items if each["year"] == year]


def test_a_year_is_shown_in_months_and_days(run: Run) -> None:
    text = run("calendar", "show", "2026").stdout
    assert "工作日 248 天" in text
    assert "10 月（工作日 18 天）" in text
    assert "26  27  28" not in text
    for row in ("                          26   27   28", "10班", "25*", "30*  31*"):
        assert row.strip() in text
    assert "2026-10-10  周六  班  调休上班" in text
    assert max(map(len, text.splitlines())) <= 80
    found = json.loads(run("calendar", "show", "2026", "--json").stdout)
    assert (found["working_days"], len(found["months"]), len(found["days"])) == (248, 12, 365)


def test_a_year_without_a_notice_says_so_once(run: Run) -> None:
    text = run("calendar", "show", "2027").stdout
    assert "尚无放假安排通知，全年暂定" in text
    assert "*" not in text
    assert "2027-02-06  周六  休  春节（法定节日）" in text


@pytest.mark.parametrize("year", ["1999", "2006", "2028", "99999999999"])
def test_a_year_of_which_nothing_is_known_is_not_found(run: Run, year: str) -> None:
    done = run("calendar", "show", year)
    assert (done.exit_code, "2007 至 2027" in done.stderr) == (3, True)
    assert run("calendar", "show", "明年").exit_code == 2


@pytest.mark.parametrize("kind", ["ics", "csv", "json"])
def test_an_export_reads_back_and_has_no_difference(run: Run, tmp_path: Path, kind: str) -> None:
    file = tmp_path / f"ours.{kind}"
    written = run("calendar", "export", "--format", kind, "-o", str(file))
    assert (written.exit_code, written.stdout) == (0, "")
    assert read_feed(file.read_bytes()).kind == kind
    alike = run("calendar", "compare", str(file), "--json")
    assert (alike.exit_code, json.loads(alike.stdout)["differences"]) == (0, [])


def test_an_export_names_what_cannot_be_written(run: Run, tmp_path: Path) -> None:
    assert run("calendar", "export", "--year", "2027").exit_code == 3
    assert run("calendar", "export", "--format", "xls").exit_code == 2
    done = run("calendar", "export", "-o", str(tmp_path))
    assert (done.exit_code, str(tmp_path) in done.stderr) == (2, True)


def test_a_difference_is_shown_with_its_reason(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "theirs.csv"
    ours = run("calendar", "export", "--format", "csv", "--year", "2026").stdout
    file.write_text("".join(line for line in ours.splitlines(True) if "10-10" not in line), "utf-8")
    done = run("calendar", "compare", str(file))
    assert done.exit_code == 1
    assert "2026-10-10  调休上班    国办发明电〔2025〕7号  班      休" in done.stdout
    assert "1 处差异" in done.stdout
    piped = run("calendar", "compare", "-", "--json", stdin=file.read_text("utf-8"))
    (found,) = json.loads(piped.stdout)["differences"]
    assert (piped.exit_code, found["date"]) == (1, "2026-10-10")


def test_what_cannot_be_compared_is_said(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "x.ics"
    file.write_bytes(b"<html>")
    done = run("calendar", "compare", str(file))
    assert (done.exit_code, "网页" in done.stderr) == (2, True)
    file.write_bytes(b"x" * 5_100_000)
    assert "5 MB" in run("calendar", "compare", str(file)).stderr
    assert run("calendar", "compare", str(tmp_path / "nothing")).exit_code == 2
    file.write_text("date,kind,name,notice_number\n2026-10-10,work,国庆节,x\n", "utf-8")
    silent = run("calendar", "compare", str(file), "--year", "2020")
    assert (silent.exit_code, "没有可以比对的日子" in silent.stderr) == (3, True)
