"""What an operator does: database, scheduler, audit, accounts, packs, bureau."""

import json
import re
import shutil
import sqlite3
from pathlib import Path

import pytest

from engine.cli import program
from engine.queries.sessions import actor_of_token
from engine.store.database import Store
from tests.bureau.fixtures import DATA
from tests.cli.conftest import Run
from tests.packs import HERE

MINI = str(HERE / "mini")


def test_a_new_database_is_migrated_and_checked(run: Run, tmp_path: Path) -> None:
    folder = ("--data", str(tmp_path / "new"))
    unready = run(*folder, "pack", "list")
    assert unready.exit_code == 6
    assert "gongxiang db migrate" in unready.stderr
    assert run(*folder, "db", "migrate").exit_code == 0
    assert run(*folder, "db", "check").exit_code == 0
    assert run(*folder, "pack", "list").exit_code == 0


def test_scripts_equal_tables(run: Run) -> None:
    assert run("db", "check", "--models").exit_code == 0


def test_a_changed_database_is_told(run: Run, data: Path) -> None:
    with sqlite3.connect(data / "gongxiang.sqlite3") as connection:
        connection.execute("ALTER TABLE draft ADD COLUMN stray TEXT")
    done = run("db", "check")
    assert done.exit_code == 1
    assert "stray" in done.stderr


def test_tick_does_every_job_once(run: Run) -> None:
    done = run("tick", "--json")
    assert done.exit_code == 0
    assert json.loads(done.stdout)["sweep"] == 0
    assert None not in json.loads(done.stdout).values()


def test_verify_finds_a_changed_event(run: Run, data: Path) -> None:
    assert run("tick").exit_code == 0
    sound = run("audit", "verify", "--json")
    assert sound.exit_code == 0
    assert json.loads(sound.stdout)["sound"] is True
    with sqlite3.connect(data / "gongxiang.sqlite3") as connection:
        connection.execute("UPDATE event SET actor_name = '某人' WHERE id = 1")
    changed = run("audit", "verify")
    assert changed.exit_code == 1
    assert "已被改动" in changed.stderr


def test_a_token_opens_the_interface(run: Run, store: Store) -> None:
    made = run("token", "create", "zhangwei", "--label", "测试", "--days", "3")
    actor = actor_of_token(store, made.stdout.strip())
    assert actor is not None
    assert actor.username == "zhangwei"
    assert run("token", "create", "zhangwei", "--days", "0").exit_code == 2
    assert run("token", "create", "nobody").exit_code == 3


def test_accounts_are_the_security_administrators(run: Run) -> None:
    new = ("user", "create", "newman", "牛曼", "--post", "registration:handler:2099-12-31")
    assert run(*new).exit_code == 4
    assert run(*new, "--as", "sysadmin").exit_code == 4
    made = run(*new, "--as", "secadmin", "--json")
    assert json.loads(made.stdout)["username"] == "newman"
    listed = json.loads(run("user", "list", "--as", "secadmin", "--q", "newman", "--json").stdout)
    assert [each["username"] for each in listed["items"]] == ["newman"]
    assert run("user", "reset-password", "newman", "--as", "secadmin").exit_code == 0
    assert run("user", "create", "x", "", "--as", "secadmin").exit_code == 1
    assert run("user", "create", "y", "名", "--post", "a:b:c", "--as", "secadmin").exit_code == 2


def test_posts_are_the_security_administrators(run: Run, store: Store) -> None:
    add = ("user", "post", "add", "zhangwei", "credit", "handler")
    assert run(*add).exit_code == 4
    assert run(*add, "--as", "sysadmin").exit_code == 4
    assert run(*add, "--until", "2099-12-31", "--as", "secadmin").exit_code == 0
    listed = run("user", "list", "--as", "secadmin", "--q", "zhangwei").stdout
    assert listed.count("经办人") == 2
    assert run(*add, "--as", "secadmin").exit_code == 5
    assert run(*add, "--until", "2099", "--as", "secadmin").exit_code == 2
    end = ("user", "post", "end", "zhangwei", "credit", "handler", "--as", "secadmin")
    assert run(*end, "--until", "2099-06-30").exit_code == 0
    assert run(*end).exit_code == 0
    assert run(*end).exit_code == 3


