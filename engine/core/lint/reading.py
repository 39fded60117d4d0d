"""From the bytes of a BPMN file to a `Diagram`, whatever stands in them."""

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from lxml import etree

from engine.core.lint import limits
from engine.core.lint.bpmn import read_document, read_schema_problems
from engine.core.lint.diagram import GATEWAYS, LEVELS, TASKS, Diagram, Flow, Lane, Node
from engine.core.lint.picture import read_picture
from engine.core.lint.unreadable import why_unreadable
from engine.core.workflow.parser import GX, read_gx, read_xml
from engine.errors import PackError

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
FLOW_NODES = (
    TASKS
    | LEVELS
    | GATEWAYS
    | {"task", "scriptTask", "manualTask", "sendTask", "receiveTask", "businessRuleTask",
       "startEvent", "endEvent", "intermediateCatchEvent", "intermediateThrowEvent",
       "boundaryEvent"}
)  # fmt: skip
LOOPS = ("loopCardinality", "completionCondition", "loopCondition")
TEXTS = (*LOOPS, "conditionExpression", "timeDate", "loopDataInputRef", "loopDataOutputRef",
         "flowNodeRef")  # fmt: skip


#: An editor asks again and again about a pack in which one file has changed.
@lru_cache(maxsize=48)
def read_diagram(file: str, content: bytes) -> Diagram:
    """Read a diagram. Raises PackError in Chinese when it is too large or no BPMN."""
    root = _root(file, content)
    every = list(root.iter(f"{{{BPMN}}}*"))
    nodes = [_node(each) for each in every if _kind(each) in FLOW_NODES]
    flows = [_flow(each) for each in _all(every, "sequenceFlow")]
    _refuse_crowd(file, len(nodes), len(flows))
    return Diagram(
        file=file,
        processes={_id(each): _executable(each) for each in _all(every, "process")},
        nodes={each.id: each for each in nodes if each.id},
        flows={each.id: each for each in flows if each.id},
        lanes=tuple(_lane(each) for each in _all(every, "lane") if _is_leaf(each)),
        notes={_id(each): _text(each, "text") or "" for each in _all(every, "textAnnotation")},
        links={_id(each): _ends(each) for each in _all(every, "association")},
        pools={_id(each): each.get("processRef", "") for each in _all(every, "participant")},
        drawn=read_picture(file, root),
        repeated=_repeated(every),
        torn=_torn(every),
        nameless=sum(not each.id for each in nodes) + sum(not each.id for each in flows),
        document=read_document(file, root),
        schema=read_schema_problems(file, root),
    )


def _root(file: str, content: bytes) -> Any:
    if len(content) > limits.MAX_FILE:
        raise PackError(f"{file}：文件过大，流程图不得超过{limits.MAX_FILE // 1000}千字节。")
    try:
        root = read_xml(content)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise PackError(
            f"{file}：不是完整的XML文件，请重新导出流程图（{why_unreadable(error)}）。"
        ) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise PackError(f"{file}：文件中有DOCTYPE声明，请删去后重新导入。")
    if root.tag != f"{{{BPMN}}}definitions":
        raise PackError(f"{file}：不是BPMN 2.0流程图，请用流程设计器重新保存。")
    _refuse_bulk(file, root)
    return root


def _refuse_bulk(file: str, root: Any) -> None:
    """Many elements cost time, and so do many attributes of one: the schema compares them all."""
    for count, each in enumerate(root.iter("{*}*")):
        if count > limits.MAX_XML:
            raise PackError(f"{file}：流程图过于庞大，请拆成几张图。")
        if len(each.attrib) > limits.MAX_ATTRIBUTES:
            where = f"第{each.sourceline}行"
            raise PackError(f"{file}：{where}的标签有{len(each.attrib)}个属性，请重新导出流程图。")


def _refuse_crowd(file: str, nodes: int, flows: int) -> None:
    if nodes > limits.MAX_NODES or flows > limits.MAX_FLOWS:
        raise PackError(f"{file}：图中有{nodes}个环节、{flows}条连线，过于庞大，请拆成几张图。")


def _kind(element: Any) -> str:
    return str(etree.QName(element).localname)


def _all(elements: Sequence[Any], kind: str) -> list[Any]:
    return [each for each in elements if _kind(each) == kind]


def _executable(process: Any) -> bool:
    return bool(process.get("isExecutable") != "false")


def _id(element: Any) -> str:
    return str(element.get("id", ""))


