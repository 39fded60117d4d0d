"""Data of one type on both sides: messages, operations, called processes and repeated steps
(BPMN 2.0.2, Clauses 10.3 and 10.5)."""

from collections.abc import Iterable, Iterator

from engine.core.lint.bpmn.document import Document
from engine.core.lint.bpmn.element import Element
from engine.core.lint.bpmn.kinds import EVENTS
from engine.core.lint.problem import Problem

#: What an event of this definition carries -> (attribute that names it, how that names its type).
CARRIED = {
    "messageEventDefinition": ("messageRef", "itemRef"),
    "errorEventDefinition": ("errorRef", "structureRef"),
    "escalationEventDefinition": ("escalationRef", "structureRef"),
    "signalEventDefinition": ("signalRef", "structureRef"),
}
#: The list of a repeated step and its row.
ROWS = (("loopDataInputRef", "inputDataItem"), ("loopDataOutputRef", "outputDataItem"))


def structure_of(document: Document, element: Element | None, by: str = "itemSubjectRef") -> str:
    """Return the structure of what `element` holds, "" when nothing is said of it."""
    for name in ("dataObjectRef", "dataStoreRef"):
        if element is not None and element.get(name) and not element.get(by):
            element = document.find(element.get(name))
    item = document.find(element.get(by)) if element is not None and element.get(by) else None
    return item.get("structureRef") if item is not None else ""


def check_messages_carried(document: Document) -> Iterator[Problem]:
    """Clause 10.3, Tasks: what a task sends or receives is what its message holds."""
    for task in document.of("serviceTask", "sendTask", "receiveTask"):
        operation = document.find(task.get("operationRef"))
        for side, message in _messages(task, operation):
            wanted = structure_of(document, document.find(message), "itemRef")
            given = {structure_of(document, each) for each in _data(task, side)}
            yield from _unequal(document, task, given | {wanted})


def _messages(task: Element, operation: Element | None) -> Iterator[tuple[str, str]]:
    """Pairs of dataInput or dataOutput and the reference of the message that goes through it."""
    if task.get("messageRef"):
        yield "dataInput" if task.kind == "sendTask" else "dataOutput", task.get("messageRef")
    elif operation is not None:
        yield from (("dataInput", each) for each in operation.texts("inMessageRef")[:1])
        yield from (("dataOutput", each) for each in operation.texts("outMessageRef")[:1])


def _data(owner: Element, kind: str) -> list[Element]:
    return [each for io in owner.of("ioSpecification") for each in io.of(kind)]


def check_events_carry(document: Document) -> Iterator[Problem]:
    """Clause 10.5: the data of an event is what its trigger carries, in the same order."""
    for event in document.of(*sorted(EVENTS)):
        data = event.of("dataInput", "dataOutput")
        for each, trigger in zip(data, document.triggers(event), strict=False):
            named, by = CARRIED.get(trigger.kind, ("", ""))
            subject = document.find(trigger.get(named)) if trigger.get(named) else None
            structures = {structure_of(document, each), structure_of(document, subject, by)}
            yield from _unequal(document, event, structures if subject is not None else ())


def check_rows(document: Document) -> Iterator[Problem]:
    """Clause 10.3, Multi-Instance: the row of a repeated step is one entry of its list."""
    for loop in document.of("multiInstanceLoopCharacteristics"):
        for listed, row in ROWS:
            lists = [document.find(each) for each in loop.texts(listed)]
            structures = {structure_of(document, each) for each in [*lists, *loop.of(row)]}
            yield from _unequal(document, loop, structures)
            if any(each.is_true("isCollection") for each in loop.of(row)):
                title = (loop.parent or loop).title
                message = f"“{title}”逐项办理的一项不能又是清单，请改正。"
                yield document.error(loop, "data-type", message)


def check_called_data(document: Document) -> Iterator[Problem]:
    """Clause 10.3: a call takes and returns what the called process of the file declares."""
    for call in document.of("callActivity"):
        called = document.find(call.get("calledElement")) if call.get("calledElement") else None
        if called is None or not call.of("ioSpecification"):
            continue
        for kind in ("dataInput", "dataOutput"):
            ours, theirs = (
                sorted(structure_of(document, each) for each in _data(side, kind))
                for side in (call, called)
            )
            if ours != theirs:
                what = f"“{call.title}”的输入输出与被调用的“{called.title}”不一致"
                yield document.error(call, "data-type", f"{what}，请改成一致。")


def _unequal(document: Document, element: Element, structures: Iterable[str]) -> Iterator[Problem]:
    if len(set(structures) - {""}) > 1:
        owner = element.parent if element.kind.endswith("Characteristics") else element
        message = f"“{(owner or element).title}”的输入输出数据与它所传的内容类型不同，请改成一致。"
        yield document.error(element, "data-type", message)
