"""What approving asks for, and where a case may be sent back to."""

import json

import pytest

from engine.core.lint import approval, lint, returns, unset
from engine.core.lint.subject import Subject, read_subject
from engine.core.pack import read_pack
from tests.core.lint.good import changed, files, flow, found_in, process

FORM = "good/forms/check.json"
LATE = "good/mail/late.txt"
TEMPLATE = '<gx:param name="template" value="&quot;late&quot;"/>'


def step(key: str, inside: str = "", kind: str = "userTask", **attributes: str) -> str:
    """An element with our settings in it."""
    given = "".join(f' {name}="{value}"' for name, value in attributes.items())
    extensions = f"<bpmn:extensionElements>{inside}</bpmn:extensionElements>" * bool(inside)
    return f'<bpmn:{kind} id="{key}"{given}>{extensions}</bpmn:{kind}>'


def ways(*named: str) -> str:
    """Flows like "a>b", with a condition after a colon."""
    made = []
    for way in named:
        ends, _, condition = way.partition(":")
        source, target = ends.split(">")
        made.append(flow(f"{source}_{target}", source, target, condition=condition))
    return "".join(made)


def subject_of(body: str, **more: str) -> Subject:
    """The good pack with this process in the place of its own, and these."""
    drawn = {
        f"good/{key}.bpmn": process(text, key) for key, text in ({"good": body} | more).items()
    }
    return read_subject(read_pack(files() | drawn))[0]


BEGIN, END = '<bpmn:startEvent id="b"/>', '<bpmn:endEvent id="e"/>'


def post(role: str, unit: str = "case.platform") -> str:
    """An approving step of a post."""
    return f'<gx:assignment role="{role}" unit="{unit}"/><gx:step approving="true"/>'


@pytest.mark.parametrize(
    ("first", "second", "found"),
    [
        (post("leader"), post("leader"), {("same-post", "u")}),
        (post("leader"), post("reviewer"), set()),
        (post("leader"), post("leader", "case.managing"), set()),
        (post("leader"), post("leader").replace('<gx:step approving="true"/>', ""), set()),
        (post("leader").replace('<gx:step approving="true"/>', ""), post("leader"), set()),
    ],
)
def test_a_second_approval_is_a_second_person(
    first: str, second: str, found: set[tuple[str, str]]
) -> None:
    body = BEGIN + step("t", first) + step("s", kind="serviceTask") + step("u", second) + END
    subject = subject_of(body + ways("b>t", "t>s", "s>u", "u>e"))
    assert {(x.rule, x.element) for x in approval.check_second_person(subject)} == found


@pytest.mark.parametrize(
    ("inside", "found"),
    [
        (("t", "grant"), set()),
        (("grant", "t"), {("late-withdrawal", "w")}),
    ],
)
def test_what_is_granted_is_not_withdrawn(
    inside: tuple[str, str], found: set[tuple[str, str]]
) -> None:
    nodes = {
        "t": step("t"),
        "grant": step("grant", '<gx:effect name="open_grant"/>', "serviceTask"),
    }
    called = (
        '<bpmn:startEvent id="mb"/><bpmn:endEvent id="me"/>' + "".join(nodes.values())
        + ways(f"mb>{inside[0]}", f"{inside[0]}>{inside[1]}", f"{inside[1]}>me")
    )  # fmt: skip
    body = (
        BEGIN + step("c", kind="callActivity", calledElement="more") + END
        + '<bpmn:boundaryEvent id="w" attachedToRef="c">'
        '<bpmn:messageEventDefinition messageRef="m"/></bpmn:boundaryEvent>'
        + ways("b>c", "c>e", "w>e")
    )  # fmt: skip
    for name in ("withdraw", "other"):
        message = f'<bpmn:message id="m" name="{name}"/><bpmn:process'.encode()
        drawn = process(body, "good").replace(b"<bpmn:process", message, 1)
        pack = files() | {"good/good.bpmn": drawn, "good/more.bpmn": process(called, "more")}
        subject = read_subject(read_pack(pack))[0]
        said = {(x.rule, x.element) for x in approval.check_withdrawals(subject)}
        assert said == (found if name == "withdraw" else set())


@pytest.mark.parametrize(
    ("unit", "condition", "missing"),
    [
        ("case.agent.unit", "", True),
        ("case.agent.unit", "case.agent is not None", False),
        ("case.agent.unit if case.agent else case.provider.unit", "", False),
        ("case.platform", "", False),
    ],
)
def test_a_step_for_an_agent_asks_whether_there_is_one(
    unit: str, condition: str, missing: bool
) -> None:
    body = (
        BEGIN + step("t", f'<gx:assignment role="agent_reviewer" unit="{unit}"/>') + END
        + step("x", kind="exclusiveGateway", default="x_e")
        + ways("b>x", f"x>t:{condition}", "x>e", "t>e")
    )  # fmt: skip
    found = list(approval.check_fallbacks(subject_of(body)))
    assert [each.rule for each in found] == ["no-fallback"] * missing