def test_a_bureau_of_ones_own_is_set_up_from_nothing(run: Run, tmp_path: Path) -> None:
    folder = ("--data", str(tmp_path / "own"))
    assert run("bureau", "check", str(DATA)).exit_code == 0
    assert run(*folder, "db", "migrate").exit_code == 0
    assert run(*folder, "bureau", "load", str(DATA)).exit_code == 0
    assert run(*folder, "bureau", "load", str(DATA)).exit_code == 5
    # The first pack needs nobody's name; the mini pack, which has no bureau to be tried on, is
    # refused for that alone.
    first_pack = run(*folder, "pack", "deploy", MINI, "--reason", "首次部署")
    assert (first_pack.exit_code, "units.toml" in first_pack.stderr) == (1, True)
    first = run(*folder, "user", "reset-password", "secadmin")
    assert first.exit_code == 0, first.output
    assert run(*folder, "user", "reset-password", "sysadmin").exit_code == 4
    assert run(*folder, "user", "reset-password", "sysadmin", "--as", "secadmin").exit_code == 0


def test_a_faulty_bureau_lists_every_fault(run: Run, tmp_path: Path) -> None:
    wrong = tmp_path / "bureau"
    shutil.copytree(DATA, wrong)
    (wrong / "units.toml").write_text('[[unit]]\ncode = "a"\n', "utf-8")
    done = run("bureau", "check", str(wrong))
    assert done.exit_code == 1
    assert done.stderr.count("units.toml") > 1


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        (("serve", "--port", "x"), "选项 --port 的值不对：应为 1 至 65535 之间的整数。"),
        (("task", "list"), "缺少选项 --as。"),
        (("task", "show", "--as", "x"), "缺少参数 TASK。"),
        (("nothing",), "没有命令 nothing。"),
        (("task", "nothing"), "没有命令 nothing。"),
        (("task", "list", "--sa", "x"), "没有选项 --sa"),
        (("task", "list", "--as"), "选项 --as 需要一个值。"),
        (("task", "list", "--as", "x", "more"), "多余的参数：more。"),
        (("task", "list", "--as", "x", "--list", "all"), "应为其中之一：todo、done、started。"),
        (("calendar", "due", "2026-09-21", "x", "working_day"), "参数 N 的值不对：应为整数。"),
        (("calendar", "due", "2026-09-21", "-5", "working_day"), "没有选项 -5。"),
        (("case", "start", "mini", "--as", "x", "--answers", "/nowhere"), "文件无法读取"),
    ],
)
def test_what_is_used_wrongly_is_said_in_chinese(
    run: Run, monkeypatch: pytest.MonkeyPatch, typed: tuple[str, ...], says: str
) -> None:
    monkeypatch.delenv("MAKELEVEL", raising=False)
    done = run(*typed)
    assert done.exit_code == 2
    assert says in done.stderr.splitlines()[0]
    assert not re.search("Error|Usage|Try|Missing|Invalid", done.stderr)
    assert done.stderr.splitlines()[1].startswith("用法见 gongxiang")


def test_packs_are_listed_checked_and_exported(run: Run, tmp_path: Path) -> None:
    (version,) = json.loads(run("pack", "list", "--json").stdout)["items"]
    assert (version["pack"], version["number"], version["current"]) == ("mini", 1, True)
    assert run("pack", "check", MINI).exit_code in (0, 1)
    assert run("pack", "check", "no-such-pack").exit_code == 3
    target = tmp_path / "out"
    assert run("pack", "export", "mini", str(target)).exit_code == 0
    written = {path.relative_to(target): path.read_bytes() for path in _files(target)}
    assert written == {path.relative_to(HERE / "mini"): path.read_bytes()
                       for path in _files(HERE / "mini")}  # fmt: skip
    assert run("pack", "export", "mini", str(target)).exit_code == 5
    assert run("pack", "export", "mini", str(tmp_path / "x"), "--version", "9").exit_code == 3


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_only_the_system_administrator_deploys(run: Run) -> None:
    assert run("pack", "deploy", MINI, "--reason", "x", "--as", "zhangwei").exit_code == 4
    assert run("pack", "deploy", MINI, "--reason", "x").exit_code == 4


def test_resources_are_listed(run: Run) -> None:
    listed = json.loads(
        run("resource", "list", "--as", "zhangwei", "--limit", "2", "--json").stdout
    )
    assert len(listed["items"]) == 2
    rest = run("resource", "list", "--as", "zhangwei", "--after", listed["next"])
    assert rest.exit_code == 0
    assert listed["items"][0]["code"] not in rest.stdout


def test_an_unforeseen_error_is_one_sentence(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_name: str) -> None:
        raise RuntimeError("unexpected")

    monkeypatch.setattr(program, "import_module", broken)
    done = run("pack", "list")
    assert done.exit_code == 70
    assert done.stderr.count("\n") == 1
    assert "Traceback" not in done.stderr
