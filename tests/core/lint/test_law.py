"""The limits of the law hold against every way round them that somebody has thought of."""

from pathlib import Path

import pytest

from engine.core.lint import LAW_RULES, lint
from tests.core.lint.good import Change, added, changed, files, flow, found_in, process
from tests.core.lint.test_pack import CALLED
from tests.core.lint.test_traps import ROWS

ROOT = Path(__file__).parents[3]
BOUND = "max = 2"
TERM = "working_days(2)</bpmn:timeDate>"
PASSED = 'check.result == "pass"'


def with_head(old: str, new: str) -> dict[str, bytes]:
    """The good pack with something changed in pack.toml."""
    return changed((old, new), path="pack.toml")


def drawn(pack: dict[str, bytes], *changes: Change) -> set[tuple[str, str, str]]:
    """What is found in `pack` with the good diagram changed."""
    return found_in(pack | {"good/good.bpmn": changed(*changes)["good/good.bpmn"]})


def test_a_term_stays_on_its_step() -> None:
    pack = with_head(BOUND, f'{BOUND}\non = "check"')
    moved = ('attachedToRef="check"', 'attachedToRef="fill"')
    assert drawn(pack) == set()
    assert ("error", "bound", "check_term") in drawn(pack, moved)


@pytest.mark.parametrize(
    ("said", "written", "broken"),
    [
        ("", "working_days(2, since=case.at)", True),
        ("", "working_days(2, case.at)", True),
        ("", "working_days(2, since=None)", False),
        ("case.number", "working_days(2, since=case.number)", False),
        ("case.number", "working_days(2)", True),
    ],
)
def test_a_term_counts_from_where_the_law_says(said: str, written: str, broken: bool) -> None:
    pack = with_head(BOUND, f'{BOUND}\nsince = "{said}"' if said else BOUND)
    found = drawn(pack, (TERM, TERM.replace("working_days(2)", written)))
    assert (("error", "bound", "check_term") in found) is broken


def test_a_term_is_no_mere_reminder() -> None:
    basis = 'kind="statutory" term="2个工作日"/>'
    assert ("error", "bound", "check_term") in found_in(changed((basis, f"{basis}<gx:wake/>")))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('effect = "open_grant"', 'effect = "open_grants"'),
        ('process = "good"\neffect', 'process = "bad"\neffect'),
        ('through = ["check"]', 'through = ["chek"]'),
        ('through = ["check"]\n', ""),
        ('effect = "open_grant"\n', ""),
    ],
)
def test_a_passage_that_guards_nothing_is_an_error(old: str, new: str) -> None:
    found = lint(with_head(old, new))
    assert ("pack.toml", "passage") in {(each.file, each.rule) for each in found}


def shortcut() -> dict[str, bytes]:
    """The good pack and a second process that opens a grant at once."""
    grant = '<bpmn:extensionElements><gx:effect name="open_grant"/></bpmn:extensionElements>'
    body = CALLED.replace(
        '<bpmn:callActivity id="c_call" name="再调用" calledElement="{}"/>',
        f'<bpmn:serviceTask id="c_call" name="授权">{grant}</bpmn:serviceTask>',
    )
    head = files()["good/process.toml"].replace(b'key = "good"', b'key = "quick"')
    return {
        "quick/process.toml": head,
        "quick/forms/fill.json": files()["good/forms/fill.json"],
        "quick/quick.bpmn": process(body, "quick"),
    }


def test_no_other_process_goes_round_a_passage() -> None:
    assert ("error", "passage", "c_call") in found_in(files() | shortcut())


def test_a_process_may_do_the_same_on_another_footing() -> None:
    through = 'through = ["check"]'
    pack = with_head(through, f'{through}\nelsewhere = ["quick"]') | shortcut()
    assert "passage" not in {rule for _, rule, _ in found_in(pack)}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('unit="case.platform"', 'unit="case.applicant.unit"'),
        ('unit="case.platform"', 'unit="case.platform" person="case.applicant.person"'),
        ('unit="case.platform"', 'unit="case.applicant[&quot;unit&quot;]"'),
        ('unit="case.platform"', 'unit="case.platform or case.applicant.unit"'),
        ('unit="case.platform"', 'unit="case[&quot;appli&quot; + &quot;cant&quot;].unit"'),
    ],
)
def test_nobody_checks_his_own_request(old: str, new: str) -> None:
    assert ("error", "passage", "check") in found_in(changed((old, new)))


def test_what_is_no_expression_hides_no_applicant() -> None:
    old = 'unit="case.platform"'
    new = 'unit="case.(" person="case.applicant.person"'
    assert ("error", "passage", "check") in found_in(changed((old, new)))


