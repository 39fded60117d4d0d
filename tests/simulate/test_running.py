"""Playing stories: what is not as they say is said, step by step, and no story can hang."""

import pytest

from engine.errors import PackError
from engine.simulate import simulate
from tests.simulate.conftest import BEGUN, FORWARDED

LATE = """
[[step]]
at = 2026-09-24T09:00:00
do = "wait"
"""


def test_a_true_story_passes(failures):
    assert failures(FORWARDED) == ()


def test_what_is_not_as_the_story_says_is_said(failures):
    (said,) = failures(BEGUN.replace("LEADER_REVIEW", "SUPPLYING"))
    assert said == (
        "第1步（2026-09-21 09:00 张伟 发起“申请”）："
        "办件状态应为“SUPPLYING（流程中没有）”，实为“待分管领导批准”"
    )


def test_a_refusal_nobody_spoke_of_ends_the_story(failures):
    story = BEGUN.replace("核验许可申请人的登记情况", "测试") + LATE
    (said,) = failures(story)
    assert "第1步" in said
    assert "“使用用途”不能用“测试”" in said


def test_a_refusal_is_for_the_field_and_in_the_words_that_it_names(failures):
    refused = BEGUN.replace("核验许可申请人的登记情况", "测试").replace("then", "#")
    assert failures(refused.replace("do =", 'refused = "purpose"\ndo =')) == ()
    assert failures(refused.replace("do =", 'refused = "paper"\ndo =')) != ()
    assert failures(refused.replace("do =", 'refused = "purpose"\nsays = "如实"\ndo =')) == ()
    assert failures(refused.replace("do =", 'refused = "purpose"\nsays = "日期"\ndo =')) != ()


def test_what_should_be_refused_and_is_not_is_said(failures):
    (said,) = failures(BEGUN.replace("do =", 'refused = "purpose"\ndo ='))
    assert said.endswith("应当因“使用用途”被拒绝，却办成了")


def test_what_is_tried_first_must_be_refused(failures):
    tried = BEGUN.replace("do =", 'tried = [{ with = { purpose = %s }, refused = "%s" }]\ndo =')
    assert failures(tried % ('""', "purpose")) == ()
    (wrong_field,) = failures(tried % ('"测试"', "paper"))
    assert "第1次尝试，应当因“附件”被拒绝，却因别的被拒绝：“使用用途”不能用" in wrong_field
    (accepted,) = failures(tried % ('"核验登记情况"', "purpose"))
    assert accepted.endswith("第1次尝试，应当因“使用用途”被拒绝，却办成了")


def test_a_task_that_is_not_there_is_the_story_s_fault(failures):
    act = LATE.replace("wait", "complete") + 'who = "lina"\ntask = "review"'
    (said,) = failures(BEGUN + act)
    assert "没有场景要办理的待办" in said


def test_the_flows_that_no_story_walks_are_named(told):
    """A flow is walked when what it leads to is done."""
    coverage = told(FORWARDED).coverage["mini"]
    assert {"h1", "h2", "h8"}.isdisjoint(coverage.missing)
    assert {"h6", "h9", "f3"} <= set(coverage.missing)
    assert coverage.walked + len(coverage.missing) == coverage.total


def test_only_some_are_played(files):
    stories = {f"mini/scenarios/{name}.toml": BEGUN.encode() for name in ("here", "there")}
    (played,) = simulate({**files, **stories}, only="there").scenarios
    assert played.path == "mini/scenarios/there.toml"


def test_an_outage_is_over_when_the_story_waits(failures):
    outage = LATE + 'down = true\nthen = { mails = ["late"], told = ["jiangnan", "yaowen"] }'
    assert failures(FORWARDED + outage) == ()


def test_the_clock_never_goes_back(failures):
    """What came due while the scheduler was down is made up for afterwards, not in between."""
    story = (
        FORWARDED
        + """
[[step]]
at = 2026-09-28T09:00:00
who = "zhangwei"
do = "comment"
down = true
text = "请问审查到哪一步了"
then = { mails = [] }
"""
        + LATE.replace("09-24", "09-28")
        + 'then = { mails = ["after", "late"] }'
    )
    assert failures(story) == ()


def test_a_case_that_cannot_go_on_is_told_and_does_not_hang(failures, caplog):
    broken = {"mini/mail/late.txt": "主题\n\n{{ case.resource.items[99].name }}"}
    found = failures(FORWARDED + LATE + 'then = { mails = ["before", "late"] }', **broken)
    assert [each for each in found if "异常应为无，实为“办件无法继续运行：" in each]
    assert "could not be moved on" in caplog.text


def test_papers_are_uploaded_and_named(failures):
    assert failures(BEGUN + 'files = { paper = "申请函.pdf" }') == ()
    assert "扩展名" in failures(BEGUN + 'files = { paper = "申请函.docx" }')[0]


class TestWhoIsWho:
    """Units and posts as one story has them."""

    def test_a_unit_is_recorded_in_this_story_alone(self, files):
        check = "\nthen = { recorded = [%s] }"
        away = 'recorded = ["platform"]\n' + FORWARDED + LATE + check % '"check"'
        here = FORWARDED + LATE + check % ""
        stories = {"mini/scenarios/a.toml": away, "mini/scenarios/b.toml": here}
        report = simulate({**files, **{path: text.encode() for path, text in stories.items()}})
        assert [each.failures for each in report.scenarios] == [(), ()]

    def test_a_post_is_held_until_its_last_day(self, failures):
        post = 'posts = [{ who = "sunli", unit = "registration", role = "handler"%s }]\n'
        story = BEGUN.replace('"zhangwei"', '"sunli"')
        assert failures(post % "" + story) == ()
        assert failures(post % ", until = 2026-09-21" + story) == ()
        assert "被拒绝" in failures(post % ", until = 2026-09-20" + story)[0]

    @pytest.mark.parametrize(
        "head",
        [
            'recorded = ["weather"]',
            'posts = [{ who = "nobody", unit = "credit", role = "handler" }]',
            'posts = [{ who = "lina", unit = "weather", role = "handler" }]',
            'posts = [{ who = "lina", unit = "credit", role = "wizard" }]',
        ],
    )
    def test_who_is_not_in_the_bureau_is_refused(self, head, told):
        with pytest.raises(PackError, match="演示单位中没有"):
            told(head + "\n" + BEGUN)
