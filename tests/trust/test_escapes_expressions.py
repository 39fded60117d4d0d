"""Nothing gets out of the language of conditions: not at the check, not in a form, not in a run."""

from itertools import chain
from typing import Any

import pytest

from calendars import shipped
from engine.core.expressions import ExpressionError, check, evaluate
from engine.core.forms import compile_form
from engine.core.lint import lint
from engine.core.workflow import Blueprint, Run
from engine.errors import PackError, WorkflowFault
from tests.core.lint.good import changed, process
from tests.core.workflow.conftest import at
from tests.trust.attempts import EXPRESSIONS, GREEDY

ATTEMPTS = list(chain(*EXPRESSIONS.values()))
SAYABLE = [each for each in ATTEMPTS if each.isprintable() and len(each) < 9000]
ROWS = 10_000


def _nested(depth: int) -> list[Any]:
    made: list[Any] = []
    for _ in range(depth):
        made = [made]
    return made


DATA: dict[str, Any] = {
    "case": {"applicant": {"unit": "U"}},
    "x": None,
    "text": "长" * 100_000,
    "signs": "、" * 5_000,
    "digits": "9" * 100_000,
    "words": [f"词{n}" for n in range(ROWS)],
    "rows": list(range(ROWS)),
    "table": [{"n": -1 - n} for n in range(ROWS)],
    "deep": _nested(50_000),
    "deeper": _nested(50_000),
}


def _short(source: str) -> str:
    return ascii(source[:40])


def _escaped(source: str) -> str:
    for sign, name in (("&", "amp"), ("<", "lt"), (">", "gt"), ('"', "quot")):
        source = source.replace(sign, f"&{name};")
    return source


def _asked(condition: str) -> bytes:
    return process(
        '<bpmn:startEvent id="b"/><bpmn:exclusiveGateway id="x" default="no"/>'
        '<bpmn:endEvent id="y"/><bpmn:endEvent id="n"/>'
        '<bpmn:sequenceFlow id="go" sourceRef="b" targetRef="x"/>'
        '<bpmn:sequenceFlow id="yes" sourceRef="x" targetRef="y"><bpmn:conditionExpression>'
        f"{_escaped(condition)}</bpmn:conditionExpression></bpmn:sequenceFlow>"
        '<bpmn:sequenceFlow id="no" sourceRef="x" targetRef="n"/>'
    )


@pytest.mark.parametrize("source", ATTEMPTS, ids=_short)
def test_refused_by_the_check_and_by_the_evaluator(source: str) -> None:
    with pytest.raises(ExpressionError) as checked:
        check(source)
    with pytest.raises(ExpressionError) as run:
        evaluate(source, DATA)
    for caught in (checked, run):
        assert any("\u4e00" <= sign <= "\u9fff" for sign in caught.value.message)
        assert len(caught.value.message) < 400


@pytest.mark.parametrize("source", SAYABLE, ids=_short)
def test_refused_when_a_diagram_with_it_is_checked(source: str) -> None:
    found = lint(changed(('check.result == "pass"', _escaped(source))))
    said = [each for each in found if each.severity == "error" and each.element == "to_grant"]
    assert said, [each.message for each in found]


@pytest.mark.parametrize("source", SAYABLE, ids=_short)
def test_refused_when_a_case_comes_to_it(source: str) -> None:
    """Somebody put it past the check: the engine reaches our evaluator and nothing else."""
    with pytest.raises((WorkflowFault, PackError)):
        Run.start(Blueprint("p", {"p.bpmn": _asked(source)}), DATA, at("2026-09-28"), shipped())


@pytest.mark.parametrize("key", ["visible_when", "required_when", "prefill", "default"])
@pytest.mark.parametrize("source", ATTEMPTS, ids=_short)
def test_refused_in_a_form(source: str, key: str) -> None:
    field = {"name": "a", "type": "text", "label": "甲", key: source}
    with pytest.raises(PackError):
        compile_form({"key": "f", "title": "表", "fields": [field]})


@pytest.mark.parametrize("source", list(chain(*GREEDY.values())), ids=_short)
def test_greed_is_an_error_of_the_expression(source: str) -> None:
    with pytest.raises(ExpressionError):
        evaluate(source, DATA)


@pytest.mark.parametrize(
    "source",
    ["mentions(signs, ['、、、、、、、、、、、、、、、、、、、、x'])",
     "mentions(signs, ['、、、、、、、、、、、、、、、、、、、、'], ['、x、x、x、x、x、x、x'])"],
)  # fmt: skip
def test_a_word_of_signs_is_looked_for_in_one_way_only(source: str) -> None:
    """With as many ways as signs can be spread over a text, the search would never end."""
    assert evaluate(source, DATA) in (True, False)


def test_one_evaluation_does_not_use_up_the_work_of_the_next() -> None:
    for _ in range(200):
        assert evaluate("contains(text, '短')", DATA) is False


def test_there_are_many_attempts() -> None:
    assert len(ATTEMPTS) + len(list(chain(*GREEDY.values()))) > 180
