"""Diagrams in a few words, and what the structural rules of BPMN say of them."""

from engine.core.lint.bpmn.checking import structure_of
from engine.core.lint.reading import read_diagram

SPACES = (
    'xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"'
    ' xmlns:di="http://www.omg.org/spec/BPMN/20100524/DI"'
    ' xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"'
    ' xmlns:dd="http://www.omg.org/spec/DD/20100524/DI"'
    ' xmlns:t="urn:t" xmlns:other="urn:other"'
)
#: What BPMN allows, and is told nevertheless.
ALLOWED = {"import"}
START, TASK, END = '<startEvent id="s"/>', '<userTask id="u"/>', '<endEvent id="e"/>'


def flow(source: str, target: str, inner: str = "", more: str = "") -> str:
    """A sequence flow called source_target."""
    ends = f'id="{source}_{target}" sourceRef="{source}" targetRef="{target}"'
    return f"<sequenceFlow {ends} {more}>{inner}</sequenceFlow>"


STRAIGHT = START + TASK + END + flow("s", "u") + flow("u", "e")


def file(body: str, beside: str = "", process: str = 'isExecutable="true"') -> bytes:
    """A file with the process `p` and what stands beside it."""
    inner = f'<process id="p" {process}>{body}</process>{beside}'
    return f'<definitions {SPACES} id="d" targetNamespace="urn:t">{inner}</definitions>'.encode()


def found(content: bytes) -> set[tuple[str, str]]:
    """The (rule, element) of every structural finding; what breaks BPMN is an error."""
    document = read_diagram("p.bpmn", content).document
    assert document is not None
    problems = list(structure_of(document))
    assert all((each.severity == "warning") is (each.rule in ALLOWED) for each in problems)
    return {(each.rule, each.element) for each in problems}


def schema_of(content: bytes) -> list[tuple[str, str]]:
    """The (element, message) of what the schema finds."""
    return [(each.element, each.message) for each in read_diagram("p.bpmn", content).schema]
