"""Where a case can go next, over all the diagrams of a pack: into called processes and out again.

Wider than what the engine does, never narrower: out of a called process it goes to whoever calls
it. So what is not found here never happens, and what is found may.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from engine.core.lint.diagram import LEVELS, Diagram, Node
from engine.core.lint.subject import Subject

#: A node, by its file and id: ids repeat in the files of different processes.
Place = tuple[str, str]


@dataclass(frozen=True)
class Journeys:
    """The ways of a pack."""

    subject: Subject

    @cached_property
    def nodes(self) -> dict[Place, Node]:
        """Every node by its place."""
        return {
            (diagram.file, node.id): node
            for diagram in self.subject.diagrams
            for node in diagram.nodes.values()
        }

    @cached_property
    def _by_file(self) -> dict[str, Diagram]:
        return {diagram.file: diagram for diagram in self.subject.diagrams}

    def diagram(self, place: Place) -> Diagram:
        """Return the diagram that `place` stands in."""
        return self._by_file[place[0]]

    @cached_property
    def _starts(self) -> dict[tuple[str, str], list[Place]]:
        found: dict[tuple[str, str], list[Place]] = {}
        for place, node in self.nodes.items():
            if node.kind == "startEvent":
                found.setdefault((place[0], node.level), []).append(place)
        return found

    @cached_property
    def holders(self) -> dict[tuple[str, str], list[Place]]:
        """The activities that begin a level: by its file and the process or subprocess."""
        by_process = self.subject.by_process()
        found: dict[tuple[str, str], list[Place]] = {}
        for place, node in self.nodes.items():
            called = by_process.get(node.calls or "") if node.kind == "callActivity" else None
            if called is not None:
                found.setdefault((called.file, str(node.calls)), []).append(place)
            elif node.kind in LEVELS:
                found.setdefault((place[0], node.id), []).append(place)
        return found

    @cached_property
    def _inside(self) -> dict[Place, list[tuple[str, str]]]:
        found: dict[Place, list[tuple[str, str]]] = {}
        for level, places in self.holders.items():
            for place in places:
                found.setdefault(place, []).append(level)
        return found

    @cached_property
    def _next(self) -> dict[Place, tuple[Place, ...]]:
        return {
            place: tuple(each for each in self._after(place) if each in self.nodes)
            for place in self.nodes
        }

    def after(self, place: Place) -> tuple[Place, ...]:
        """Return where a case may go from `place`."""
        return self._next[place]

    def _after(self, place: Place) -> Iterator[Place]:
        file, node = place[0], self.nodes[place]
        diagram = self._by_file[file]
        yield from ((file, flow.target) for flow in diagram.outgoing(node.id))
        yield from ((file, each.id) for each in diagram.attached(node.id))
        for level in self._inside.get(place, ()):
            yield from self._starts.get(level, ())
        if node.kind == "endEvent":
            for holder in self.holders.get((file, node.level), ()):
                out = self._by_file[holder[0]].outgoing(holder[1])
                yield from ((holder[0], flow.target) for flow in out)

    def reach(self, begin: Iterable[Place], without: Collection[Place] = ()) -> set[Place]:
        """Return every place that a case may come to from `begin`, not itself included unless some
        way leads back; not through `without`."""
        waiting = [each for start in begin for each in self._next[start]]
        found: set[Place] = set()
        while waiting:
            here = waiting.pop()
            if here not in found and here not in without:
                found.add(here)
                waiting += self._next[here]
        return found

    def around(self, place: Place) -> set[tuple[str, str]]:
        """Return the levels that `place` may stand in, from its own outwards."""
        waiting = [(place[0], self.nodes[place].level)]
        found: set[tuple[str, str]] = set()
        while waiting:
            level = waiting.pop()
            if level not in found:
                found.add(level)
                above = self.holders.get(level, ())
                waiting += [(holder[0], self.nodes[holder].level) for holder in above]
        return found

    def within(self, place: Place) -> set[Place]:
        """Return every place inside an activity, however deep."""
        levels, waiting = set[tuple[str, str]](), list(self._inside.get(place, ()))
        found: set[Place] = set()
        while waiting:
            level = waiting.pop()
            if level in levels:
                continue
            levels.add(level)
            here = {each for each, n in self.nodes.items() if (each[0], n.level) == level}
            found |= here
            waiting += [deeper for each in here for deeper in self._inside.get(each, ())]
        return found
