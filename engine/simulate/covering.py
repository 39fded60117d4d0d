"""What the scenarios of a process walk of its diagrams, and what none of them does."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from engine.core.pack import read_pack
from engine.core.workflow.parser import read_xml
from engine.queries.diagram import Level
from engine.sentence import say
from engine.simulate.trying import Outcome

WALKED, MISSED = "walked", "missed"


@dataclass(frozen=True)
class FlowLine:
    """A sequence flow: from which element to which, by their names, and what it is called.
    `scenarios`: paths of those that walk it."""

    id: str
    process: str
    source: str
    target: str
    name: str
    scenarios: tuple[str, ...]


@dataclass(frozen=True)
class CoverageView:
    """The diagrams of a process, the process itself first, with every flow walked or missed."""

    process: str
    title: str
    levels: tuple[Level, ...]
    flows: tuple[FlowLine, ...]

    @property
    def missed(self) -> tuple[FlowLine, ...]:
        """The flows that no scenario walks."""
        return tuple(each for each in self.flows if not each.scenarios)

    def walked_by(self, path: str) -> tuple[FlowLine, ...]:
        """The flows that the scenario at `path` walks."""
        return tuple(each for each in self.flows if path in each.scenarios)


def coverage_view(
    files: Mapping[str, bytes], process: str, outcomes: Iterable[Outcome]
) -> CoverageView:
    """Return what `outcomes` walked of the diagrams of `process` as they stand in `files`.

    Raises PackError when the pack cannot be read, NotFound when it has no such process.
    """
    pack = read_pack(files)
    title = pack.process(process).title
    blueprint = pack.blueprint(process)
    walkers = _walkers(outcomes)
    drawn = [process, *(each for each in blueprint.flows_by_process if each != process)]
    flows = [
        flow
        for each in drawn
        for flow in _flows(files[blueprint.specs[each].file], each, walkers)
        if flow.id in blueprint.flows_by_process[each]
    ]
    levels = tuple(
        Level(
            each,
            blueprint.specs[each].description or title,
            files[blueprint.specs[each].file].decode(),
            {flow.id: _mark(flow) for flow in flows if flow.process == each},
        )
        for each in drawn
        if each in blueprint.specs
    )
    return CoverageView(process, title, levels, tuple(flows))


def _mark(flow: FlowLine) -> dict[str, str]:
    return {"state": WALKED if flow.scenarios else MISSED, "note": ""}


def _walkers(outcomes: Iterable[Outcome]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for outcome in outcomes:
        for flow in outcome.flows:
            found.setdefault(flow, []).append(outcome.path)
    return found


def _flows(content: bytes, process: str, walkers: Mapping[str, list[str]]) -> list[FlowLine]:
    root = read_xml(content)
    names = {node.get("id"): _name(node) for node in root.iter("{*}*")}
    return [
        FlowLine(
            node.get("id", ""), process, names.get(node.get("sourceRef"), ""),
            names.get(node.get("targetRef"), ""), node.get("name") or "",
            tuple(walkers.get(node.get("id", ""), ())),
        )
        for node in root.iter("{*}sequenceFlow")
    ]  # fmt: skip


def _name(node: Any) -> str:
    """What an element is called; gateways that only join have no name on a drawing."""
    joins = str(node.tag).endswith("Gateway")
    return node.get("name") or (say("汇合") if joins else node.get("id") or "")
