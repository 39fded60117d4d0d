"""`gongxiang pack check PATH`: a pack, a process folder, one diagram; in a pack and alone."""

import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from engine.cli import gongxiang

GOOD = Path(__file__).parents[1] / "core/lint/pack"
BROKEN = ('targetRef="check"', 'targetRef="nowhere"')
STRETCHED = ("working_days(2)</bpmn:timeDate>", "working_days(3)</bpmn:timeDate>")


def check(path: Path | str, *more: str) -> Result:
    return CliRunner().invoke(gongxiang, ["pack", "check", str(path), *more])


def told(path: Path | str) -> list[dict[str, Any]]:
    """The problems that --json prints; the exit code must fit them."""
    result = check(path, "--json")
    body = json.loads(result.stdout)
    errors = [each for each in body["problems"] if each["severity"] == "error"]
    assert result.exit_code == (1 if errors else 0)
    assert body["ok"] is not errors
    assert all(
        set(each) == {"file", "element", "rule", "severity", "message"} for each in body["problems"]
    )
    return list(body["problems"])


def rules(path: Path | str) -> set[tuple[str, str, str]]:
    return {(each["file"], each["rule"], each["element"]) for each in told(path)}


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A copy of the good pack to spoil."""
    return Path(shutil.copytree(GOOD, tmp_path / "pack"))


def spoil(path: Path, *changes: tuple[str, str]) -> None:
    text = path.read_text("utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    path.write_text(text, "utf-8")


def test_a_right_pack_folder_and_diagram(pack: Path) -> None:
    for path in (pack, pack / "good", pack / "good/good.bpmn", "jz-2022"):
        assert told(path) == []
    assert "0 处错误" in check(pack).stdout


def test_a_wrong_diagram_is_told_in_the_pack_the_folder_and_by_itself(pack: Path) -> None:
    spoil(pack / "good/good.bpmn", BROKEN)
    for path in (pack, pack / "good", pack / "good/good.bpmn"):
        assert ("good/good.bpmn", "flow-ends", "to_check") in rules(path)


def test_bounds_of_the_pack_hold_for_its_folder_and_its_diagram(pack: Path) -> None:
    spoil(pack / "good/good.bpmn", STRETCHED)
    for path in (pack, pack / "good", pack / "good/good.bpmn"):
        assert ("good/good.bpmn", "bound", "check_term") in rules(path)


def test_a_pack_that_cannot_be_read_is_a_problem(pack: Path) -> None:
    (pack / "pack.toml").write_text("key = ")
    assert {rule for _, rule, _ in rules(pack)} == {"readable"}
    (pack / "good/process.toml").write_text("key = 1")
    assert rules(pack)


def test_a_folder_without_a_pack(pack: Path) -> None:
    (pack / "pack.toml").unlink()
    assert rules(pack / "good") == {("pack.toml", "alone", "")}
    spoil(pack / "good/good.bpmn", BROKEN)
    assert ("good.bpmn", "flow-ends", "to_check") in rules(pack / "good")
    (pack / "good/process.toml").unlink()
    assert ("good.bpmn", "flow-ends", "to_check") in rules(pack / "good")


def test_a_diagram_without_anything(tmp_path: Path) -> None:
    """Its forms may be elsewhere: that is no error of the diagram."""
    alone = tmp_path / "one.bpmn"
    shutil.copy(GOOD / "good/good.bpmn", alone)
    found = told(alone)
    assert {each["severity"] for each in found} == {"warning"}
    assert ("one.bpmn", "form", "fill") in rules(alone)
    assert ("pack.toml", "alone", "") in rules(alone)


def test_called_processes_are_looked_for_beside_a_diagram(tmp_path: Path) -> None:
    alone = tmp_path / "one.bpmn"
    shutil.copy(GOOD / "good/good.bpmn", alone)
    old, new = '<bpmn:serviceTask id="late"', '<bpmn:callActivity id="late" calledElement="more"'
    text = alone.read_text("utf-8")
    start = text.index(old)
    end = text.index("</bpmn:serviceTask>", start)
    called = text[:start] + new + ' name="再办"/>' + text[end + len("</bpmn:serviceTask>") :]
    alone.write_text(called, "utf-8")
    missing = [each for each in told(alone) if each["rule"] == "call"]
    assert [each["severity"] for each in missing] == ["warning"]
    other = GOOD.joinpath("good/good.bpmn").read_text("utf-8")
    (tmp_path / "more.bpmn").write_text(other.replace('"good"', '"more"'), "utf-8")
    (tmp_path / "broken.bpmn").write_text("<")
    assert "call" not in {each["rule"] for each in told(alone)}
    assert {each["file"] for each in told(alone)} == {"one.bpmn", "pack.toml"}


@pytest.mark.parametrize(
    ("where", "code"), [("nothing-here", 3), ("", 2), ("x" * 5000, 3), ("a\nb", 3)]
)
def test_a_path_to_nothing(tmp_path: Path, where: str, code: int) -> None:
    result = check(f"{tmp_path}/{where}", "--json")
    assert (result.exit_code, result.stdout) == (code, "")
    assert "pack.toml" in result.stderr or "找不到" in result.stderr


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.bpmn")
    (tmp_path / "circle.bpmn").symlink_to(tmp_path / "circle.bpmn")
    (tmp_path / "gone.bpmn").symlink_to(tmp_path / "no.bpmn")
    for name, code in (("pipe.bpmn", 2), ("circle.bpmn", 3), ("gone.bpmn", 3)):
        result = check(tmp_path / name)
        assert (result.exit_code, result.stdout) == (code, "")
    assert check("/dev/zero").exit_code == 2


def test_a_folder_that_leads_round_and_out_of_itself(pack: Path) -> None:
    os.mkfifo(pack / "good/pipe.txt")
    (pack / "good/self").symlink_to(pack)
    (pack / "good/zero").symlink_to("/dev/zero")
    assert told(pack) == []
    assert told(pack / "good") == []


def test_a_name_that_is_no_text(pack: Path) -> None:
    Path(os.fsdecode(os.fsencode(pack / "good") + b"/\xff\xfe.json")).touch()
    assert check(pack).exit_code == 0
    assert check(pack, "--json").exit_code == 0


def test_too_many_files_are_not_read(tmp_path: Path) -> None:
    (tmp_path / "pack.toml").write_text("")
    for number in range(2_100):
        (tmp_path / f"{number}.txt").touch()
    assert rules(tmp_path) == {("pack.toml", "readable", ""), ("pack.toml", "bound", "")}
