"""Reads diagrams: BPMN with the extensions of our own namespace, and only what we can run."""

from threading import Lock
from typing import Any, ClassVar

from lxml import etree
from SpiffWorkflow.bpmn.parser.BpmnParser import BpmnParser, BpmnValidator, full_tag
from SpiffWorkflow.bpmn.parser.event_parsers import EventBasedGatewayParser
from SpiffWorkflow.bpmn.parser.TaskParser import TaskParser
from SpiffWorkflow.bpmn.specs.defaults import UserTask

from engine.core.workflow.elements import EffectTask, TermTimer
from engine.core.workflow.events import FirstEvent
from engine.core.workflow.rows import AllRows, RowAfterRow

GX = "urn:gongxiang:bpmn:1"

#: Elements that the engine parses but that we refuse: they would do nothing, or run code.
REFUSED = ("scriptTask", "task", "manualTask", "sendTask", "receiveTask", "adHocSubProcess",
           "transaction", "inclusiveGateway")  # fmt: skip
#: What may not stand in an element: it would repeat without end, or change the data unseen.
REFUSED_INSIDE = ("standardLoopCharacteristics", "ioSpecification", "dataInputAssociation",
                  "dataOutputAssociation",
                  "multiInstanceLoopCharacteristics/bpmn:loopCardinality")  # fmt: skip


class GxParsing:
    """Puts our extensions on every spec and our timer into every timer event."""

    node: Any
    xpath: Any
    task: Any
    process_parser: Any

    PARALLEL_MI_CLASS = AllRows
    SEQUENTIAL_MI_CLASS = RowAfterRow

    def parse_node(self) -> Any:
        """Return the spec of the element; what we cannot run as drawn is refused."""
        for kind in REFUSED_INSIDE:
            if self.xpath(f"./bpmn:{kind}"):
                self.raise_refusal(f"不能使用 {kind.rpartition(':')[2]}")
        return super().parse_node()  # type: ignore[misc]

    def parse_extensions(self, node: Any = None) -> dict[str, Any]:
        """Return {"gx": {...}} as `read_gx` gives it."""
        return {"gx": read_gx(self.node)}

    def parse_timer_event(self, event: Any) -> TermTimer:
        """Return our timer with the expression of the drawn one."""
        drawn = super().parse_timer_event(event)  # type: ignore[misc]
        if type(drawn).__name__ != "TimeDateEventDefinition":
            self.raise_refusal("计时器请写成 timeDate，例如 working_days(5)")
        return TermTimer(drawn.name, drawn.expression, description=drawn.description)

    def connect_outgoing(self, outgoing: Any, flow: Any, is_default: bool) -> None:
        """Connect as drawn and remember the flow's id by its two ends."""
        super().connect_outgoing(outgoing, flow, is_default)  # type: ignore[misc]
        flows = self.process_parser.parser.flows
        flows[(flow.get("sourceRef"), flow.get("targetRef"))] = flow.get("id")

    def raise_refusal(self, message: str) -> None:
        """Raise the parser's own error with `message`."""
        self.raise_validation_exception(message)  # type: ignore[attr-defined]


def _with_gx(parser: type, spec: type) -> tuple[type, type]:
    return type(f"Gx{parser.__name__}", (GxParsing, parser), {}), spec


class GxParser(BpmnParser):  # type: ignore[misc]
    """The parser of our diagrams. `flows` maps (source, target) to the id of a sequence flow."""

    PARSER_CLASSES: ClassVar[dict[str, tuple[type, type]]] = {
        tag: _with_gx(*classes)
        for tag, classes in BpmnParser.PARSER_CLASSES.items()
        if tag not in {full_tag(name) for name in REFUSED}
    }
    OVERRIDE_PARSER_CLASSES: ClassVar[dict[str, tuple[type, type]]] = {
        full_tag("userTask"): _with_gx(TaskParser, UserTask),
        full_tag("serviceTask"): _with_gx(TaskParser, EffectTask),
        full_tag("eventBasedGateway"): _with_gx(EventBasedGatewayParser, FirstEvent),
    }

    def __init__(self) -> None:
        super().__init__(validator=the_validator())
        self.flows: dict[tuple[str, str], str] = {}


#: The compiled schema keeps its last errors in itself: one diagram at a time.
ONE_AT_A_TIME = Lock()


class Validator(BpmnValidator):  # type: ignore[misc]
    """The schema of BPMN, which all threads share."""

    def validate(self, bpmn: Any, filename: str | None = None) -> None:
        """Raise ValidationException when `bpmn`, an lxml element, does not keep to the schema."""
        with ONE_AT_A_TIME:
            super().validate(bpmn, filename)


_VALIDATORS: list[Validator] = []


def the_validator() -> Validator:
    """Return the schema, compiled once: it takes longer than parsing a diagram."""
    if not _VALIDATORS:
        _VALIDATORS.append(Validator())
    return _VALIDATORS[0]


def read_xml(content: bytes) -> Any:
    """Parse `content` without entities, DTDs or network; raise XMLSyntaxError if it is no XML."""
    safe = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    return etree.fromstring(content, safe)


def processes_in(content: bytes) -> list[str]:
    """Return the ids of the processes drawn in a file; none when it is no XML."""
    return list(named_processes(content))


def named_processes(content: bytes) -> dict[str, str]:
    """Return id -> name of the processes drawn in a file; none when it is no XML."""
    try:
        root = read_xml(content)
    except (etree.XMLSyntaxError, ValueError):
        return {}
    return {each.get("id", ""): each.get("name", "") for each in root.iter(full_tag("process"))}


def calls_in(content: bytes) -> list[str]:
    """Return the ids of the processes that a file calls; none when it is no XML."""
    try:
        root = read_xml(content)
    except (etree.XMLSyntaxError, ValueError):
        return []
    return [each.get("calledElement", "") for each in root.iter(full_tag("callActivity"))]


def read_gx(node: Any) -> dict[str, Any]:
    """Return our extensions of an element as plain dicts, {} when it has none.

    {"assignment": {...}, "form": {...}, "effect": {"name": …, "params": {name: expression}}, …}
    """
    found: dict[str, Any] = {}
    for child in node.findall(f"{full_tag('extensionElements')}/{{{GX}}}*"):
        name = etree.QName(child).localname
        found[name] = dict(child.attrib)
        if name in ("effect", "lookup"):
            found[name]["params"] = {
                param.get("name"): param.get("value") for param in child.findall(f"{{{GX}}}param")
            }
    return found
