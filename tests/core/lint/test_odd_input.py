"""Whatever is in the files, the checks answer, soon, and in Chinese."""

import random
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.core.lint import limits, lint
from engine.core.lint.checking import CHECKS
from tests.core.lint.good import DIAGRAM, files, flow, found_in, process

BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
    + b']><bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" id="&j;"/>'
)
FILE_ENTITY = (
    b'<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>'
    b'<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL">&f;'
    b"</bpmn:definitions>"
)
XPDL = b'<Package xmlns="http://www.wfmc.org/2008/XPDL2.1" Id="p"><WorkflowProcesses/></Package>'
OLD_BPMN = (
    b'<definitions xmlns="http://schema.omg.org/spec/BPMN/2.0"><process id="good"/></definitions>'
)


def with_diagram(content: bytes) -> dict[str, bytes]:
    return files() | {DIAGRAM: content}


def lines(count: int, bends: int) -> bytes:
    """A diagram of so many lines, all of them over one another."""
    way = "".join(f'<di:waypoint x="{n % 2 * 90}" y="{n % 3 * 90}"/>' for n in range(bends))
    edges = "".join(f'<i:BPMNEdge bpmnElement="f{n}">{way}</i:BPMNEdge>' for n in range(count))
    flows = "".join(flow(f"f{n}", f"n{n}", f"m{n}") for n in range(count))
    picture = (
        '<i:BPMNDiagram xmlns:i="http://www.omg.org/spec/BPMN/20100524/DI"'
        ' xmlns:di="http://www.omg.org/spec/DD/20100524/DI">'
        f"<i:BPMNPlane>{edges}</i:BPMNPlane></i:BPMNDiagram></bpmn:definitions>"
    )
    return process(flows, "good").replace(b"</bpmn:definitions>", picture.encode())


ODD = {
    "nothing": b"",
    "blank": b"\n ",
    "zeros": b"\0" * 2000,
    "words": "共享申请".encode(),
    "utf-16": "<a/>".encode("utf-16"),
    "unknown encoding": b'<?xml version="1.0" encoding="x-none"?><a/>',
    "html": b"<html><body>",
    "xpdl": XPDL,
    "old dialect": OLD_BPMN,
    "bomb": BOMB,
    "file entity": FILE_ENTITY,
    "doctype": b"<!DOCTYPE html>" + process("", "good"),
    "deep": b"<a>" * 5000,
    "deep but whole": b"<a>" * 5000 + b"</a>" * 5000,
    "5 MB": process("<bpmn:documentation>" + "x" * 5_000_000 + "</bpmn:documentation>", "good"),
    "many elements": process("<bpmn:dataObject/>" * 30_000, "good"),
    "many nodes": process("<bpmn:userTask/>" * 7_000, "good"),
    "many lines": lines(limits.MAX_FLOWS, 40),
    "long words": process(f'<bpmn:userTask id="t" name="{"长" * 200_000}"/>', "good"),
}


@pytest.mark.parametrize("content", ODD.values(), ids=ODD.keys())
def test_odd_diagram_is_refused_in_a_sentence(content: bytes) -> None:
    found = lint(with_diagram(content))
    assert any(each.severity == "error" for each in found)
    assert "internal" not in {each.rule for each in found}
    assert all(re.search(r"[\u4e00-\u9fff]", each.message) for each in found)


def test_many_lines_over_one_another_are_told_in_few_words() -> None:
    found = lint(with_diagram(lines(100, 10)))
    crossings = [each for each in found if each.rule == "crossing"]
    assert len(crossings) == limits.MAX_SAME


def test_a_whole_pack_may_be_odd() -> None:
    assert {rule for _, rule, _ in found_in({})} == {"readable"}
    assert {rule for _, rule, _ in found_in({"pack.toml": b"key = 1"})} == {"readable"}
    ladder = files() | {"pack.toml": b'ladder = "high"\n' + files()["pack.toml"]}
    assert "readable" in {rule for _, rule, _ in found_in(ladder)}
    deep = files() | {"pack.toml": b"a = " + b"[" * 50_000}
    assert {rule for _, rule, _ in found_in(deep)} == {"readable"}


def test_a_pack_too_large_to_be_checked_breaks_the_law() -> None:
    huge = files() | {"demo/x": b"x" * (limits.MAX_TOTAL + 1)}
    assert {rule for _, rule, _ in found_in(huge)} == {"readable", "bound"}


@pytest.mark.parametrize(
    "form",
    [b"", b"[" * 100_000, b"[]", b"5", b'{"key": "fill", "title": "x", "fields": 5}',
     b'{"key": "fill", "title": "x", "fields": [5]}', b'{"key": 5}', b"\xff\xfe", b"null",
     b'{"fields": [{"choices": {"a": 1}}]}', b" " * 2_000_000],
)  # fmt: skip
def test_odd_form_is_refused_in_a_sentence(form: bytes) -> None:
    found = lint(files() | {"good/forms/fill.json": form})
    assert {each.rule for each in found} >= {"form"}
    assert "internal" not in {each.rule for each in found}


def test_a_check_that_fails_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    def check_nothing(_: object) -> list[object]:
        raise ZeroDivisionError

    monkeypatch.setattr("engine.core.lint.checking.CHECKS", (*CHECKS, check_nothing))
    assert ("error", "internal", "") in found_in(files())


GOOD = files()[DIAGRAM]


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.integers(0, len(GOOD)), st.integers(0, 40), st.binary(max_size=6))
def test_cut_and_smeared_diagrams(at: int, length: int, put: bytes) -> None:
    found = lint(with_diagram(GOOD[:at] + put + GOOD[at + length :]))
    assert "internal" not in {each.rule for each in found}


@pytest.mark.parametrize("seed", range(40))
def test_shuffled_attributes(seed: int) -> None:
    """Well-formed nonsense: ids, references and numbers of the good diagram in wrong places."""
    dice = random.Random(seed)
    values = re.findall(rb'="([^"]*)"', GOOD)
    head, body = GOOD[: GOOD.index(b"<bpmn:process")], GOOD[GOOD.index(b"<bpmn:process") :]

    def other(found: re.Match[bytes]) -> bytes:
        return b'="%s"' % dice.choice(values) if dice.random() < 0.1 else found[0]

    found = lint(with_diagram(head + re.sub(rb'="([^"]*)"', other, body)))
    assert "internal" not in {each.rule for each in found}
