"""Diagrams as other modelers write them: each is answered in words, none in vain, none by failing.

Written by hand after what Camunda Modeler (7 and 8), Flowable, Activiti, jBPM, Signavio and Bonita
export: their attributes, prefixes, and what they leave out.
"""

import re
from pathlib import Path

import pytest

from engine.core.lint import Problem, lint_loose
from engine.core.lint.reading import read_diagram

HERE = Path(__file__).parent / "dialects"
#: Dialect -> some of what is said of it: (rule, element).
SAID = {
    "camunda7": {("refused", "remind"), ("foreign", "approve"), ("term", "late")},
    "camunda8": {("multi-instance", "t"), ("refused", "w"), ("foreign", "t")},
    "flowable": {("foreign", "sid-1"), ("refused", "sid-7"), ("no-way-on", "sid-7")},
    "activiti": {("foreign", "sid-1"), ("refused", "sid-7"), ("ways-out", "sid-1")},
    "jbpm": {("process-public", "jbpm.hiring"), ("foreign", "_R"), ("refused", "_R")},
    "signavio": {("refused", "sid-S"), ("executable", "sid-p"), ("drawn", "sid-E")},
    "bonita": {("end-missing", "_p"), ("link", "_link"), ("event-gateway", "_g"), ("import", "")},
}  # fmt: skip


def said(name: str) -> list[Problem]:
    content = (HERE / f"{name}.bpmn").read_bytes()
    return lint_loose({f"{name}.bpmn": content}, "dialects", f"{name}.bpmn")


@pytest.mark.parametrize("name", sorted(SAID))
def test_a_dialect_is_answered(name: str) -> None:
    found = said(name)
    assert {(each.rule, each.element) for each in found} >= SAID[name]
    assert {each.rule for each in found}.isdisjoint({"internal", "readable"})
    assert all(re.search(r"[\u4e00-\u9fff]", each.message) for each in found)


@pytest.mark.parametrize("name", sorted(SAID))
def test_a_dialect_keeps_to_the_schema(name: str) -> None:
    content = (HERE / f"{name}.bpmn").read_bytes()
    assert read_diagram(name, content).schema == ()


def test_each_sample_is_tried() -> None:
    assert {each.stem for each in HERE.glob("*.bpmn")} == set(SAID)
