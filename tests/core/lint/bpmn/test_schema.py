"""What the schema of the OMG finds, said in Chinese at the element that is drawn."""

import re
from threading import Thread

import pytest

from engine.core.lint import limits, lint
from engine.core.workflow import Blueprint
from engine.core.workflow.parser import ONE_AT_A_TIME
from engine.errors import PackError
from tests.core.lint.bpmn.sketches import STRAIGHT, TASK, file, schema_of
from tests.core.lint.good import DIAGRAM, changed, files

CASES = [
    (STRAIGHT.replace('sourceRef="s"', ""), "s_u", "sourceRef"),
    (STRAIGHT.replace(TASK, '<userTask id="u" colour="red"/>'), "u", "colour"),
    (STRAIGHT.replace(TASK, '<userTask id="u" isForCompensation="maybe"/>'), "u", "maybe"),
    (STRAIGHT.replace(TASK, '<userTask id="u"><lane/></userTask>'), "u", "lane"),
    (STRAIGHT.replace(TASK, '<userTask id="u">text</userTask>'), "u", "文字"),
    (STRAIGHT.replace(TASK, '<userTask id="two words"/>'), "two words", "xs:ID|编号"),
    (STRAIGHT + '<subProcess id="q"><multiInstanceLoopCharacteristics id="m" isSequential="x"/>'
     "</subProcess>", "q", "isSequential"),
    (STRAIGHT + '<dataInputAssociation id="x"/>', "p", r"不能出现在这里（可以是 .*、.*等）"),
    (STRAIGHT.replace(TASK, '<userTask id="u"><dataInputAssociation id="a"/></userTask>'), "u",
     r"里面缺少内容（可以是 .*targetRef.*），请补上"),
    (STRAIGHT.replace('id="u_e" sourceRef="u"', 'id="u_e"'), "u_e", "缺少必需的属性 sourceRef"),
    (STRAIGHT.replace(TASK, '<userTask id="u" startQuantity="x"/>'), "u",
     r"属性 startQuantity 的值“x”不对（应是整数）"),
]  # fmt: skip


def test_a_right_diagram_keeps_to_the_schema() -> None:
    assert schema_of(file(STRAIGHT)) == []


@pytest.mark.parametrize(("body", "element", "words"), CASES)
def test_a_fault_is_told_with_its_line(body: str, element: str, words: str) -> None:
    found = schema_of(file(body))
    assert element in {each for each, _ in found}
    assert all(message.startswith("第1行的 ") for _, message in found)
    assert any(re.search(words, message) for _, message in found)
    assert not any("Element '" in message for _, message in found)


def test_no_more_faults_than_are_read() -> None:
    odd = "".join(f'<userTask id="x{n}" colour="red"/>' for n in range(150))
    assert len(schema_of(file(odd))) == limits.MAX_SAME


def test_the_check_of_a_pack_tells_it() -> None:
    pack = changed(('<bpmn:userTask id="fill"', '<bpmn:userTask id="fill" colour="red"'))
    assert [(each.rule, each.element) for each in lint(pack)] == [("schema", "fill")]


def test_what_is_said_in_plain_words_is_not_said_again() -> None:
    flow = b'<bpmn:sequenceFlow id="to_check" sourceRef="fill" targetRef="check"/>'
    assert flow in files()[DIAGRAM]
    torn = files()[DIAGRAM].replace(flow, flow.replace(b' targetRef="check"', b""))
    said = [each.rule for each in lint(files() | {DIAGRAM: torn}) if each.element == "to_check"]
    assert said == ["flow-ends"]


def test_no_two_diagrams_are_held_against_the_schema_at_once() -> None:
    """The schema keeps its last errors in itself, and one thread would take another's."""
    torn = file(STRAIGHT.replace(TASK, '<userTask id="u" colour="red"/>'))
    done: list[Exception] = []

    def load() -> None:
        try:
            Blueprint("p", {"p.bpmn": torn})
        except PackError as error:
            done.append(error)

    thread = Thread(target=load)
    with ONE_AT_A_TIME:
        thread.start()
        thread.join(0.5)
        assert done == []
    thread.join()
    assert len(done) == 1
