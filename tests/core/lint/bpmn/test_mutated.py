"""The shipped diagrams, torn at random: the checks always answer, and never by failing inside."""

import random
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from engine.core.lint import lint_folder
from engine.core.lint.bpmn.checking import structure_of
from engine.core.lint.reading import read_diagram
from engine.errors import PackError
from tests.core.lint.good import files

PACK = files(Path(__file__).parents[4] / "processes/jz-2022")
DIAGRAMS = sorted(path for path in PACK if path.endswith(".bpmn"))


@pytest.mark.parametrize("path", DIAGRAMS)
def test_shipped_diagrams_break_no_rule(path: str) -> None:
    diagram = read_diagram(path, PACK[path])
    assert diagram.document is not None
    assert [*structure_of(diagram.document), *diagram.schema] == []


def torn(content: bytes, dice: random.Random, times: int) -> bytes:
    """`content` with elements dropped, doubled, moved, renamed, attributes dropped, swapped."""
    root = etree.fromstring(content)
    for _ in range(times):
        every = [each for each in root.iter("{*}*") if each.getparent() is not None]
        if not every:
            break
        dice.choice((_drop, _double, _move, _rename, _unset, _swap, _empty))(dice, every)
    return etree.tostring(root)


def _drop(dice: random.Random, every: list[etree._Element]) -> None:
    each = dice.choice(every)
    for parent in each.iterancestors("{*}*"):
        parent.remove(each)
        break


def _double(dice: random.Random, every: list[etree._Element]) -> None:
    each = dice.choice(every)
    each.addnext(etree.fromstring(etree.tostring(each)))


def _move(dice: random.Random, every: list[etree._Element]) -> None:
    each, into = dice.choice(every), dice.choice(every)
    if each not in (into, *into.iterancestors()):
        into.append(each)


def _rename(dice: random.Random, every: list[etree._Element]) -> None:
    dice.choice(every).tag = dice.choice(every).tag


def _unset(dice: random.Random, every: list[etree._Element]) -> None:
    each = dice.choice(every)
    for name in dice.sample(list(each.attrib), min(1, len(each.attrib))):
        del each.attrib[name]


def _swap(dice: random.Random, every: list[etree._Element]) -> None:
    one, other = dice.choice(every), dice.choice(every)
    for name in dice.sample(list(one.attrib), min(1, len(one.attrib))):
        one.set(name, str(next(iter(other.attrib.values()), "")))


def _empty(dice: random.Random, every: list[etree._Element]) -> None:
    each = dice.choice(every)
    each.text = None
    for name in dice.sample(list(each.attrib), min(1, len(each.attrib))):
        each.set(name, "")


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.sampled_from(DIAGRAMS), st.integers(0, 10**9), st.integers(1, 12))
def test_torn_diagrams_are_answered(path: str, seed: int, times: int) -> None:
    content = torn(PACK[path], random.Random(seed), times)
    assert all(re.search(r"[\u4e00-\u9fff]", each) for each in _said(path, content))


def _said(path: str, content: bytes) -> list[str]:
    try:
        diagram = read_diagram(path, content)
    except PackError as error:
        return [error.message]
    assert diagram.document is not None
    return [each.message for each in [*structure_of(diagram.document), *diagram.schema]]


@settings(max_examples=8, deadline=None, derandomize=True)
@given(st.sampled_from(DIAGRAMS), st.integers(0, 10**9), st.integers(1, 6))
def test_a_folder_with_a_torn_diagram_is_answered(path: str, seed: int, times: int) -> None:
    pack = PACK | {path: torn(PACK[path], random.Random(seed), times)}
    found = lint_folder(pack, path.partition("/")[0])
    assert [each for each in found if each.rule == "internal"] == []