def _ends(element: Any) -> tuple[str, str]:
    return element.get("sourceRef", ""), element.get("targetRef", "")


def _children(element: Any, kind: str) -> list[Any]:
    return list(element.iterchildren(f"{{{BPMN}}}{kind}"))


def _text(element: Any, kind: str) -> str | None:
    found = next(element.iter(f"{{{BPMN}}}{kind}"), None)
    return None if found is None else "".join(found.itertext()).strip()


def _name(element: Any) -> str:
    return " ".join(element.get("name", "").split())


def _level(element: Any) -> str:
    return _id(element.getparent())


def _node(element: Any) -> Node:
    kind = _kind(element)
    return Node(
        id=_id(element),
        kind=kind,
        name=_name(element),
        level=_level(element),
        gx=read_gx(element),
        default=element.get("default"),
        attached_to=element.get("attachedToRef") if kind == "boundaryEvent" else None,
        event=_event(element),
        timer=_text(element, "timeDate") if _event(element) == "timer" else None,
        calls=element.get("calledElement"),
        by_event=element.get("triggeredByEvent") == "true",
        interrupts=element.get("cancelActivity") != "false",
        message=_message(element),
        loops=_loops(element),
        each=_each(element),
        collects=_collects(element),
        foreign=_foreign(element),
    )


def _event(element: Any) -> str | None:
    kinds = [_kind(each) for each in element.iterchildren(f"{{{BPMN}}}*")]
    found = [each.removesuffix("EventDefinition") for each in kinds if each.endswith("Definition")]
    return found[0] if found else None


def _message(element: Any) -> str | None:
    """The name of the message, looked up where the file declares it."""
    for event in _children(element, "messageEventDefinition"):
        for each in element.getroottree().getroot().iterchildren(f"{{{BPMN}}}message"):
            if each.get("id") == event.get("messageRef"):
                return str(each.get("name", ""))
        return ""
    return None


def _loops(element: Any) -> tuple[str, ...]:
    own = [
        each
        for each in element.iterchildren(f"{{{BPMN}}}*")
        if _kind(each).endswith("LoopCharacteristics")
    ]
    return tuple(text for each in own for kind in LOOPS if (text := _text(each, kind)))


def _each(element: Any) -> tuple[str, str] | None:
    for loop in _children(element, "multiInstanceLoopCharacteristics"):
        rows = _text(loop, "loopDataInputRef")
        for item in _children(loop, "inputDataItem"):
            return (rows or "", _id(item))
    return None


def _collects(element: Any) -> tuple[str, ...]:
    loops = _children(element, "multiInstanceLoopCharacteristics")
    outputs = (_text(each, "loopDataOutputRef") for each in loops)
    items = (_id(item) for each in loops for item in _children(each, "outputDataItem"))
    return tuple(name for name in (*outputs, *items) if name)


def _foreign(element: Any) -> tuple[str, ...]:
    """Settings of other products: their names, of attributes and of extension elements."""
    attributes = [name for name in element.attrib if name.startswith("{")]
    inner = [
        str(child.tag)
        for holder in _children(element, "extensionElements")
        for child in holder.iterchildren("*")
        if not str(child.tag).startswith(f"{{{GX}}}")
    ]
    return tuple(sorted({etree.QName(name).localname for name in [*attributes, *inner]}))


def _flow(element: Any) -> Flow:
    source, target = _ends(element)
    condition = _text(element, "conditionExpression")
    return Flow(_id(element), source, target, _name(element), _level(element), condition)


def _is_leaf(lane: Any) -> bool:
    return not _children(lane, "childLaneSet")


def _lane(element: Any) -> Lane:
    process = next(element.iterancestors(f"{{{BPMN}}}process"), None)
    refs = tuple("".join(each.itertext()).strip() for each in _children(element, "flowNodeRef"))
    return Lane(_id(element), _name(element), "" if process is None else _id(process), refs)


def _torn(elements: Sequence[Any]) -> tuple[str, ...]:
    broken = [each for each in elements if _kind(each) in TEXTS and len(each)]
    named = (next(e.iterancestors("{*}sequenceFlow", *_NAMED), e.getparent()) for e in broken)
    return tuple(dict.fromkeys(_id(each) for each in named))


_NAMED = tuple(f"{{*}}{kind}" for kind in sorted(FLOW_NODES | {"lane"}))


def _repeated(elements: Sequence[Any]) -> tuple[str, ...]:
    counted = Counter(_id(each) for each in elements if _id(each))
    return tuple(sorted(each for each, count in counted.items() if count > 1))