def test_a_subprocess_begins_when_it_is_reached() -> None:
    """Its own start event is no way in: the check stands before it."""
    inner = '<bpmn:startEvent id="i1"/><bpmn:endEvent id="i3"/>'
    inner += GRANT.replace("quick", "i2") + flow("i4", "i1", "i2") + flow("i5", "i2", "i3")
    whole = files()["good/good.bpmn"].decode()
    begin = whole.index('<bpmn:serviceTask id="grant"')
    end = whole.index("</bpmn:serviceTask>", begin) + len("</bpmn:serviceTask>")
    drawn = whole[:begin] + f'<bpmn:subProcess id="grant" name="授权">{inner}</bpmn:subProcess>'
    pack = files() | {"good/good.bpmn": (drawn + whole[end:]).encode()}
    assert "passage" not in {rule for _, rule, _ in found_in(pack)}
    early = pack["good/good.bpmn"].replace(PASSED.encode(), b"case.legal")
    early = early.replace(b'<gx:form key="check"/>', b'<gx:form key="fill"/>')
    assert ("error", "passage", "i2") in found_in(pack | {"good/good.bpmn": early})


@pytest.mark.parametrize(
    "changes",
    [
        # the condition runs otherwise than it was checked
        [(PASSED, 'check.result<!-- --> == "pass"')],
        # a lookup answers in the place of the form
        [('<gx:form key="check"/>', '<gx:form key="fill"/>'),
         ('<gx:effect name="send_mail">', '<gx:lookup name="holders" into="check"/>'
          '<gx:effect name="send_mail">')],
        # the escape of the default way
        [('default="to_refused"', 'default="to_grant"'), ('id="to_check" sourceRef="fill"',
         'id="to_check" sourceRef="begun"'), ('sourceRef="check" targetRef="passed"',
         'sourceRef="fill" targetRef="passed"')],
    ],
)  # fmt: skip
def test_a_grant_without_its_check_is_not_deployed(changes: list[Change]) -> None:
    assert any(each.severity == "error" for each in lint(changed(*changes)))


GRANT = (
    '<bpmn:serviceTask id="quick"><bpmn:extensionElements><gx:effect name="open_grant"/>'
    "</bpmn:extensionElements></bpmn:serviceTask>"
)


def reminder(key: str, host: str) -> str:
    """A timer that leaves its step open."""
    term = "<bpmn:timerEventDefinition><bpmn:timeDate>working_days(1)</bpmn:timeDate>"
    how = f'id="{key}" attachedToRef="{host}" cancelActivity="false"'
    return f"<bpmn:boundaryEvent {how}>{term}</bpmn:timerEventDefinition></bpmn:boundaryEvent>"


def test_no_grant_hangs_on_a_step_beside_the_way() -> None:
    aside = reminder("r1", "fill") + '<bpmn:userTask id="aside"/>' + reminder("r2", "aside")
    ends = '<bpmn:endEvent id="z1"/><bpmn:endEvent id="z2"/>'
    flows = flow("q1", "r1", "aside") + flow("q2", "aside", "z1")
    flows += flow("q3", "r2", "quick") + flow("q4", "quick", "z2")
    assert ("error", "passage", "quick") in found_in(changed(added(aside + GRANT + ends + flows)))


@pytest.mark.parametrize("host", ["fill", "check"])
def test_no_grant_hangs_on_what_takes_a_step_away(host: str) -> None:
    """When the term has come the check itself has not been answered."""
    taken = reminder("r1", host).replace(' cancelActivity="false"', "")
    onward = flow("q1", "r1", "quick") + flow("q2", "quick", "z1")
    drawn = changed(added(taken + GRANT + '<bpmn:endEvent id="z1"/>' + onward))
    assert ("error", "passage", "quick") in found_in(drawn)


@pytest.mark.parametrize(
    ("rows", "broken"),
    [(False, False), (True, True)],
)
def test_a_check_of_each_row_is_none_when_there_are_no_rows(rows: bool, broken: bool) -> None:
    check = '<bpmn:userTask id="check" name="审查申请">'
    each = ROWS.format("holders", "holder") * rows
    found = found_in(changed((check, check + each), (PASSED, "case.legal")))
    assert (("error", "passage", "grant") in found) is broken


def test_the_shipped_pack_says_where_its_terms_belong() -> None:
    head = (ROOT / "processes/jz-2022/pack.toml").read_text("utf-8")
    assert head.count("[[bound]]") == head.count("\non = ") == 4


def test_five_days_do_not_become_ten() -> None:
    path = "data-request/provider-review.bpmn"
    pack = files(ROOT / "processes/jz-2022")
    longer = pack[path].replace(b"working_days(5)", b"working_days(10)")
    (found,) = [
        each
        for each in lint(pack | {path: longer})
        if each.element == "reply_term" and each.rule in LAW_RULES
    ]
    assert found.message.startswith("第十四条（二）")
    assert "不得超过5个工作日" in found.message
