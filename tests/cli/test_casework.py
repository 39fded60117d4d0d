"""A request from start to grant at the terminal, and what a script reads of it."""

import json
from pathlib import Path
from typing import Any

from tests.bureau.fixtures import CONDITIONAL, PASSWORD
from tests.cli.conftest import Run

START = ("case", "start", "mini", "--resource", CONDITIONAL, "--as", "zhangwei")
PURPOSE = ("--set", "purpose=核验食品经营许可申请人的主体资格")


def started(run: Run, *more: str) -> dict[str, Any]:
    """zhangwei's request."""
    done = run(*START, *PURPOSE, "--json", *more)
    assert done.exit_code == 0, done.output
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def inbox(run: Run, who: str) -> list[dict[str, Any]]:
    """Somebody's list, as JSON."""
    found: list[dict[str, Any]] = json.loads(run("task", "list", "--as", who, "--json").stdout)[
        "items"
    ]
    return found


def complete(run: Run, who: str, *more: str, stdin: str | None = None) -> dict[str, Any]:
    """`who` completes the only task of theirs."""
    (item,) = inbox(run, who)
    done = run("task", "complete", item["id"], "--as", who, "--json", *more, stdin=stdin)
    assert done.exit_code == 0, done.output
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_from_start_to_grant(run: Run, tmp_path: Path) -> None:
    paper = tmp_path / "依据.txt"
    paper.write_text("职责依据", "utf-8")
    made = started(run, "--attach", f"paper={paper}")
    assert made["state"] == "LEADER_REVIEW"
    complete(run, "chenjianguo", "--set", "decision=approve", "--password-file", "-",
             stdin=f"{PASSWORD}\n")  # fmt: skip
    complete(run, "panyue", "--answers", "-", stdin='{"result": "pass"}')
    final = complete(run, "zhoujun", "--set", "result=agree")
    assert (final["state"], final["tasks"]) == ("APPROVED", [])
    shown = run("case", "show", made["number"], "--as", "zhangwei")
    assert shown.exit_code == 0
    for words in (made["number"], "已同意", "周军", "依据.txt", "核验食品经营许可"):
        assert words in shown.stdout
    view = json.loads(run("case", "show", made["id"], "--as", "zhangwei", "--json").stdout)
    assert view["head"]["outcome"] == "granted"
    assert {each["via"] for each in view["history"] if each["kind"] == "task_completed"} == {"cli"}


def test_the_same_key_starts_one_case(run: Run) -> None:
    assert started(run, "--key", "k") == started(run, "--key", "k")
    listed = json.loads(run("case", "list", "--as", "zhangwei", "--json").stdout)
    assert len(listed["items"]) == 1


def test_a_task_says_what_may_be_done(run: Run) -> None:
    started(run)
    (item,) = inbox(run, "chenjianguo")
    shown = run("task", "show", item["id"], "--as", "chenjianguo")
    assert "complete" in shown.stdout
    assert "decision" in shown.stdout
    view = json.loads(run("task", "show", item["id"], "--as", "chenjianguo", "--json").stdout)
    assert view["form"]["password"] is True
    assert view["case"]["number"] == item["number"]


def test_small_verbs(run: Run) -> None:
    made = started(run)
    (item,) = inbox(run, "chenjianguo")
    task = item["id"]
    for verb in ("claim", "release"):
        assert run("task", verb, task, "--as", "chenjianguo").exit_code == 0
    kept = run("task", "save-draft", task, "--set", "decision=return", "--as", "chenjianguo")
    assert kept.exit_code == 0
    assert run("task", "comment", task, "请补充", "--as", "chenjianguo").exit_code == 0
    assert run("case", "comment", made["number"], "已补充", "--as", "zhangwei").exit_code == 0
    gone = run("case", "withdraw", made["number"], "--reason", "填错", "--as", "zhangwei", "--json")
    assert json.loads(gone.stdout)["state"] == "WITHDRAWN"
    again = run("case", "withdraw", made["number"], "--reason", "填错", "--as", "zhangwei")
    assert again.exit_code == 5


def test_transfer_and_return(run: Run) -> None:
    started(run)
    complete(run, "chenjianguo", "--set", "decision=approve", "--password-file", "-",
             stdin=PASSWORD)  # fmt: skip
    (item,) = inbox(run, "panyue")
    moved = run("task", "transfer", item["id"], "--to", "jiangnan", "--reason", "出差",
                "--as", "panyue")  # fmt: skip
    assert moved.exit_code == 0, moved.output
    back = run("task", "return", item["id"], "--to", "leader", "--reason", "依据不全",
               "--as", "jiangnan", "--json")  # fmt: skip
    assert json.loads(back.stdout)["tasks"][0]["element"] == "leader"


def test_refusals_have_a_sentence_fields_and_a_code(run: Run) -> None:
    made = started(run)
    (item,) = inbox(run, "chenjianguo")
    bare = run(*["lina" if each == "zhangwei" else each for each in START])
    assert bare.exit_code == 1
    assert "  purpose：" in bare.stderr
    no_password = run("task", "complete", item["id"], "--set", "decision=approve",
                      "--as", "chenjianguo")  # fmt: skip
    assert no_password.exit_code == 1
    assert "  password：" in no_password.stderr
    cases = {
        3: [("case", "show", "CS-1999-0001", "--as", "zhangwei"),
            ("case", "show", made["number"], "--as", "zhoujun"),
            ("task", "show", "nothing", "--as", "zhangwei"),
            ("case", "list", "--as", "nobody"),
            ("task", "claim", item["id"], "--as", "panyue")],
        4: [("task", "claim", item["id"], "--as", "zhangwei"),
            ("case", "withdraw", made["number"], "--reason", "x", "--as", "chenjianguo"),
            ("user", "list", "--as", "zhangwei")],
        2: [("case", "start", "mini", "--as", "zhangwei", "--set", "purpose"),
            ("case", "start", "mini", "--as", "zhangwei", "--answers", "-"),
            ("case", "start", "mini", "--as", "zhangwei", "--post", "nowhere:handler"),
            ("task", "list")],
    }  # fmt: skip
    for code, commands in cases.items():
        for command in commands:
            done = run(*command, stdin="[1]")
            assert done.exit_code == code, (command, done.output)
            assert done.stdout == ""
            assert done.stderr.strip()
            assert "Traceback" not in done.stderr
