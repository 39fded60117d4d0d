"""What concerns a pack as a whole: calls, bounds, forms, what expressions may read."""

import re
from datetime import date
from pathlib import Path

import pytest

from engine.core.case_facts import Applicant, Provider, case_facts
from engine.core.lint import lint
from engine.core.lint.extensions import OUTCOMES
from engine.core.lint.shape import CASE, RESOURCE
from engine.core.lint.terms import DrawnTerm, drawn_term
from engine.queries.words import OUTCOMES as OUTCOME_WORDS
from engine.store.start_facts import ResourceRows
from engine.store.tables import AgentAuthorization, Resource, ResourceItem, Unit
from tests.core.lint.good import changed, files, flow, found_in, process

DAY = date(2026, 12, 31)
ROOT = Path(__file__).parents[3]
CALLED = (
    '<bpmn:startEvent id="c_begun" name="开始"/><bpmn:callActivity id="c_call" name="再调用"'
    ' calledElement="{}"/><bpmn:endEvent id="c_done" name="完成"/>'
    + flow("c_1", "c_begun", "c_call") + flow("c_2", "c_call", "c_done")
)  # fmt: skip


def test_the_shipped_pack_has_no_errors() -> None:
    errors = [each for each in lint(files(ROOT / "processes/jz-2022")) if each.severity == "error"]
    assert errors == []


def test_called_process_must_exist() -> None:
    pack = files() | {"good/more.bpmn": process(CALLED.format("nowhere"), "more")}
    assert ("error", "call", "c_call") in found_in(pack)
    assert ("warning", "unused", "more") in found_in(pack)


def test_process_does_not_call_itself() -> None:
    pack = files() | {"good/more.bpmn": process(CALLED.format("more"), "more")}
    assert ("error", "call", "c_call") in found_in(pack)


def test_processes_that_run_together_share_no_ids() -> None:
    pack = changed(
        ('<bpmn:serviceTask id="late" name="发送超期提醒">',
         '<bpmn:callActivity id="late" calledElement="more">'),
        ("</bpmn:serviceTask>", "</bpmn:callActivity>"),
    )  # fmt: skip
    twin = CALLED.replace("c_call", "grant").format("good")
    assert ("error", "id", "grant") in found_in(pack | {"good/more.bpmn": process(twin, "more")})


def test_two_files_do_not_define_one_process() -> None:
    pack = files()
    assert ("error", "process", "good") in found_in(
        pack | {"good/twin.bpmn": pack["good/good.bpmn"]}
    )


def test_every_process_toml_has_its_diagram() -> None:
    pack = files()
    del pack["good/good.bpmn"]
    assert found_in(pack) == {("error", "process", "good"), ("error", "bound", "check_term")}


@pytest.mark.parametrize(("name", "sent"), [("withdraw", True), ("withdrawn", False), ("", False)])
def test_a_message_that_is_waited_for_is_sent(name: str, sent: bool) -> None:
    pack = changed(
        ("<bpmn:process id", f'<bpmn:message id="m" name="{name}"/><bpmn:process id'),
        ('<bpmn:timerEventDefinition id="check_timer">', "<!--"),
        ("</bpmn:timerEventDefinition>",
         '--><bpmn:messageEventDefinition id="d" messageRef="m"/>'),
    )  # fmt: skip
    assert (("error", "message", "check_term") in found_in(pack)) is not sent


def test_the_shipped_diagrams_keep_a_passage() -> None:
    """Art. 14: nothing is granted before the compliance check, or its entry by 信息中心."""
    pack = files(ROOT / "processes/jz-2022")
    row = """
        [[passage]]
        process = "data-request"
        effect = "open_grant"
        through = ["compliance", "incoming"]
        clause = "第十四条（一）（二）"
    """
    pack["pack.toml"] += row.encode()
    assert "passage" not in {each.rule for each in lint(pack)}
    unguarded = pack["data-request/data-request.bpmn"].replace(
        b'compliance.result == "pass"', b"case.legal"
    )
    found = lint(pack | {"data-request/data-request.bpmn": unguarded})
    assert "passage" in {each.rule for each in found}


TERM = "working_days(2)</bpmn:timeDate>"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (TERM, TERM.replace("2", "3")),
        (TERM, TERM.replace("working", "natural")),
        (TERM, TERM.replace("2", "3 if case.legal else 2")),
        (TERM, TERM.replace("2", "2.5")),
        ('kind="statutory"', 'kind="internal"'),
        ('id="check_term"', 'id="other_term"'),
        ('id="good" name="申请" isE', 'id="bad" name="申请" isE'),
        ('<bpmn:sequenceFlow id="to_check" sourceRef="fill" targetRef="check"/>', ""),
    ],
)
def test_a_limit_of_the_law_cannot_be_drawn_away(old: str, new: str) -> None:
    assert "bound" in {rule for _, rule, _ in found_in(changed((old, new)))}


