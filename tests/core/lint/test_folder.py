"""One folder of a pack by itself: what an editor asks after every stroke."""

from pathlib import Path

from engine.core.lint import lint, lint_folder
from tests.core.lint.good import DIAGRAM, changed, files, flow, process

ROOT = Path(__file__).parents[3] / "processes/jz-2022"
STARTED = '<bpmn:startEvent id="{0}_begun" name="开始"/><bpmn:endEvent id="{0}_done" name="完成"/>'


def other(key: str = "other") -> bytes:
    """A process that nobody calls, not drawn."""
    return process(STARTED.format(key) + flow(f"{key}_1", f"{key}_begun", f"{key}_done"), key)


def said(pack: dict[str, bytes], folder: str) -> set[tuple[str, str, str]]:
    return {(each.file, each.rule, each.element) for each in lint_folder(pack, folder)}


def test_each_folder_of_the_shipped_pack_is_clean() -> None:
    pack = files(ROOT)
    for folder in {path.partition("/")[0] for path in pack if path.endswith(".bpmn")}:
        assert lint_folder(pack, folder) == []


def test_what_is_wrong_elsewhere_is_left_out() -> None:
    pack = files() | {"more/other.bpmn": b"<"}
    assert said(pack, "good") == set()
    assert {place for place, _, _ in said(pack, "more")} == {"more/other.bpmn"}


def test_a_folder_says_what_the_whole_pack_says_of_it() -> None:
    pack = changed(('approving="true"', 'approve="true"')) | {"more/other.bpmn": other()}
    whole = {(each.file, each.rule, each.element) for each in lint(pack)}
    assert said(pack, "good") | said(pack, "more") == whole
    assert said(pack, "good") == {(DIAGRAM, "extension", "check")}


def test_limits_of_the_law_stay_with_the_folder_of_their_process() -> None:
    pack = changed(("working_days(2)</bpmn:timeDate>", "working_days(3)</bpmn:timeDate>"))
    pack |= {"more/other.bpmn": other()}
    assert (DIAGRAM, "bound", "check_term") in said(pack, "good")
    assert "bound" not in {rule for _, rule, _ in said(pack, "more")}
    del pack[DIAGRAM]
    assert ("pack.toml", "bound", "check_term") in said(pack, "good")


def test_a_pack_that_cannot_be_read_is_said_for_every_folder() -> None:
    assert said(files() | {"pack.toml": b"key ="}, "good") == {("pack.toml", "readable", "")}
