"""A process as drawn, with everything it calls: parsed once, never changed, shared by all cases."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from lxml.etree import XMLSyntaxError
from SpiffWorkflow.bpmn.parser.ValidationException import ValidationException

from engine.core.workflow.events import definition_in
from engine.core.workflow.growth import MAX_FORESEEN, foreseen
from engine.core.workflow.machine import Machine
from engine.core.workflow.parser import GxParser, read_xml
from engine.core.workflow.rows import listen_to_rows
from engine.core.workflow.terms import STATUTORY_RECEIPT, ReceiptRule
from engine.errors import PackError


@dataclass(frozen=True)
class Element:
    """A drawn flow node: which process it stands in, what it is, what it says."""

    id: str
    process: str
    kind: str
    name: str
    lane: str | None
    gx: Mapping[str, Any]
    timer: str | None = None
    attached_to: str | None = None
    interrupting: bool = False
    file: str = ""
    conditions: tuple[str, ...] = ()
    calls: str | None = None


class Blueprint:
    """What a case of a process needs to run."""

    def __init__(
        self,
        process: str,
        files: Mapping[str, bytes],
        receipt: ReceiptRule = STATUTORY_RECEIPT,
    ) -> None:
        """Parse `process` and what it calls from `files` (path -> BPMN); its terms begin by
        `receipt`.

        Raises PackError naming the file and the element when a diagram cannot be run.
        """
        self.process = process
        self.receipt = receipt
        parser = GxParser()
        try:
            for path in sorted(files):
                parser.add_bpmn_xml(read_xml(files[path]), path)
            self.spec = parser.get_spec(process)
            self.inner = parser.get_subprocess_specs(process)
        except (ValidationException, XMLSyntaxError) as error:
            raise PackError(f"流程图无法解析：{error}", problems=[str(error)]) from error
        self.flows = dict(parser.flows)
        _refuse_growth(self.specs.values())
        listen_to_rows(self.specs.values())

    def machine(self, _process: str | None = None) -> Machine:
        """Return an empty machine, for `document.load` to fill."""
        machine = Machine(self.spec, self.inner, deserializing=True)
        machine.flows = self.flows
        return machine

    @cached_property
    def specs(self) -> dict[str, Any]:
        """Every level's spec by name."""
        return {self.spec.name: self.spec, **self.inner}

    @cached_property
    def flows_by_process(self) -> dict[str, set[str]]:
        """The ids of all sequence flows by the level (process or subprocess) they stand in."""
        found: dict[str, set[str]] = {}
        for (source, _), flow in self.flows.items():
            if source in self.elements:
                found.setdefault(self.top_of(self.elements[source].process), set()).add(flow)
        return found

    def top_of(self, level: str) -> str:
        """Return the process that an embedded subprocess `level` stands in."""
        while level in self.elements and self.elements[level].kind == "SubWorkflowTask":
            level = self.elements[level].process
        return level

    @cached_property
    def repeated(self) -> frozenset[str]:
        """The ids of the activities that are gone through once for each row of a list."""
        specs = (spec for level in self.specs.values() for spec in level.task_specs.values())
        return frozenset(spec.bpmn_id for spec in specs if hasattr(spec, "task_spec"))

    def is_repeated(self, element: str) -> bool:
        """Tell whether a step, or an activity around it, is gone through once for each row."""
        while element in self.elements:
            if element in self.repeated:
                return True
            element = self.elements[element].process
        return False

    @cached_property
    def elements(self) -> dict[str, Element]:
        """Every drawn element by id; ids are unique in a bundle."""
        return {element.id: element for element in self._elements()}

    def _elements(self) -> Iterator[Element]:
        for name, level in self.specs.items():
            for spec in level.task_specs.values():
                if spec.bpmn_id is not None:
                    yield _element(spec, name, level.file or "")


def _refuse_growth(specs: Iterable[Any]) -> None:
    for spec in specs:
        if foreseen(spec) > MAX_FORESEEN:
            name = spec.description or spec.name
            raise PackError(f"“{name}”中首尾相接的并行分支过多，请把一部分放进子流程。")


def _element(spec: Any, level: str, file: str) -> Element:
    event = definition_in(spec)
    cancel = getattr(spec, "cancel_activity", None)
    attached = None
    if cancel is not None:
        attached = next(each.name for each in spec.inputs).removesuffix(".BoundaryEventSplit")
    return Element(
        id=spec.bpmn_id,
        process=level,
        kind=type(spec).__name__,
        name=spec.bpmn_name or "",
        lane=spec.lane,
        gx=getattr(spec, "extensions", {}).get("gx", {}),
        timer=getattr(event, "expression", None),
        attached_to=attached,
        interrupting=bool(cancel),
        file=file,
        calls=getattr(spec, "spec", None),
        conditions=_conditions(spec),
    )


def _conditions(spec: Any) -> tuple[str, ...]:
    choices = getattr(spec, "cond_task_specs", None) or []
    return tuple(condition.args[0] for condition, _ in choices if condition is not None)
