"""A BPMN file as the structural rules see it: every element, found by id, kind and flow."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from engine.core.lint.bpmn.element import Element, read_elements
from engine.core.lint.bpmn.kinds import DEFINITIONS, EVENTS
from engine.core.lint.problem import Problem


@dataclass(frozen=True, eq=False)
class Document:
    """`spaces`: prefixes of the root -> namespaces, by which references name other files."""

    file: str
    every: tuple[Element, ...]
    spaces: Mapping[str | None, str]

    @property
    def root(self) -> Element:
        """The `definitions`."""
        return self.every[0]

    @cached_property
    def by_id(self) -> dict[str, Element]:
        """The elements by id, the first of several."""
        found: dict[str, Element] = {}
        for each in self.every:
            if each.id:
                found.setdefault(each.id, each)
        return found

    @cached_property
    def _by_kind(self) -> dict[str, list[Element]]:
        return _grouped((each.kind, each) for each in self.every)

    def of(self, *kinds: str) -> list[Element]:
        """Return the elements of these kinds."""
        return [each for kind in kinds for each in self._by_kind.get(kind, [])]

    @cached_property
    def _outgoing(self) -> dict[str, list[Element]]:
        return _grouped((each.get("sourceRef"), each) for each in self.of("sequenceFlow"))

    @cached_property
    def _incoming(self) -> dict[str, list[Element]]:
        return _grouped((each.get("targetRef"), each) for each in self.of("sequenceFlow"))

    def outgoing(self, node: Element) -> list[Element]:
        """Return the sequence flows that leave `node`."""
        return self._outgoing.get(node.id, []) if node.id else []

    def incoming(self, node: Element) -> list[Element]:
        """Return the sequence flows that reach `node`."""
        return self._incoming.get(node.id, []) if node.id else []

    def find(self, reference: str) -> Element | None:
        """Return what a reference (an id, or a QName of this file) names."""
        return self.by_id.get(self.local(reference))

    def local(self, reference: str) -> str:
        """Return the id that a reference names; "" when it points to another file."""
        prefix, colon, name = reference.strip().rpartition(":")
        if not colon:
            return name
        return name if self.spaces.get(prefix) == self.root.get("targetNamespace") else ""

    def is_foreign(self, reference: str) -> bool:
        """Tell whether a reference points into another namespace that is declared."""
        prefix, colon, _ = reference.strip().rpartition(":")
        return bool(colon) and prefix in self.spaces and not self.local(reference)

    def triggers(self, event: Element) -> list[Element]:
        """Return the definitions of an event, those it refers to included (Clause 10.5)."""
        return self._triggers.get(event, [])

    @cached_property
    def _triggers(self) -> dict[Element, list[Element]]:
        return {event: self._defined(event) for event in self.of(*sorted(EVENTS))}

    def _defined(self, event: Element) -> list[Element]:
        referred = (self.find(each) for each in event.texts("eventDefinitionRef"))
        return [*event.of(*DEFINITIONS), *(each for each in referred if each is not None)]

    @cached_property
    def _trigger_kinds(self) -> dict[Element, frozenset[str]]:
        return {event: frozenset(d.kind for d in all_) for event, all_ in self._triggers.items()}

    def has_trigger(self, event: Element, kind: str) -> bool:
        """Tell whether an event has a definition of this kind: "message", "link" …"""
        return f"{kind}EventDefinition" in self._trigger_kinds.get(event, frozenset())

    def error(self, element: Element, rule: str, message: str) -> Problem:
        """Return what breaks a rule of BPMN."""
        return Problem(self.file, element.known_as, rule, message)

    def warning(self, element: Element, rule: str, message: str) -> Problem:
        """Return what BPMN allows although it says less than it should."""
        return Problem(self.file, element.known_as, rule, message, severity="warning")


def read_document(file: str, root: Any) -> Document:
    """Return the document below `root`, an lxml element."""
    return Document(file, tuple(read_elements(root)), dict(root.nsmap))


def _grouped(pairs: Iterator[tuple[str, Element]]) -> dict[str, list[Element]]:
    found: dict[str, list[Element]] = {}
    for key, each in pairs:
        found.setdefault(key, []).append(each)
    return found
