"""A small pack that breaks no rule, and copies of it with something changed."""

from pathlib import Path

from engine.core.lint import lint

HERE = Path(__file__).parent / "pack"
DIAGRAM = "good/good.bpmn"

Change = tuple[str, str]


def files(root: Path = HERE) -> dict[str, bytes]:
    """The files of a pack by path."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file()
    }


def changed(*changes: Change, path: str = DIAGRAM) -> dict[str, bytes]:
    """The good pack with each (old, new) replaced in one of its files, once."""
    found = files()
    text = found[path].decode()
    for old, new in changes:
        assert text.count(old) >= 1, f"{old!r} is not in {path}"
        text = text.replace(old, new, 1)
    return found | {path: text.encode()}


def drawn(element: str, x: int, y: int, width: int = 100, height: int = 80) -> Change:
    """A shape to add for a new `element`."""
    shape = (
        f'<bpmndi:BPMNShape id="{element}_di" bpmnElement="{element}">'
        f'<dc:Bounds x="{x}" y="{y}" width="{width}" height="{height}"/></bpmndi:BPMNShape>'
    )
    return "</bpmndi:BPMNPlane>", shape + "</bpmndi:BPMNPlane>"


def line(flow: str, *points: tuple[int, int]) -> Change:
    """A line to add for a new `flow`."""
    bends = "".join(f'<di:waypoint x="{x}" y="{y}"/>' for x, y in points)
    edge = f'<bpmndi:BPMNEdge id="{flow}_di" bpmnElement="{flow}">{bends}</bpmndi:BPMNEdge>'
    return "</bpmndi:BPMNPlane>", edge + "</bpmndi:BPMNPlane>"


def added(xml: str) -> Change:
    """Elements to add to the process."""
    return '<bpmn:textAnnotation id="law">', f'{xml}<bpmn:textAnnotation id="law">'


def in_lane(*elements: str) -> Change:
    """Elements to list in the platform's lane."""
    refs = "".join(f"<bpmn:flowNodeRef>{each}</bpmn:flowNodeRef>" for each in elements)
    ref = "<bpmn:flowNodeRef>reminded</bpmn:flowNodeRef>"
    return ref, ref + refs


def flow(key: str, source: str, target: str, name: str = "", condition: str = "") -> str:
    """A sequence flow."""
    inner = f"<bpmn:conditionExpression>{condition}</bpmn:conditionExpression>" * bool(condition)
    ends = f'sourceRef="{source}" targetRef="{target}"'
    return f'<bpmn:sequenceFlow id="{key}" name="{name}" {ends}>{inner}</bpmn:sequenceFlow>'


def found_in(pack: dict[str, bytes]) -> set[tuple[str, str, str]]:
    """What the checks say of a pack: (severity, rule, element)."""
    return {(each.severity, each.rule, each.element) for each in lint(pack)}


def process(body: str, key: str = "p") -> bytes:
    """A diagram that is not drawn, of one process."""
    space = 'xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"'
    return (
        f'<bpmn:definitions {space} xmlns:gx="urn:gongxiang:bpmn:1" targetNamespace="urn:test">'
        f'<bpmn:process id="{key}" isExecutable="true">{body}</bpmn:process></bpmn:definitions>'
    ).encode()
