"""The shipped pack is executable law: every story holds, and together they walk every flow."""

import re

import pytest

from engine.core.pack import read_pack
from engine.simulate import MailWritten, Report, simulate
from tests.scenarios.shipped import FILES, SCENARIOS

#: What no mail may hold: traces of templates and of empty values.
HOLES = ("None", "True", "False", "{{", "{%", "  ", "\n\n\n", "（）", "“”", "《》", "，，", "。。")


@pytest.fixture(scope="module")
def report() -> Report:
    """What running all scenarios found."""
    return simulate(FILES)


def test_every_story_holds(report):
    failed = {each.path: each.failures for each in report.scenarios if not each.passed}
    assert failed == {}
    assert report.passed


def test_together_they_walk_every_flow(report):
    assert {key: each.missing for key, each in report.coverage.items() if each.missing} == {}
    assert report.complete


def test_every_process_is_walked(report):
    assert set(read_pack(FILES).processes) <= set(report.coverage)


def test_each_story_names_its_article():
    assert [path for path, each in SCENARIOS.items() if not each.article] == []


def test_no_two_stories_share_a_title():
    assert len({each.title for each in SCENARIOS.values()}) == len(SCENARIOS)


def test_every_outcome_is_told():
    """What a case may come to, as the diagrams have it, is where some story ends."""
    told = {step.then.get("outcome") for each in SCENARIOS.values() for step in each.steps}
    assert _outcomes() <= told


def test_every_mail_is_told():
    """Each template of the pack is written in some story."""
    told = {
        name for each in SCENARIOS.values() for s in each.steps for name in s.then.get("mails", [])
    }
    templates = {path.rsplit("/", 1)[1][:-4] for path in FILES if path.endswith(".txt")}
    assert templates - told == set()


def test_every_mail_is_rendered_in_some_story(report):
    rendered = {mail.template for mail in _mails(report)}
    assert {path.rsplit("/", 1)[1][:-4] for path in FILES if path.endswith(".txt")} == rendered


def test_no_mail_has_holes_or_words_of_the_program(report):
    wrong = [
        (mail.template, sign, mail.text)
        for mail in _mails(report)
        for sign in HOLES
        if sign in f"{mail.subject}\n{mail.text}"
    ]
    assert wrong == []


def test_no_mail_announces_what_it_does_not_say(report):
    """A colon at the end of a line has a paragraph of its own after it."""
    assert [mail.text for mail in _mails(report) if re.search(r"：\n\S", mail.text)] == []


@pytest.mark.parametrize(
    ("template", "subject", "words"),
    [
        ("compliance-result", "已受理", "24时前"),
        ("compliance-result", "退回补正", "24时前补正并重新提交（10个工作日，内部时限）"),
        ("request-returned", "分管领导退回修改", "24时前补正并重新提交（10个工作日，内部时限）"),
        ("request-returned", "信息中心退回", "24时前补正并重新提交（10个工作日，内部时限）"),
        ("reply-given", "【同意提供】", "24时前开通（2个工作日，内部时限）"),
        ("reply-given", "不予提供", "24时前提出协商（10个工作日，内部时限）"),
        ("parameters-set", "有限制", "24时前确认（10个工作日，内部时限）"),
        ("talks-expired", "转入协调", "24时前提出协调意见（10个工作日，内部时限）"),
    ],
)
def test_a_mail_says_by_when_the_next_step_is_due(report, template, subject, words):
    mails = [each for each in _mails(report) if each.template == template]
    texts = [each.text for each in mails if subject in each.subject]
    assert texts
    assert [text for text in texts if words not in text] == []


def test_a_recorded_answer_is_that_of_whoever_gave_it(report):
    """The agent, or the provider: not 信息中心, which entered it."""
    story = {each.path.rsplit("/", 1)[1]: each for each in report.scenarios}
    (agent,) = _told(story["recorded-agent.toml"], "reply-given")
    assert "市综合检验检测中心（授权代理方" in agent.text
    (provider,) = _told(story["recorded-platform-and-provider.toml"], "reply-given")
    assert "市税务局已于" in provider.text


def _told(story, template):
    """What the mails of a story from a template say, each text once."""
    mails = {mail.text: mail for mail in story.mails if mail.template == template}
    return list(mails.values())


def test_every_mail_says_which_case_and_where_it_is_found(report):
    for mail in _mails(report):
        assert re.search(r"(GXSQ|ZYKT|JHGZ|TYXX|SHQX|SJXH)-20\d\d-\d{4}", mail.subject), (
            mail.subject
        )
        greeting, *_, link = mail.text.strip().splitlines()
        assert greeting.endswith("："), mail.text
        assert re.fullmatch(r"(办理和)?查看：https?://\S+/(cases|grants)/\S+", link), mail.text
        assert f"\n\n{link}" in mail.text
        assert mail.to


def _mails(report: Report) -> list[MailWritten]:
    return [mail for each in report.scenarios for mail in each.mails]


def _outcomes() -> set[str]:
    pack = read_pack(FILES)
    blueprints = [pack.blueprint(key) for key in pack.processes]
    elements = [element for each in blueprints for element in each.elements.values()]
    return {each.gx["outcome"]["kind"] for each in elements if "outcome" in each.gx}
