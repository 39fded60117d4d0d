"""Reading the text of a notice at the terminal: no database, the year's content, or where it
stopped."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from calendars import YearNotice, shipped_notices
from tests.cli.conftest import Run
from tests.cli.served import ROOT
from tests.revising import NOTICE, NUMBER

TEXTS = ROOT / "calendars" / "notices" / "texts"
YEARS = [notice for notice in shipped_notices() if isinstance(notice, YearNotice)
         and notice.year >= 2010 and (TEXTS / f"{notice.year}.txt").is_file()]  # fmt: skip


@pytest.fixture
def text(tmp_path: Path) -> Path:
    """A file to write a text into."""
    return tmp_path / "notice.txt"


@pytest.mark.parametrize("notice", YEARS, ids=lambda notice: str(notice.year))
def test_the_texts_at_hand_give_the_shipped_years(run: Run, notice: YearNotice) -> None:
    done = run("calendar", "import-notice", str(TEXTS / f"{notice.year}.txt"), "--json")
    assert done.exit_code == 0, done.stderr
    found = json.loads(done.stdout)
    assert (found["kind"], found["year"]) == ("year", notice.year)
    assert found["holidays"] == [
        {"name": each.name, "days_declared": each.days_declared,
         "off": list(map(str, each.off)), "work": list(map(str, each.work))}
        for each in notice.breaks
    ]  # fmt: skip


@pytest.mark.parametrize("year", [2015, 2019, 2020])
def test_a_change_is_only_proposed(run: Run, year: int) -> None:
    path = str(TEXTS / f"{year}-change.txt")
    found = json.loads(run("calendar", "import-notice", path, "--json").stdout)
    assert (found["kind"], found["proposed"], found["amends"]) == ("change", True, year)
    assert {*found["off_add"], *found["work_add"], *found["work_remove"]}
    assert "以下只是建议" in run("calendar", "import-notice", path).stdout


def test_no_database_is_asked_and_none_is_made(tmp_path: Path) -> None:
    """As a script would: in a process of its own, in an empty folder, the database out of reach."""
    command = [sys.executable, "-m", "engine.cli", "calendar", "import-notice", "-", "--json"]
    done = subprocess.run(
        command, input=NOTICE.encode(), capture_output=True, cwd=tmp_path, check=False,
        env={"PYTHONPATH": str(ROOT), "GONGXIANG_DATA": str(tmp_path / "data"),
             "GONGXIANG_DATABASE_URL": "postgresql://nobody@127.0.0.1:1/nothing"},
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["number"] == NUMBER
    assert list(tmp_path.iterdir()) == []


def test_the_content_is_told_to_people_too(run: Run, text: Path) -> None:
    text.write_text(NOTICE + "\n联系人：王先生\n", "utf-8")
    done = run("calendar", "import-notice", str(text))
    assert done.exit_code == 0, done.stderr
    assert f"2027 年 {NUMBER}" in done.stdout
    assert "2027-02-05（周五）至2027-02-11（周四）" in done.stdout
    assert "未采用：第 14 行：联系人：王先生" in done.stdout


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_what_chinese_programs_write_is_read(run: Run, text: Path, encoding: str) -> None:
    text.write_bytes(NOTICE.encode(encoding))
    assert run("calendar", "import-notice", str(text)).exit_code == 0


@pytest.mark.parametrize(
    ("right", "wrong", "line", "says"),
    [
        ("共7天", "共8天", 5, "7"),
        ("周五）至4日", "周四）至4日", 4, "周五"),
        ("2月13日（周六）上班。", "2月13日（周六）可以上班。", 5, "可以上班"),
        ("9月15日（周三）", "9月16日（周四）", 9, ""),
        ("1月9日（周六）上班。", "", None, ""),
    ],
)
def test_where_it_stopped_is_told(
    run: Run, text: Path, right: str, wrong: str, line: int | None, says: str
) -> None:
    assert right in NOTICE
    text.write_text(NOTICE.replace(right, wrong, 1), "utf-8")
    done = run("calendar", "import-notice", str(text), "--json")
    assert done.exit_code == 4
    error = json.loads(done.stdout)["error"]
    assert line is None or error["line"] == line
    assert says in error["sentence"] + error["reason"]
    assert error["reason"] in done.stderr
    assert "Traceback" not in done.stderr
    plain = run("calendar", "import-notice", str(text))
    assert (plain.exit_code, plain.stdout) == (4, "")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00\xff\xff", "纯文本"),
        (b"\xff\xfe\x00", "纯文本"),
        (b"\x00" * 50, "纯文本"),
        ("放假".encode() * 20_000, "100 kB"),
    ],
)
def test_what_is_no_text_is_refused(run: Run, text: Path, content: bytes, says: str) -> None:
    text.write_bytes(content)
    done = run("calendar", "import-notice", str(text), "--json")
    assert (done.exit_code, says in done.stderr, done.stdout) == (2, True, "")


def test_a_file_that_is_not_there_is_said(run: Run, tmp_path: Path) -> None:
    for path in (tmp_path / "nothing.txt", tmp_path):
        done = run("calendar", "import-notice", str(path))
        assert (done.exit_code, "文件无法读取" in done.stderr) == (2, True)


def test_an_empty_text_is_where_it_stopped(run: Run, text: Path) -> None:
    text.write_text("", "utf-8")
    assert run("calendar", "import-notice", str(text)).exit_code == 4
