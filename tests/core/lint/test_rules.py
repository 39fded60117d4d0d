"""Each rule by itself: the good pack is changed in one way, and exactly that rule speaks."""

import pytest

from engine.core.lint import lint
from tests.core.lint.good import (
    Change,
    added,
    changed,
    drawn,
    files,
    flow,
    found_in,
    in_lane,
    line,
)


def lapse(forfeits: str) -> Change:
    """What a term's end takes away, said on the timer."""
    basis = 'kind="statutory" term="2个工作日"/>'
    return basis, f'{basis}<gx:lapse forfeits="{forfeits}"/>'


GRANT_LABEL = '<dc:Bounds x="712" y="330" width="14" height="15"/>'
PASSED = 'check.result == "pass"'

#: The term of the check takes the step away, and the case with it.
INTERRUPTING = [
    ('cancelActivity="false"', ""),
    ('<bpmn:endEvent id="reminded" name="已提醒"/>',
     '<bpmn:endEvent id="reminded" name="已提醒"><bpmn:extensionElements>'
     '<gx:outcome kind="lapsed"/></bpmn:extensionElements></bpmn:endEvent>'),
]  # fmt: skip

CASES: list[tuple[str, str, str, list[Change]]] = [
    # names and labels
    ("warning", "start-name", "begun", [('id="begun" name="收到申请"', 'id="begun"')]),
    ("warning", "end-name", "reminded", [('id="reminded" name="已提醒"', 'id="reminded"')]),
    ("warning", "name", "grant", [(' name="授权使用"', "")]),
    ("warning", "question", "passed", [("是否通过审查？", "审查结果")]),
    ("warning", "answer", "to_grant", [('id="to_grant" name="是"', 'id="to_grant"')]),
    ("warning", "answer", "to_grant", [('name="是"', 'name=""')]),
    # ways
    ("error", "default", "passed", [(' default="to_refused"', "")]),
    ("error", "default", "passed", [('default="to_refused"', 'default="to_fill"')]),
    ("error", "flow-ends", "loose", [
        added(flow("loose", "nobody", "fill")), line("loose", (370, 240), (370, 220))]),
    ("error", "condition", "to_grant", [(f">{PASSED}<", "><")]),
    ("warning", "condition", "to_refused", [
        ('<bpmn:sequenceFlow id="to_refused" name="否" sourceRef="passed" targetRef="refused"/>',
         flow("to_refused", "passed", "refused", "否", "case.legal"))]),
    ("error", "condition", "to_fill", [
        ('<bpmn:sequenceFlow id="to_fill" sourceRef="begun" targetRef="fill"/>',
         flow("to_fill", "begun", "fill", "", "case.legal"))]),
    # terms
    ("error", "term-label", "check_term", [('term="2个工作日"', 'term="3个工作日"')]),
    ("error", "term-label", "check_term", [('name="2个工作日 ·', 'name="1个工作日 ·')]),
    ("error", "term-label", "check_term", [('name="2个工作日 · 第十四条（一）"', 'name="限时"')]),
    ("error", "clause-label", "check_term", [("2个工作日 · 第十四条（一）", "2个工作日")]),
    ("error", "clause-label", "check_term", [("· 第十四条（一）", "· 第十四条（二）")]),
    ("error", "clause-label", "check_term", [("· 第十四条（一）", "· 内部时限")]),
    ("error", "basis", "check_term", [('basis clause="第十四条（一）"', "basis")]),
    ("warning", "interrupting", "check_term", [*INTERRUPTING, lapse("false")]),
    ("warning", "forfeits", "check_term", [lapse("true")]),
    ("error", "side-branch", "check_term", [
        ('sourceRef="late" targetRef="reminded"', 'sourceRef="late" targetRef="refused"'),
        ('<di:waypoint x="458" y="480"/><di:waypoint x="356" y="480"/>',
         '<di:waypoint x="558" y="500"/><di:waypoint x="647" y="500"/>'),
        ('<bpmn:flowNodeRef>reminded</bpmn:flowNodeRef>', ""),
        ('<bpmn:endEvent id="reminded" name="已提醒"/>', ""),
        ('bpmnElement="reminded"', "")]),
    # lanes
    ("warning", "lane", "lane_user", [(' name="使用部门"', "")]),
    ("warning", "lane-of", "late", [("<bpmn:flowNodeRef>late</bpmn:flowNodeRef>", "")]),
    ("warning", "lane-of", "late", [in_lane("late")]),
    ("warning", "empty-lane", "lane_idle", [
        ('<bpmn:lane id="lane_platform"',
         '<bpmn:lane id="lane_idle" name="无事"/><bpmn:lane id="lane_platform"'),
        drawn("lane_idle", 190, 280, 970, 300)]),
    ("warning", "one-side", "check", [
        ("""      </bpmn:lane>
      <bpmn:lane id="lane_platform" name="共享平台">
""", ""),
        ("""height="200"/>
      </bpmndi:BPMNShape>
      <bpmndi:BPMNShape id="lane_platform_di" bpmnElement="lane_platform" isHorizontal="true">
        <dc:Bounds x="190" y="280" width="970" height="300"/>
""", 'height="500"/>')]),
    ("warning", "lane-order", "lane_platform", [
        ('<dc:Bounds x="320" y="462"', '<dc:Bounds x="200" y="462"'),
        ('<dc:Bounds x="313" y="502"', '<dc:Bounds x="193" y="502"'),
        ('<di:waypoint x="356" y="480"/>', '<di:waypoint x="236" y="480"/>')]),
    # shapes
    ("warning", "drawn", "law_line", [('bpmnElement="law_line"', "")]),
    ("warning", "size-of-shape", "granted", [
        ('x="920" y="332" width="36" height="36"', 'x="920" y="330" width="40" height="40"')]),
    ("warning", "in-lane", "reminded", [
        ('x="320" y="462" width="36"', 'x="320" y="222" width="36"'),
        ('<di:waypoint x="458" y="480"/><di:waypoint x="356" y="480"/>',
         '<di:waypoint x="458" y="480"/><di:waypoint x="338" y="480"/>'
         '<di:waypoint x="338" y="258"/>')]),
    ("warning", "in-pool", "law", [
        ('<dc:Bounds x="600" y="100" width="220"', '<dc:Bounds x="600" y="60" width="220"')]),
    ("warning", "overlap", "law", [
        ('<dc:Bounds x="600" y="100" width="220"', '<dc:Bounds x="770" y="290" width="60"')]),
    # lines
    ("warning", "right-angles", "to_granted", [
        ('<di:waypoint x="920" y="350"/>', '<di:waypoint x="920" y="345"/>')]),
    ("warning", "loose-line", "to_granted", [
        ('<di:waypoint x="920" y="350"/>', '<di:waypoint x="900" y="350"/>')]),
    ("warning", "crossing", "to_granted", [
        ('<di:waypoint x="850" y="350"/><di:waypoint x="920" y="350"/>',
         '<di:waypoint x="850" y="350"/><di:waypoint x="870" y="350"/>'
         '<di:waypoint x="870" y="440"/><di:waypoint x="630" y="440"/>'
         '<di:waypoint x="630" y="415"/><di:waypoint x="900" y="415"/>'
         '<di:waypoint x="900" y="350"/><di:waypoint x="920" y="350"/>')]),
    ("warning", "crossing", "to_granted", [  # the two run along each other
        ('<di:waypoint x="850" y="350"/><di:waypoint x="920" y="350"/>',
         '<di:waypoint x="850" y="350"/><di:waypoint x="870" y="350"/>'
         '<di:waypoint x="870" y="440"/><di:waypoint x="665" y="440"/>'
         '<di:waypoint x="665" y="415"/><di:waypoint x="900" y="415"/>'
         '<di:waypoint x="900" y="350"/><di:waypoint x="920" y="350"/>')]),
    ("warning", "through-shape", "to_fill", [
        ('<di:waypoint x="276" y="180"/><di:waypoint x="320" y="180"/>',
         '<di:waypoint x="258" y="198"/><di:waypoint x="258" y="235"/>'
         '<di:waypoint x="460" y="235"/><di:waypoint x="460" y="330"/>'
         '<di:waypoint x="500" y="330"/><di:waypoint x="500" y="250"/>'
         '<di:waypoint x="370" y="250"/><di:waypoint x="370" y="220"/>'),
        ('<dc:Bounds x="233" y="202" width="50"', '<dc:Bounds x="205" y="202" width="50"')]),
    # text
    ("warning", "label", "to_grant", [(GRANT_LABEL, GRANT_LABEL.replace("330", "342"))]),
    ("warning", "label", "to_grant", [(GRANT_LABEL, GRANT_LABEL.replace("712", "745"))]),
    ("warning", "label", "to_grant", [(GRANT_LABEL, GRANT_LABEL.replace("712", "700")
                                       .replace("330", "312"))]),
    ("warning", "label", "granted", [
        ('<dc:Bounds x="913" y="372"', '<dc:Bounds x="913" y="272"')]),
    ("warning", "note", "law", [('"check" targetRef="law"', '"fill" targetRef="check"')]),
    ("warning", "note", "law", [("第十四条（一）：2个工作日内完成审查<", "<")]),
    # what would do nothing
    ("error", "executable", "good", [('isExecutable="true"', 'isExecutable="false"')]),
    ("error", "refused", "begun", [
        ('id="begun" name="收到申请"/>',
         'id="begun" name="收到申请"><bpmn:messageEventDefinition id="m"/></bpmn:startEvent>')]),
    # names that do not exist
    ("error", "role", "check", [('role="platform_reviewer"', 'role="reviewer"')]),
    ("error", "role", "check", [('role="platform_reviewer"', 'role="auditor"')]),
    ("error", "unit", "check", [(' unit="case.platform"', "")]),
    ("error", "role", "late", [("&quot;responsible&quot;", "&quot;boss&quot;")]),
    ("error", "role", "late", [("&quot;responsible&quot;", "role=&quot;boss&quot;")]),
    ("error", "form", "check", [('<gx:form key="check"/>', '<gx:form key="checks"/>')]),
    ("error", "effect", "grant", [('effect name="open_grant"', 'effect name="opened"')]),
    ("error", "parameter", "grant", [('param name="kind"', 'param name="sort"')]),
    ("error", "mail", "late", [("&quot;late&quot;", "&quot;later&quot;")]),
    ("error", "expression", "late", [("[post(case", "[past(case")]),
    ("error", "return", "check", [('<gx:return to="fill"/>', '<gx:return to="fill,full"/>')]),
    ("warning", "unknown-name", "fill", [("case.applicant.person", "case.aplicant.person")]),
    ("error", "unknown-choice", "to_grant", [('== "pass"', '== "passed"')]),
    ("error", "unknown-choice", "to_grant", [
        (PASSED, 'check.result in ["pass", "passed"]')]),
    ("error", "unknown-choice", "to_grant", [
        (PASSED, 'check.result == "pass" and case.entry != "requested"')]),
    ("error", "unknown-choice", "to_grant", [
        (PASSED,
         'check.result == "pass" and any_of(fill.items, "kind", "more")')]),
    ("warning", "unknown-name", "to_grant", [
        (PASSED,
         'check.result == "pass" and any_of(fill.items, "sort", "base")')]),
    # extensions
    ("warning", "extension", "check", [('<gx:step approving="true"/>', '<gx:stop all="true"/>')]),
    ("warning", "extension", "check", [('<gx:step app', '<gx:step ap')]),
    ("warning", "foreign", "fill", [
        ('<bpmn:userTask id="fill"',
         '<bpmn:userTask xmlns:camunda="http://camunda.org/schema/1.0/bpmn"'
         ' camunda:assignee="me" id="fill"')]),
    ("warning", "state", "check", [('<gx:state code="COMPLIANCE_REVIEW" label="审查中"/>', "")]),
    ("error", "state", "check", [('code="COMPLIANCE_REVIEW"', 'code="审查"')]),
    ("warning", "state", "check", [('code="COMPLIANCE_REVIEW"', 'code="DRAFT"')]),
    ("error", "outcome", "granted", [('kind="granted"', 'kind="given"')]),
    ("warning", "outcome", "granted", [('<gx:outcome kind="granted"/>', "")]),
    # the law
    ("error", "passage", "grant", [
        ('<gx:form key="check"/>', '<gx:form key="fill"/>'), (PASSED, "case.legal")]),
]  # fmt: skip


