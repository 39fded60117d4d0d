"""What a change says of recipients, mails, forms and expressions, as the shipped pack has them."""

from collections.abc import Callable
from functools import cache

import pytest

from engine.core.comparing import FileComparison, compare
from engine.core.comparing.expression_words import said_condition, said_expression
from engine.core.comparing.naming import Naming
from engine.core.comparing.recipient_words import said_recipients
from tests.packs import HERE

PACK = HERE.parents[1] / "processes/jz-2022"
REVIEW = "data-request/provider-review.bpmn"


@cache
def shipped() -> dict[str, bytes]:
    paths = (path for path in sorted(PACK.rglob("*")) if path.is_file())
    return {path.relative_to(PACK).as_posix(): path.read_bytes() for path in paths}


def changed(path: str, old: str, new: str) -> list[tuple[str, str, str]]:
    text = shipped()[path].decode()
    assert old in text
    found: tuple[FileComparison, ...] = compare(
        shipped(), {**shipped(), path: text.replace(old, new).encode()}
    )
    return [(each.what, each.was, each.becomes) for each in found[0].changes]


@pytest.fixture(scope="module")
def naming() -> Naming:
    return Naming(shipped(), "data-request")


@pytest.mark.parametrize(
    ("path", "old", "new", "what", "was", "becomes"),
    [
        (REVIEW, "&quot;reply-overdue&quot;", "&quot;reply-given&quot;", "邮件",
         "“【…时限超期】… 提供部门答复”（reply-overdue）",
         "“【…同意提供…附条件同意提供…部分同意提供…不予提供…】… 提供部门答复”（reply-given）"),
        (REVIEW, 'key="reply"', 'key="compliance"', "表单", "“提供部门答复书”（reply）",
         "“符合性审查意见”（compliance）"),
        (REVIEW, 'calledElement="parameter-authorization"', 'calledElement="reply-settlement"',
         "调用流程", "“接口参数授权”（parameter-authorization）",
         "“授权开通与协商”（reply-settlement）"),
        (REVIEW, "working_days(5)", "working_days(5, since=compliance_by.at)", "时限",
         "5 个工作日（法定，第十四条（二））",
         "5 个工作日，自“符合性审查意见：办理时间”（compliance_by.at）起（法定，第十四条（二））"),
        ("pack.toml", 'template = "after"', 'template = "before"', "到期后提醒：邮件",
         "“【超期未办】… …，…到期”（after）", "“【即将到期】… …，最后一日…”（before）"),
        ("retirement/process.toml", 'once = "resource"', 'once = "grant"', "不得同时办理的范围",
         "同一资源", "同一授权"),
        ("data-request/forms/reply.json", '"visible_when": "hand_back"',
         '"visible_when": "not hand_back"', "何时显示", "“交回提供部门审核”为是（hand_back）",
         "“交回提供部门审核”不为是（not hand_back）"),
    ],
)  # fmt: skip
def test_what_changes_is_called_as_the_pack_calls_it(
    path: str, old: str, new: str, what: str, was: str, becomes: str
) -> None:
    assert (what, was, becomes) in changed(path, old, new)


def test_a_limit_of_the_law_is_called_after_its_step() -> None:
    files = {**shipped(), "pack.toml": shipped()["pack.toml"].replace(b"max = 2", b"max = 1")}
    subject = compare(shipped(), files)[0].changes[0].subject
    assert subject == "法定界限：“提出申请与符合性审查”（request-filing） / “符合性审查”的时限"


def test_a_form_is_known_without_its_process() -> None:
    assert Naming(shipped()).form("compliance") == "“符合性审查意见”（compliance）"


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ('[post(case.provider.unit, "responsible"), person(case.applicant.person)]',
         "提供部门的责任人、申请人本人"),
        ('[posts(column(holders, "unit"), "handler")]', "“holders”中各单位的经办人"),
        ('[post(case.agent.unit, "responsible")] if case.agent is not None else []',
         "如果有“授权代理方”（case.agent is not None），就发给授权代理方的责任人；否则发给无"),
        ("withdrawal.held_by", "“撤回时待办的岗位”（withdrawal.held_by）"),
        ('[post(some.unit, "handler")]', "“some.unit”（some.unit）的经办人"),
        ('[post(case.managing, "nobody")]',
         "单位的一个岗位（“管理部门代码”、“nobody”）（post(case.managing, \"nobody\")）"),
        ("[post(", "[post("),
        ("", ""),
    ],
)  # fmt: skip
def test_recipients(naming: Naming, code: str, words: str) -> None:
    assert said_recipients(code, naming) == words


@pytest.mark.parametrize(
    ("say", "code", "words"),
    [
        (said_condition, 'reply.result in ["partly", "refuse"] and renewed_reply is None',
         "“提供部门答复书：答复”是“部分同意提供”、“不予提供”之一，"
         "并且没有“renewed_reply”"),
        (said_condition, 'case.entry == "incoming" or not case.resource.on_dedicated_list',
         "“发起方式”为“登记平台转来的申请”，或者“资源的申请单位在专用名单上”不为是"),
        (said_condition, 'not (reply is None or reply.result != "refuse")',
         "并非（没有“提供部门答复书”，或者“提供部门答复书：答复”不为“不予提供”）"),
        (said_condition, 'case.agent.valid_until + "T24" >= today()',
         "“代理有效期的最后一天”当天24时 ≥ 今天"),
        (said_condition, "(reply.result if reply is not None else other.result) == \"refuse\"",
         "（有“提供部门答复书”时取“提供部门答复书：答复”，否则取“other.result”）"
         "为“不予提供”"),
        (said_expression, "len(case.resource.items) > 0", "个数（“资源的信息项”） > 0"),
        (said_expression, '"dedicated"', "“dedicated”"),
        (said_expression, "None", "空"),
    ],
)  # fmt: skip
def test_expressions(
    naming: Naming, say: Callable[[str, Naming], str], code: str, words: str
) -> None:
    assert say(code, naming) == f"{words}（{code}）"


@pytest.mark.parametrize("code", ["1 < 2 < 3", "a + b", "-a", "{}", "a[0]", "(", "f(1)", "a.b("])
def test_what_has_no_words_stays_as_it_is_written(naming: Naming, code: str) -> None:
    assert said_expression(code, naming) == said_condition(code, naming) == code


def test_files_that_cannot_be_read_name_nothing() -> None:
    files = {"p/forms/a.json": b"[", "p/forms/b.json": b"[]", "p/process.toml": b"=",
             "p/p.bpmn": b"<", "p/mail/m.txt": b"\xff"}  # fmt: skip
    naming = Naming(files, "p")
    assert [naming.form("a"), naming.form("x"), naming.process("p")] == ["a", "x", "p"]
    assert (naming.step("t"), naming.name("a.b"), naming.value("case.entry", "e")) == (
        "t", None, None,
    )  # fmt: skip