def test_an_approval_can_be_refused() -> None:
    field = {"name": "result", "label": "结果", "type": "text"}
    form = json.dumps({"key": "check", "title": "审查", "fields": [field]}).encode()
    found = found_in(files() | {FORM: form})
    assert ("warning", "no-decision", "check") in found


@pytest.mark.parametrize("source", ["check.result", "check_by.person"])
def test_what_nobody_has_answered_yet_is_not_read(source: str) -> None:
    early = ('person="case.applicant.person"', f'person="{source}"')
    assert ("warning", "unset", "fill") in found_in(changed(early))
    late = ('unit="case.platform"', 'unit="fill_by.unit"')
    assert "unset" not in {rule for _, rule, _ in found_in(changed(late))}


@pytest.mark.parametrize(
    ("body", "unset_mail"),
    [
        ("{{ case.number }}", False),
        ("{{ check.reason }}", True),
        ("{{ check_by.at }}", True),
        ("{% if check is defined %}{{ check.reason }}{{ check_by.at }}{% endif %}", False),
        ("{{ check | default('') }}", False),
    ],
)
def test_a_mail_reads_what_has_been_answered(body: str, unset_mail: bool) -> None:
    mail = step("m", f'<gx:effect name="send_mail">{TEMPLATE}</gx:effect>', "serviceTask")
    check = step("t", '<gx:form key="check"/>')
    for first, second, told in (("m", "t", unset_mail), ("t", "m", False)):
        drawn = BEGIN + mail + check + END + ways(f"b>{first}", f"{first}>{second}", f"{second}>e")
        pack = files() | {
            LATE: f"提醒\n\n{body}\n".encode(),
            "good/good.bpmn": process(drawn, "good"),
        }
        found = unset.check_unset(read_subject(read_pack(pack))[0])
        assert [each.rule for each in found] == ["unset-mail"] * told


def back(to: str) -> str:
    """A task that may send the case back."""
    return f'<gx:return to="{to}"/>'


P, S = "parallelGateway", "subProcess"
SPLIT = step("s", kind=P) + step("j", kind=P) + step("t") + step("u")
INNER = ways("s>t", "s>u", "t>j", "u>j")


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (BEGIN + step("t") + step("u", back("t")) + END + ways("b>t", "t>u", "u>e"), set()),
        (BEGIN + step("t", back("u")) + step("u") + END + ways("b>t", "t>u", "u>e"),
         {("return-way", "t")}),
        (BEGIN + SPLIT + step("v", back("t")) + END + INNER + ways("b>s", "j>v", "v>e"),
         {("return-way", "v")}),
        (BEGIN + SPLIT.replace(step("t"), step("t", back("a"))) + step("a") + END + INNER
         + ways("b>a", "a>s", "j>e"), {("return-split", "t")}),
        (BEGIN + SPLIT + step("a") + step("v", back("a")) + END + INNER
         + ways("b>a", "a>s", "j>v", "v>e"), {("return-way", "v")}),
        (BEGIN + f'<bpmn:subProcess id="p"><bpmn:startEvent id="pb"/>{step("t")}'
         f'<bpmn:endEvent id="pe"/>{ways("pb>t", "t>pe")}</bpmn:subProcess>'
         + step("u", back("t")) + END + ways("b>p", "p>u", "u>e"), {("return-way", "u")}),
        (BEGIN + step("t") + f'<bpmn:subProcess id="p"><bpmn:startEvent id="pb"/>'
         f'{step("u", back("t"))}<bpmn:endEvent id="pe"/>{ways("pb>u", "u>pe")}'
         "</bpmn:subProcess>" + END + ways("b>t", "t>p", "p>e"), set()),
    ],
)  # fmt: skip
def test_a_case_goes_back_to_where_it_was(body: str, found: set[tuple[str, str]]) -> None:
    problems = list(returns.check_return_ways(subject_of(body)))
    assert all((x.severity == "warning") is (x.rule == "return-split") for x in problems)
    assert {(x.rule, x.element) for x in problems} == found


def test_the_wired_checks_speak() -> None:
    found = {
        each.rule for each in lint(changed(('<gx:return to="fill"/>', '<gx:return to="check"/>')))
    }
    assert "return-way" in found
    assert unset.names_given(read_subject(read_pack(files()))[0].diagrams[0].nodes["fill"]) == {
        "fill", "fill_by", "fill_warnings",
    }  # fmt: skip
