"""Two diagrams: what changed in words, and where."""

from dataclasses import replace

import pytest

from engine.core.comparing import Change, FileComparison, compare_file
from tests.packs import HERE

PATH = "data-request/provider-review.bpmn"
DRAWN = (HERE.parents[1] / "processes/jz-2022" / PATH).read_text("utf-8")


def compared(*changes: tuple[str, str]) -> FileComparison:
    text = DRAWN
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return compare_file(PATH, DRAWN.encode(), text.encode())


def said(found: FileComparison) -> list[tuple[str, str, str, str]]:
    return [(each.subject, each.what, each.was, each.becomes) for each in found.changes]


def test_nothing_but_the_spelling() -> None:
    found = compared(("/>", " />"))
    assert (found.changes, found.moved) == ((), 0)
    assert "写法" in found.remark


def test_a_term_is_said_with_its_clause() -> None:
    found = compared(("working_days(5)", "working_days(3)"), ("5个工作日", "3个工作日"))
    term = next(each for each in found.changes if each.what == "时限")
    assert (term.state, term.subject) == ("changed", "“提供部门答复”的时限")
    assert (term.was, term.becomes) == (
        "5 个工作日（法定，第十四条（二））",
        "3 个工作日（法定，第十四条（二））",
    )
    assert found.marks("before")[term.element] == {"state": "changed"}


@pytest.mark.parametrize(
    ("old", "new", "what", "was", "becomes"),
    [
        ('role="agent_reviewer"', 'role="handler"', "办理角色", "授权代理方审核人", "经办人"),
        ('unit="case.agent.unit"', 'unit="case.platform"', "办理单位", "授权代理方",
         "共享平台"),
        ('name="代理审核申请"', 'name="代理审核"', "名称", "代理审核申请", "代理审核"),
        (">reply.hand_back<", ">not reply.hand_back<", "条件",
         "“reply.hand_back”为是（reply.hand_back）",
         "“reply.hand_back”不为是（not reply.hand_back）"),
        ('label="代理审核中"', 'label="审核中"', "办件状态", "代理审核中", "审核中"),
        ('id="reply_term" name="5个工作日 · 第十四条（二）" cancelActivity="false"',
         'id="reply_term" name="5个工作日 · 第十四条（二）"', "到期收回事项", "否", "是"),
        ('calledElement="parameter-authorization"', 'calledElement="reply-settlement"', "调用流程",
         "parameter-authorization", "reply-settlement"),
        ('isExecutable="true"', 'isExecutable="false"', "可以运行", "是", "否"),
        ('name="授权代理方"', 'name="代理方"', "名称", "授权代理方", "代理方"),
    ],
)  # fmt: skip
def test_what_is_not_the_same_is_said_once(
    old: str, new: str, what: str, was: str, becomes: str
) -> None:
    """Neighbours of what is only called otherwise have not changed."""
    found = compared((old, new))
    assert [line[1:] for line in said(found)] == [(what, was, becomes)]


def test_a_line_that_leads_elsewhere() -> None:
    flow = 'sourceRef="review_as_provider" targetRef='
    found = compared((f'{flow}"replies_joined"', f'{flow}"reply_given"'))
    assert said(found) == [
        ("连线“审核共享申请 → 已答复”", "到", "未命名的判断 replies_joined", "已答复")
    ]


def test_a_new_and_a_gone_element() -> None:
    old = '<bpmn:endEvent id="reply_reminded" name="已提醒">'
    found = compared((old, '<bpmn:endEvent id="told" name="已告知">'))
    states = {(each.state, each.subject) for each in found.changes}
    assert {("added", "结束“已告知”"), ("removed", "结束“已提醒”")} <= states


def test_a_drawing_that_moved_says_so_and_no_more() -> None:
    found = compared(('<dc:Bounds x="', '<dc:Bounds x="1'))
    assert found.changes == ()
    assert found.moved > 3
    assert "位置" in found.remark


def test_what_no_element_says_is_not_passed_over() -> None:
    more = '<bpmn:documentation id="d">x</bpmn:documentation></bpmn:process>'
    found = compared(("</bpmn:process>", more))
    assert "不影响" in found.remark


def test_a_drawing_that_cannot_be_read_is_compared_as_text() -> None:
    found = compare_file(PATH, DRAWN.encode(), b"<none/>")
    assert found.changes == ()
    assert {each.state for each in found.lines} == {"added", "removed"}


@pytest.mark.parametrize("state", ["added", "removed"])
def test_a_whole_file(state: str) -> None:
    sides = (None, DRAWN.encode()) if state == "added" else (DRAWN.encode(), None)
    found = compare_file(PATH, *sides)
    assert {each.state for each in found.changes} == {state}
    assert bool(found.marks("before")) == (state == "removed")
    assert bool(found.marks("after")) == (state == "added")


def test_marks_leave_out_what_is_not_in_that_drawing() -> None:
    changes = tuple(Change(state, "", "", "", "", state) for state in ("added", "removed"))
    found = replace(compared(("/>", " />")), changes=changes)
    assert list(found.marks("before")) == ["removed"]
    assert list(found.marks("after")) == ["added"]
