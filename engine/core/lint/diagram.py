"""A diagram as it is drawn: what stands in the file, whether it could run or not."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from engine.core.lint.bpmn.document import Document
from engine.core.lint.geometry import Box, Point
from engine.core.lint.problem import Problem

TASKS = frozenset({"userTask", "serviceTask", "callActivity"})
LEVELS = frozenset({"subProcess", "transaction", "adHocSubProcess"})
GATEWAYS = frozenset(
    {"exclusiveGateway", "parallelGateway", "inclusiveGateway", "complexGateway",
     "eventBasedGateway"}
)  # fmt: skip


@dataclass(frozen=True)
class Node:
    """A flow node. `level`: the process or subprocess it stands in; `event`: what triggers it;
    `message`: the name of the message it waits for or sends."""

    id: str
    kind: str
    name: str
    level: str
    gx: Mapping[str, Any] = field(default_factory=dict)
    default: str | None = None
    attached_to: str | None = None
    event: str | None = None
    timer: str | None = None
    calls: str | None = None
    by_event: bool = False
    interrupts: bool = True
    message: str | None = None
    loops: tuple[str, ...] = ()
    #: Of a step that is done once per row: the name of the list and that of the row.
    each: tuple[str, str] | None = None
    #: The names under which a repeated step collects what its rows gave.
    collects: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """What to call it in a sentence."""
        return self.name or self.id


@dataclass(frozen=True)
class Flow:
    """A sequence flow."""

    id: str
    source: str
    target: str
    name: str
    level: str
    condition: str | None = None


@dataclass(frozen=True)
class Lane:
    """An actor's lane and the ids of the nodes in it, in the order of the file."""

    id: str
    name: str
    process: str
    nodes: tuple[str, ...]


@dataclass(frozen=True)
class Drawn:
    """The picture: boxes, label boxes and lines by the id of what they show; `plane`: its sheet."""

    boxes: Mapping[str, Box] = field(default_factory=dict)
    labels: Mapping[str, Box] = field(default_factory=dict)
    lines: Mapping[str, tuple[Point, ...]] = field(default_factory=dict)
    planes: Mapping[str, int] = field(default_factory=dict)
    expanded: frozenset[str] = frozenset()
    upright: frozenset[str] = frozenset()

    def together(self, one: str, other: str) -> bool:
        """Tell whether both are drawn on the same sheet."""
        return self.planes.get(one) == self.planes.get(other)


@dataclass(frozen=True)
class Diagram:
    """One file. `processes`: id -> executable; `links`: associations id -> their two ends;
    `repeated`: ids that occur twice; `torn`: ids of elements with something else than text in an
    expression; `nameless`: flow nodes and flows without an id."""

    file: str
    processes: Mapping[str, bool]
    nodes: Mapping[str, Node]
    flows: Mapping[str, Flow]
    lanes: tuple[Lane, ...]
    notes: Mapping[str, str]
    links: Mapping[str, tuple[str, str]]
    pools: Mapping[str, str]
    drawn: Drawn
    repeated: tuple[str, ...] = ()
    torn: tuple[str, ...] = ()
    nameless: int = 0
    #: The same file element by element, and what the schema of BPMN finds in it.
    document: Document | None = None
    schema: tuple[Problem, ...] = ()

    @property
    def folder(self) -> str:
        """The folder of the pack that it stands in."""
        return self.file.partition("/")[0]

    @cached_property
    def _outgoing(self) -> dict[str, list[Flow]]:
        return _grouped(self.flows, "source")

    @cached_property
    def _incoming(self) -> dict[str, list[Flow]]:
        return _grouped(self.flows, "target")

    @cached_property
    def _attached(self) -> dict[str, list[Node]]:
        found: dict[str, list[Node]] = {}
        for node in self.nodes.values():
            if node.attached_to is not None:
                found.setdefault(node.attached_to, []).append(node)
        return found

    def outgoing(self, node: str) -> list[Flow]:
        """Return the sequence flows that leave `node`."""
        return self._outgoing.get(node, [])

    def incoming(self, node: str) -> list[Flow]:
        """Return the sequence flows that reach `node`."""
        return self._incoming.get(node, [])

    def attached(self, node: str) -> list[Node]:
        """Return the boundary events on `node`."""
        return self._attached.get(node, [])

    def of_kind(self, *kinds: str) -> Iterator[Node]:
        """Yield the nodes of these kinds in the order of the file."""
        return (node for node in self.nodes.values() if node.kind in kinds)

    def levels(self) -> dict[str, list[Node]]:
        """Return the nodes by the process or subprocess they stand in; empty ones included."""
        found: dict[str, list[Node]] = {process: [] for process in self.processes}
        found |= {node.id: [] for node in self.of_kind(*LEVELS)}
        for node in self.nodes.values():
            found.setdefault(node.level, []).append(node)
        return found

    def process_of(self, level: str) -> str:
        """Return the process that `level` stands in, however deep."""
        for _ in range(len(self.nodes) + 1):
            if level not in self.nodes:
                break
            level = self.nodes[level].level
        return level

    def around(self, node: str) -> set[str]:
        """Return the ids of the subprocesses around `node`, from the inside outwards."""
        found: set[str] = set()
        while node in self.nodes and self.nodes[node].level not in found:
            node = self.nodes[node].level
            found.add(node)
        return found

    def error(self, element: str, rule: str, message: str) -> Problem:
        """Return what keeps the diagram from running, or makes it say something untrue."""
        return Problem(self.file, element, rule, message)

    def warning(self, element: str, rule: str, message: str) -> Problem:
        """Return what makes the diagram hard to read."""
        return Problem(self.file, element, rule, message, severity="warning")


def _grouped(flows: Mapping[str, Flow], end: str) -> dict[str, list[Flow]]:
    found: dict[str, list[Flow]] = {}
    for flow in flows.values():
        found.setdefault(getattr(flow, end), []).append(flow)
    return found
