"""Notices at the terminal: entered by one, confirmed or turned down by another, taken back."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from tests.cli.conftest import Run
from tests.revising import NOTICE, NUMBER, URL


@pytest.fixture
def notice(tmp_path: Path) -> str:
    """The file with the text of 2027's notice."""
    file = tmp_path / "2027.txt"
    file.write_text(NOTICE, "utf-8")
    return str(file)


def enter(run: Run, notice: str, *more: str, who: str = "pengli") -> Result:
    """Enter a notice as somebody."""
    return run("calendar", "import-notice", notice, "--enter", "--as", who, "--url", URL, *more)


def entered(run: Run, notice: str, *more: str, who: str = "pengli") -> str:
    """The same; return the id."""
    done = enter(run, notice, *more, "--json", who=who)
    assert done.exit_code == 0, done.stderr
    return str(json.loads(done.stdout)["id"])


def act(run: Run, verb: str, notice_id: str, who: str, *more: str) -> Result:
    """Do something with an entry."""
    return run("calendar", verb, notice_id, "--as", who, *more)


def state(run: Run, notice_id: str) -> Any:
    """How an entry stands."""
    shown = act(run, "notice", notice_id, "yangfan", "--json")
    return json.loads(shown.stdout)["notice"]["state"]


def test_two_people_put_a_notice_in_force_and_take_it_back(run: Run, notice: str) -> None:
    notice_id = entered(run, notice, "--reason", "国务院办公厅已公布")
    shown = act(run, "notice", notice_id, "yangfan")
    assert shown.exit_code == 0
    for words in (NUMBER, "彭莉", "待复核", "2027-01-04", "复核时请给出 --revision 0。"):
        assert words in shown.stdout
    done = act(run, "confirm", notice_id, "yangfan", "--revision", "0", "--note", "已与原文核对")
    assert (done.exit_code, "第 1 版" in done.stdout) == (0, True)
    assert NUMBER in run("calendar", "show", "2027").stdout
    asked = act(run, "withdraw", notice_id, "yangfan", "--reason", "录错了", "--json")
    withdrawal = json.loads(asked.stdout)["id"]
    assert notice_id in act(run, "notice", withdrawal, "sysadmin").stdout
    back = act(run, "confirm", withdrawal, "sysadmin", "--revision", "1", "--json")
    assert json.loads(back.stdout)["number"] == 2
    assert state(run, notice_id) == "withdrawn"
    assert "全年暂定" in run("calendar", "show", "2027").stdout


def test_a_change_is_entered_with_its_days_written_out(
    run: Run, notice: str, tmp_path: Path
) -> None:
    year = entered(run, notice)
    assert act(run, "confirm", year, "yangfan", "--revision", "0").exit_code == 0
    text = tmp_path / "change.txt"
    text.write_text(
        "国务院办公厅关于延长2027年春节假期的通知\n国办发明电〔2027〕1号\n"
        "延长2027年春节假期至2月14日（农历正月初九，星期日），2月15日（星期一）起正常上班。\n"
        "2027-02-03\n",
        "utf-8",
    )
    read = run("calendar", "import-notice", str(text), "--json")
    proposed = json.loads(read.stdout)
    assert (proposed["kind"], proposed["amends"], proposed["proposed"]) == ("change", 2027, True)
    assert proposed["work_remove"] == ["2027-02-13"]
    alone = enter(run, str(text))
    assert (alone.exit_code, "建议" in alone.stderr) == (1, True)
    days = [f"--{name.replace('_', '-')}={day}" for name in ("off_add", "work_remove")
            for day in proposed[name]]  # fmt: skip
    change = entered(run, str(text), "--amends", "2027", "--holiday", "春节", *days)
    shown = act(run, "notice", change, "yangfan").stdout
    assert "取消上班  2027-02-13（周六）" in shown
    assert "增加放假  2027-02-12（周五）至2027-02-14（周日）" in shown