def test_errors_come_before_what_only_reads_badly() -> None:
    both = changed((' name="授权使用"', ""), (' unit="case.platform"', ""))
    assert [each.severity for each in lint(both)] == ["error", "warning"]


def test_the_good_pack_breaks_no_rule() -> None:
    assert found_in(files()) == set()


def test_a_term_that_takes_the_step_away_says_whether_a_right_ends_with_it() -> None:
    both = {("warning", "interrupting", "check_term"), ("warning", "forfeits", "check_term")}
    assert found_in(changed(*INTERRUPTING)) == both
    assert found_in(changed(*INTERRUPTING, lapse("maybe"))) == both


def test_what_takes_the_step_away_leads_to_an_end_with_its_outcome() -> None:
    """A reminder beside the step has none: the case goes on."""
    taken, outcome = INTERRUPTING
    assert ("warning", "outcome", "reminded") in found_in(changed(taken))
    assert ("warning", "outcome", "reminded") not in found_in(changed(taken, outcome))


@pytest.mark.parametrize(
    ("severity", "rule", "element", "changes"),
    CASES,
    ids=[f"{case[1]}-{place}" for place, case in enumerate(CASES)],
)
def test_one_change_breaks_one_rule(
    severity: str, rule: str, element: str, changes: list[Change]
) -> None:
    assert found_in(changed(*changes)) == {(severity, rule, element)}
