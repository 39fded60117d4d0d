"""References and identifiers (BPMN 2.0.2, Clause 8): each leads somewhere."""

from collections.abc import Iterator

from engine.core.lint.bpmn.document import Document
from engine.core.lint.bpmn.element import Element
from engine.core.lint.bpmn.kinds import DEFINITIONS, FLOW_NODES, WORDS
from engine.core.lint.problem import Problem

ITEMS = frozenset(
    {"dataObject", "dataObjectReference", "dataStore", "dataStoreReference", "dataInput",
     "dataOutput", "property", "message", "inputDataItem", "outputDataItem"}
)  # fmt: skip
#: (kind, attribute or child) -> kinds that it may name, from the classes of Clauses 8 to 10. What
#: the flows, lanes and data associations name has rules of its own, in their files.
BY_ATTRIBUTE: dict[tuple[str, str], str] = {
    ("messageEventDefinition", "messageRef"): "message",
    ("signalEventDefinition", "signalRef"): "signal",
    ("errorEventDefinition", "errorRef"): "error",
    ("escalationEventDefinition", "escalationRef"): "escalation",
    ("sendTask", "messageRef"): "message",
    ("receiveTask", "messageRef"): "message",
    ("messageFlow", "messageRef"): "message",
    ("correlationPropertyRetrievalExpression", "messageRef"): "message",
    ("serviceTask", "operationRef"): "operation",
    ("sendTask", "operationRef"): "operation",
    ("receiveTask", "operationRef"): "operation",
    ("ioBinding", "operationRef"): "operation",
    ("ioBinding", "inputDataRef"): "dataInput inputSet",
    ("ioBinding", "outputDataRef"): "dataOutput outputSet",
    ("participant", "processRef"): "process",
    ("process", "definitionalCollaborationRef"): "collaboration",
    ("message", "itemRef"): "itemDefinition",
    ("error", "structureRef"): "itemDefinition",
    ("escalation", "structureRef"): "itemDefinition",
    ("signal", "structureRef"): "itemDefinition",
    ("dataObjectReference", "dataObjectRef"): "dataObject",
    ("dataStoreReference", "dataStoreRef"): "dataStore",
    ("correlationPropertyBinding", "correlationPropertyRef"): "correlationProperty",
    ("correlationSubscription", "correlationKeyRef"): "correlationKey",
    ("resourceParameterBinding", "parameterRef"): "resourceParameter",
    ("group", "categoryValueRef"): "categoryValue",
} | {(kind, "itemSubjectRef"): "itemDefinition" for kind in ITEMS}
BY_CHILD: dict[tuple[str, str], str] = {
    ("operation", "inMessageRef"): "message",
    ("operation", "outMessageRef"): "message",
    ("operation", "errorRef"): "error",
    ("messageEventDefinition", "operationRef"): "operation",
    ("participant", "interfaceRef"): "interface",
    ("participant", "endPointRef"): "endPoint",
    ("partnerEntity", "participantRef"): "participant",
    ("partnerRole", "participantRef"): "participant",
    ("participantAssociation", "innerParticipantRef"): "participant",
    ("participantAssociation", "outerParticipantRef"): "participant",
    ("correlationKey", "correlationPropertyRef"): "correlationProperty",
    ("inputSet", "dataInputRefs"): "dataInput",
    ("inputSet", "optionalInputRefs"): "dataInput",
    ("inputSet", "whileExecutingInputRefs"): "dataInput",
    ("inputSet", "outputSetRefs"): "outputSet",
    ("outputSet", "dataOutputRefs"): "dataOutput",
    ("outputSet", "optionalOutputRefs"): "dataOutput",
    ("outputSet", "whileExecutingOutputRefs"): "dataOutput",
    ("outputSet", "inputSetRefs"): "inputSet",
    ("potentialOwner", "resourceRef"): "resource",
    ("performer", "resourceRef"): "resource",
    ("humanPerformer", "resourceRef"): "resource",
    ("resourceRole", "resourceRef"): "resource",
    ("process", "supports"): "process",
}
#: Empty where nothing is named yet, as editors write it.
MAY_BE_EMPTY = frozenset({"processRef"})


def check_references(document: Document) -> Iterator[Problem]:
    """Each reference leads to an element of the kind that it should."""
    for (kind, name), wanted in BY_ATTRIBUTE.items():
        for each in document.of(kind):
            value = each.attributes.get(name)
            if value is not None and (value or name not in MAY_BE_EMPTY):
                yield from _resolve(document, each, value, name, set(wanted.split()))
    for (kind, name), wanted in BY_CHILD.items():
        for each in document.of(kind):
            for value in each.texts(name):
                yield from _resolve(document, each, value, name, set(wanted.split()))


def check_event_references(document: Document) -> Iterator[Problem]:
    """Clause 10.5: an event refers to event definitions, and undoes an activity."""
    for each in document.of("eventDefinitionRef"):
        yield from _resolve(document, each, each.text, "eventDefinitionRef", set(DEFINITIONS))
    for each in document.of("compensateEventDefinition"):
        if each.get("activityRef"):
            yield from _resolve(
                document, each, each.get("activityRef"), "activityRef", set(FLOW_NODES)
            )


def _resolve(
    document: Document, element: Element, value: str, name: str, wanted: set[str]
) -> Iterator[Problem]:
    found = document.find(value)
    owner = next(
        (each for each in (element, *element.up()) if each.get("name") or each.id), element
    )
    words = (
        "或".join(WORDS.get(each, each) for each in sorted(wanted)) if len(wanted) < 3 else "内容"
    )
    if document.is_foreign(value):
        message = (
            f"“{owner.title}”引用了另一个文件里的“{value}”，系统不读引入的文件，请画在本图中。"
        )
        yield document.error(element, "reference-outside", message)
    elif found is None:
        message = f"“{owner.title}”引用的{words}“{value}”不存在，请重新选择（{name}）。"
        yield document.error(element, "reference", message)
    elif found.kind not in wanted:
        message = f"“{owner.title}”的 {name} 应当是{words}，“{value}”却不是，请重新选择。"
        yield document.error(element, "reference-kind", message)


def check_imports(document: Document) -> Iterator[Problem]:
    """Clause 8, Import: an import names another file; the program reads none."""
    for each in document.of("import"):
        remedy = "系统不读引入的文件，请删去引入，把内容画在本图中"
        message = f"文件要引入“{each.get('location')[:60]}”，{remedy}。"
        yield document.warning(each, "import", message)


def check_association_ends(document: Document) -> Iterator[Problem]:
    """Clause 8, Artifacts: an association has two ends, and both exist."""
    for each in document.of("association"):
        for side in ("sourceRef", "targetRef"):
            if document.find(each.get(side)) is None:
                message = f"关联“{each.title}”有一端没有接到任何东西，请接好或者删去。"
                yield document.error(each, "association", message)


def check_identifiers(document: Document) -> Iterator[Problem]:
    """Clause 8, BaseElement: an id occurs once in the whole file, the picture included."""
    seen: dict[str, Element] = {}
    for each in document.every:
        if each.id and seen.setdefault(each.id, each) is not each:
            message = f"编号“{each.id}”用了不止一次（第{each.line}行又有），请改成不同的编号。"
            yield document.error(each, "id-twice", message)
