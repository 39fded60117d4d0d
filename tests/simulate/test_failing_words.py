"""What did not come as a story says is told in words: whoever reads it knows no codes."""

import pytest

from engine.core.templates.render import render
from engine.errors import MailTemplateError
from engine.sentence import Sentence
from engine.simulate.mail_faults import mail_fault
from tests.simulate.conftest import BEGUN, FORWARDED

CHECKED = FORWARDED.replace(
    'then = { open = ["check"], due = { check = 2026-09-23 } }', "then = %s"
)


@pytest.mark.parametrize(
    ("then", "words"),
    [
        ("{ due = { check = 2026-09-24 } }",
         ["“符合性审查”的最后一日应为2026-09-24，实为2026-09-23"]),
        ("{ due = { leader = 2026-09-24 } }",
         ["“分管领导批准”的最后一日应为2026-09-24，但现在没有",
          "“符合性审查”的最后一日是2026-09-23，场景没有写到"]),
        ('{ open = ["leader"] }', ["待办的环节应为“分管领导批准”，实为“符合性审查”"]),
        ("{ open = [] }", ["待办的环节应为无，实为“符合性审查”"]),
        ('{ assignee = { check = "lina" } }', ["“符合性审查”的办理人应为“李娜”，实为无"]),
        ('{ kind = { check = "statutory" } }', ["“符合性审查”的时限性质应为“法定”，实为“内部”"]),
        ('{ outcome = "granted" }', ["办理结果应为“已授权”，实为无"]),
        ('{ resource = "offline" }', ["资源的状态应为“已下线”，实为“已发布”"]),
        ('{ told = ["lina", "zhangwei"] }', ["通知的人员应为“李娜”、“张伟”，实为无"]),
        ('{ warned = ["purpose"] }', ["提醒审核人的字段应为“使用用途”，实为无"]),
        ('{ grants = ["ACTIVE"] }', ["使用授权的状态应为“使用中”，实为无"]),
        ("{ legal = true }", ["是否法定应为是，实为否"]),
        ('{ mails = ["late"] }', ["发出的通知应为“主题 late …”，实为无"]),
    ],
)  # fmt: skip
def test_each_thing(failures, then: str, words: list[str]):
    start = "第2步（2026-09-21 10:00 陈建国 办理“分管领导批准”）："
    assert failures(CHECKED % then) == tuple(start + each for each in words)


def test_of_longer_lists_only_the_difference(failures):
    (said,) = failures(CHECKED % '{ told = ["lina", "zhangwei", "sunli"] }')
    assert said.endswith("通知的人员缺少“李娜”、“孙丽”、“张伟”")


def test_a_refusal_is_told_field_by_field(failures):
    (said,) = failures(BEGUN.replace("核验许可申请人的登记情况", ""))
    assert "应当办成，却被拒绝：" in said
    assert "使用用途" in said
    assert "invalid_answers" not in said
    assert "{" not in said


def test_another_reason_than_the_story_expects(failures):
    story = BEGUN.replace("核验许可申请人的登记情况", "测试").replace("then", "#")
    (said,) = failures(story.replace("do =", 'refused = "forbidden"\ndo ='))
    assert "应当因“没有权限”被拒绝，却因别的被拒绝：“使用用途”不能用“测试”" in said
    (said,) = failures(story.replace("do =", 'refused = "purpose"\nsays = "日期"\ndo ='))
    assert "被拒绝的理由中应有“日期”，实为：“使用用途”不能用“测试”" in said


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("{{ clock.kind }}", "这时还没有其中要写的“kind”"),
        ("{{ 1 / 0 }}", "第 3 行：模板语法不正确"),
    ],
)
def test_a_mail_that_cannot_be_written_is_named(body: str, words: str):
    with pytest.raises(MailTemplateError) as raised:
        render(f"主题\n\n{body}", {"clock": None})
    raised.value.details["template"] = "late"
    found = mail_fault(raised.value, {"late": "【超期】…"}.get)  # type: ignore[arg-type]
    assert found.startswith(f"邮件“【超期】…”无法写成：{words}")


def test_what_the_process_does_not_have_is_told(failures):
    (said,) = failures(CHECKED % '{ open = ["gone"] }')
    assert said.endswith("待办的环节应为“gone（流程中没有）”，实为“符合性审查”")


def test_it_can_be_said_in_another_language(failures):
    (said,) = failures(BEGUN.replace("LEADER_REVIEW", "SUPPLYING"))
    words = {"%(name)s应为%(wanted)s，实为%(found)s": "%(name)s is %(found)s", "办件状态": "State"}
    assert isinstance(said, Sentence)
    assert "State is “待分管领导批准”" in said.said(lambda each: words.get(each, each))