def test_a_limit_that_is_written_wrongly_counts_as_broken() -> None:
    pack = changed(("max = 2", 'max = "2"'), path="pack.toml")
    assert ("error", "bound", "") in found_in(pack)
    pack = changed(('through = ["check"]', "through = 5"), path="pack.toml")
    assert ("error", "passage", "") in found_in(pack)


@pytest.mark.parametrize(
    ("timer", "term"),
    [
        ("working_days(5)", DrawnTerm(5, "working_day")),
        ("natural_days(20, since=case.at)", DrawnTerm(20, "natural_day", "case.at")),
        ("working_days(n)", None),
        ("working_days(True)", None),
        ("working_days()", None),
        ("today()", None),
        ("5", None),
        ("(", None),
        (None, None),
    ],
)
def test_a_term_is_a_number_that_is_written_out(timer: str | None, term: DrawnTerm | None) -> None:
    assert drawn_term(timer) == term


def test_a_passage_is_kept_by_a_condition_on_the_form() -> None:
    """The way past the check stays shut as long as it asks for an answer of the check."""
    way = ('sourceRef="begun" targetRef="fill"', 'sourceRef="begun" targetRef="passed"')
    assert "passage" not in {rule for _, rule, _ in found_in(changed(way))}
    opened = changed(way, ('check.result == "pass"', "case.legal"))
    assert ("error", "passage", "grant") in found_in(opened)


def test_a_passage_is_followed_into_called_processes() -> None:
    call = '<bpmn:callActivity id="c_call" name="再调用" calledElement="{}"/>'
    grant = '<bpmn:extensionElements><gx:effect name="open_grant"/></bpmn:extensionElements>'
    inner = CALLED.replace(call, f'<bpmn:serviceTask id="c_call">{grant}</bpmn:serviceTask>')
    early = changed(
        ('<bpmn:userTask id="fill" name="填写申请">',
         '<bpmn:callActivity id="fill" name="填写申请" calledElement="more">'),
        ("</bpmn:userTask>", "</bpmn:callActivity>"),
    ) | {"good/more.bpmn": process(inner, "more")}  # fmt: skip
    assert ("error", "passage", "c_call") in found_in(early)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('"required_when": "result == \\"reject\\""', '"max": 50', ("warning", "reason", "result")),
        ('"visible_when": "result == \\"reject\\""', '"visible_when": "result == \\"rejct\\""',
         ("error", "unknown-choice", "reason")),
        ('"visible_when": "result == \\"reject\\""', '"visible_when": "data.case.wish"',
         ("warning", "unknown-name", "reason")),
        ('"type": "longtext"', '"type": "letters"', ("error", "form", "")),
        ('{"key"', '{"ky"', ("error", "form", "check")),
    ],
)  # fmt: skip
def test_forms(old: str, new: str, expected: tuple[str, str, str]) -> None:
    assert expected in found_in(changed((old, new), path="good/forms/check.json"))


def test_way_in_needs_its_form_and_role() -> None:
    pack = changed(('form = "fill"', 'form = "fil"'), path="good/process.toml")
    assert ("error", "form", "request") in found_in(pack)
    pack = changed(('role = "handler"', 'role = "hand"'), path="good/process.toml")
    assert ("error", "role", "request") in found_in(pack)


def test_what_a_case_knows_is_what_the_checks_know() -> None:
    unit = Unit(code="U", name="单位", works_here=True)
    resource = Resource(code="R", name="资源")
    rows = ResourceRows(
        resource, [ResourceItem()], unit, (AgentAuthorization(valid_until=DAY), unit), frozenset()
    )
    facts = case_facts(
        case_id="", number="", process="", entry="",
        applicant=Applicant("U", "单位", True), provider=Provider("U", "单位", True, True),
        agent=rows.agent_facts(), resource=rows.snapshot(""),
        offices={"info_center": "", "managing": "", "platform": ""},
    )  # fmt: skip
    assert set(CASE) | {"process", "entry"} == set(facts)
    for name in ("applicant", "provider", "agent", "resource"):
        assert set(CASE[name].parts or {}) == set(facts[name]), name
    item = (RESOURCE.parts or {})["items"].rows
    assert item is not None
    assert set(item.parts or {}) == set(facts["resource"]["items"][0])


def test_outcomes_are_those_that_pages_name() -> None:
    assert set(OUTCOME_WORDS) >= OUTCOMES


def test_every_rule_is_told_in_the_documents() -> None:
    told = (ROOT / "docs/diagram-style.md").read_text("utf-8")
    sources = "".join(each.read_text("utf-8") for each in (ROOT / "engine/core/lint").rglob("*.py"))
    rules = set(
        re.findall(r'(?:error|warning|Problem)\([^"()]*(?:"[^"]*", )?"([a-z-]+)", ', sources)
    )
    assert len(rules) > 60
    assert {rule for rule in rules if f"`{rule}`" not in told} == set()
