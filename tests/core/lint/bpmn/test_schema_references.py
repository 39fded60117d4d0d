"""Every reference that the schema of the OMG knows is followed, or stands in the list of those that
another rule follows or that nothing heeds."""

from pathlib import Path

import pytest
import SpiffWorkflow
from lxml import etree

from engine.core.lint.bpmn.document import read_document
from engine.core.lint.bpmn.references import check_references
from tests.core.lint.bpmn.sketches import SPACES

XS = "{http://www.w3.org/2001/XMLSchema}"
(SCHEMA,) = Path(SpiffWorkflow.__file__).parent.rglob("Semantic.xsd")
TYPES = ("xsd:QName", "xsd:IDREF")
#: Abstract in the specification, not in the schema: no file has them.
ABSTRACT = frozenset(
    {"activity", "callableElement", "catchEvent", "choreographyActivity", "conversationNode",
     "dataAssociation", "flowElement", "flowNode", "throwEvent"}
)  # fmt: skip
#: Followed by a rule of their own: flows, lanes, data associations, boundary events, links …
ELSEWHERE = {
    ("association", "sourceRef"), ("association", "targetRef"), ("boundaryEvent", "attachedToRef"),
    ("callActivity", "calledElement"), ("compensateEventDefinition", "activityRef"),
    ("lane", "flowNodeRef"),
    ("linkEventDefinition", "source"), ("linkEventDefinition", "target"),
    ("messageFlow", "sourceRef"), ("messageFlow", "targetRef"), ("sequenceFlow", "sourceRef"),
    ("sequenceFlow", "targetRef"), ("complexGateway", "default"), ("exclusiveGateway", "default"),
    ("inclusiveGateway", "default"),
}  # fmt: skip
#: Choreographies and conversations, which are refused, and what names things outside BPMN.
UNHEEDED = {
    ("callChoreography", "calledChoreographyRef"), ("callConversation", "calledCollaborationRef"),
    ("choreographyTask", "messageFlowRef"), ("collaboration", "choreographyRef"),
    ("conversationAssociation", "innerConversationNodeRef"),
    ("conversationAssociation", "outerConversationNodeRef"), ("conversationLink", "sourceRef"),
    ("conversationLink", "targetRef"), ("globalChoreographyTask", "initiatingParticipantRef"),
    ("messageFlowAssociation", "innerMessageFlowRef"),
    ("messageFlowAssociation", "outerMessageFlowRef"), ("correlationProperty", "type"),
    ("extension", "definition"), ("formalExpression", "evaluatesToTypeRef"),
    ("interface", "implementationRef"), ("itemDefinition", "structureRef"),
    ("lane", "partitionElementRef"), ("operation", "implementationRef"),
    ("resourceParameter", "type"), ("relationship", "source"), ("relationship", "target"),
    ("multiInstanceLoopCharacteristics", "oneBehaviorEventRef"),
    ("multiInstanceLoopCharacteristics", "noneBehaviorEventRef"),
    ("multiInstanceLoopCharacteristics", "loopDataInputRef"),
    ("multiInstanceLoopCharacteristics", "loopDataOutputRef"),
}  # fmt: skip
#: Elements without references of their own in the schema, which inherit these.
INHERITED = {
    ("potentialOwner", "resourceRef"), ("performer", "resourceRef"),
    ("humanPerformer", "resourceRef"), ("inputDataItem", "itemSubjectRef"),
    ("outputDataItem", "itemSubjectRef"),
}  # fmt: skip


def in_schema() -> set[tuple[str, str]]:
    """The (element, reference) pairs of the elements that are not abstract."""
    root = etree.parse(str(SCHEMA)).getroot()
    types = {each.get("name"): each for each in root.findall(f"{XS}complexType")}
    found = set()
    for element in root.findall(f"{XS}element"):
        known = types.get(element.get("type"))
        if known is None or element.get("abstract") == "true":
            continue
        inner = (*known.iter(f"{XS}attribute"), *known.iter(f"{XS}element"))
        found |= {
            (str(element.get("name")), str(e.get("name"))) for e in inner if e.get("type") in TYPES
        }
    return {each for each in found if each[0] not in ABSTRACT}


FOLLOWED = sorted((in_schema() | INHERITED) - ELSEWHERE - UNHEEDED)


def rules_of(inner: str) -> set[str]:
    root = etree.fromstring(f'<definitions {SPACES} targetNamespace="urn:t">{inner}</definitions>')
    return {each.rule for each in check_references(read_document("p.bpmn", root))}


def test_the_lists_hold_nothing_else() -> None:
    assert in_schema() >= ELSEWHERE | UNHEEDED


@pytest.mark.parametrize(("kind", "name"), FOLLOWED)
def test_a_reference_is_followed(kind: str, name: str) -> None:
    as_attribute = rules_of(f'<{kind} id="x" {name}="no"/>')
    as_child = rules_of(f'<{kind} id="x"><{name}>no</{name}></{kind}>')
    assert {"reference"} in (as_attribute, as_child)


@pytest.mark.parametrize(
    ("reference", "target"),
    [
        ('<ioBinding operationRef="o" inputDataRef="x"/>', '<inputSet id="x"/>'),
        ('<ioBinding operationRef="o" inputDataRef="x"/>', '<dataInput id="x"/>'),
        ('<ioBinding operationRef="o" outputDataRef="x"/>', '<outputSet id="x"/>'),
        ('<ioBinding operationRef="o" outputDataRef="x"/>', '<dataOutput id="x"/>'),
        ('<participant processRef=""/>', ""),
        ('<participant processRef="t:x"/>', '<process id="x"/>'),
    ],
)
def test_what_may_be_named_is_named(reference: str, target: str) -> None:
    assert rules_of(f'{reference}{target}<operation id="o"/>') == set()


@pytest.mark.parametrize(
    ("named", "rule"), [("other:m", "reference-outside"), ("odd:m", "reference"), ("", "reference")]
)
def test_a_prefix_that_is_not_declared_leads_nowhere(named: str, rule: str) -> None:
    assert rules_of(f'<receiveTask messageRef="{named}"/>') == {rule}
