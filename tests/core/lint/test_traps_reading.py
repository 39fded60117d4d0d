"""What the engine would read otherwise than we do is refused."""

import pytest

from engine.core.lint import lint
from engine.core.lint.agreement import disagreements
from engine.core.lint.subject import read_subject
from engine.core.pack import read_pack
from engine.core.workflow import Blueprint
from tests.core.lint.good import DIAGRAM, changed, files, found_in

PASSED = 'check.result == "pass"'
TERM = "working_days(2)</bpmn:timeDate>"


@pytest.mark.parametrize(
    ("old", "new", "element"),
    [
        (PASSED, 'check.result<!-- --> == "pass"', "to_grant"),
        (PASSED, 'check.result<?x y?> == "pass"', "to_grant"),
        (PASSED, 'check.result<bpmn:documentation/> == "pass"', "to_grant"),
        (TERM, "<!-- -->" + TERM, "check_term"),
        (TERM, TERM.replace("(2", "(<!-- -->2"), "check_term"),
    ],
)
def test_an_expression_is_text_alone(old: str, new: str, element: str) -> None:
    """The engine stops at a comment: what is behind it was checked and would not run."""
    assert ("error", "torn", element) in found_in(changed((old, new)))


def test_a_marked_text_is_text() -> None:
    assert found_in(changed((PASSED, f"<![CDATA[{PASSED}]]>"))) == set()


def test_a_comment_beside_the_elements_does_no_harm() -> None:
    start = '<bpmn:startEvent id="begun"'
    assert found_in(changed((start, f"<!-- {PASSED} -->{start}"))) == set()


@pytest.mark.parametrize(
    ("old", "new", "element"),
    [
        (PASSED, "check.result", "passed"),
        (TERM, TERM.replace("2", "9"), "check_term"),
        ('unit="case.platform"', 'unit="case.managing"', "check"),
        ('cancelActivity="false"', "", "check_term"),
        ('attachedToRef="check"', 'attachedToRef="fill"', "check_term"),
    ],
)
def test_another_reading_of_the_engine_is_noticed(old: str, new: str, element: str) -> None:
    subject, _ = read_subject(read_pack(files()))
    runs = Blueprint("good", {DIAGRAM: changed((old, new))[DIAGRAM]})
    found = {(each.rule, each.element) for each in disagreements(subject, runs)}
    assert found == {("otherwise", element)}


def test_the_same_reading_is_no_finding() -> None:
    subject, _ = read_subject(read_pack(files()))
    assert list(disagreements(subject, Blueprint("good", subject.pack.diagrams))) == []


def test_a_disagreement_is_a_finding_of_the_check(monkeypatch: pytest.MonkeyPatch) -> None:
    other = Blueprint("good", {DIAGRAM: changed((PASSED, "check.result"))[DIAGRAM]})
    monkeypatch.setattr("engine.core.lint.checking.Blueprint", lambda *_: other)
    assert ("passed", "otherwise") in {(each.element, each.rule) for each in lint(files())}