def test_who_may_not_is_told_so(run: Run, notice: str) -> None:
    assert enter(run, notice, who="zhangwei").exit_code == 4
    assert enter(run, notice, who="nobody").exit_code == 3
    notice_id = entered(run, notice)
    own = act(run, "confirm", notice_id, "pengli", "--revision", "0")
    assert (own.exit_code, "另一人" in own.stderr) == (4, True)
    for verb, more in (
        ("notice", ()), ("confirm", ("--revision", "0")), ("reject", ("--reason", "x")),
        ("withdraw", ("--reason", "x")),
    ):  # fmt: skip
        assert act(run, verb, notice_id, "zhangwei", *more).exit_code == 4, verb
        assert act(run, verb, "0", "yangfan", *more).exit_code == 3, verb
    assert state(run, notice_id) == "proposed"


def test_an_entry_is_decided_once_and_on_what_was_seen(run: Run, notice: str) -> None:
    notice_id = entered(run, notice)
    assert enter(run, notice).exit_code == 5
    assert act(run, "confirm", notice_id, "yangfan", "--revision", "7").exit_code == 5
    assert act(run, "withdraw", notice_id, "yangfan", "--reason", "x").exit_code == 5
    assert act(run, "reject", notice_id, "yangfan", "--reason", " ").exit_code == 1
    assert act(run, "reject", notice_id, "pengli", "--reason", "录错了").exit_code == 0
    assert act(run, "confirm", notice_id, "yangfan", "--revision", "0").exit_code == 5
    assert act(run, "reject", notice_id, "yangfan", "--reason", "x").exit_code == 5
    assert state(run, notice_id) == "rejected"


@pytest.mark.parametrize("value", ["-1", "x", ""])
def test_a_revision_is_a_number(run: Run, notice: str, value: str) -> None:
    notice_id = entered(run, notice)
    assert act(run, "confirm", notice_id, "yangfan", "--revision", value).exit_code == 2
    assert act(run, "confirm", notice_id, "yangfan").exit_code == 2


@pytest.mark.parametrize(
    ("more", "code", "says"),
    [
        (("--enter",), 2, "--as"),
        (("--enter", "--as", "pengli"), 2, "--url"),
        (("--enter", "--as", "pengli", "--url", "www.gov.cn"), 1, "url"),
        (("--enter", "--as", "pengli", "--url", URL, "--number", "国办发〔2026〕1号"), 1, "number"),
        (("--enter", "--as", "pengli", "--url", URL, "--published", "2026-12-01"), 1, "published"),
        (("--enter", "--as", "pengli", "--url", URL, "--signed", "昨天"), 2, "--signed"),
        (("--enter", "--as", "pengli", "--url", URL, "--holiday", "春节"), 2, "--amends"),
        (("--url", URL), 2, "--enter"),
        (("--off-add", "2027-02-12"), 2, "--enter"),
    ],
)
def test_an_entry_that_will_not_do_names_the_option(
    run: Run, notice: str, more: tuple[str, ...], code: int, says: str
) -> None:
    done = run("calendar", "import-notice", notice, *more)
    assert (done.exit_code, says in done.stderr) == (code, True), done.stderr
    assert NUMBER not in run("calendar", "notices", "--as", "pengli").stdout


def test_a_text_that_is_not_understood_is_not_entered(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "wrong.txt"
    file.write_text(NOTICE.replace("共7天", "共8天", 1), "utf-8")
    done = enter(run, str(file))
    assert (done.exit_code, "二、春节" in done.stderr) == (4, True)


def test_keepers_alone_see_what_waits(run: Run, notice: str) -> None:
    entered(run, notice)
    for who in ((), ("--as", "zhangwei")):
        assert NUMBER not in run("calendar", "notices", *who).stdout
    listed = run("calendar", "notices", "--as", "yangfan").stdout.splitlines()
    assert (NUMBER in listed[1], "待复核" in listed[1]) == (True, True)
    assert "随版本提供、未复核" in listed[2]
    assert "1 项通知等待复核" in run("calendar", "status").stdout
