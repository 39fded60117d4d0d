"""The drawings of a process with how many open cases stand at each step of them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from engine.core.pack import Pack
from engine.core.workflow import Blueprint
from engine.queries.diagram import Level
from engine.sentence import say

LIVE, LATE = "live", "late"


@dataclass(frozen=True)
class PlaceLine:
    """A step at which cases stand. `drawn`: the chosen version has it; `versions`: how many cases
    of which version stand there, as (number, cases)."""

    process: str
    process_title: str
    element: str
    name: str
    open: int
    overdue: int
    drawn: bool
    versions: tuple[tuple[int, int], ...]


def title_of(pack: Pack, blueprint: Blueprint, process: str) -> str:
    """Return what the drawing of `process` is called; its key when this version has none."""
    level = blueprint.specs.get(process)
    if level is None:
        return process
    return level.description or pack.processes[pack.bundle_of(process)].title


def called(blueprint: Blueprint) -> tuple[str, ...]:
    """Return the ids of the process and of all that it calls, the outermost first."""
    found = [blueprint.process]
    for process in found:  # grows while it is gone through
        found += [each for _call, each in _calls_in(blueprint, process) if each not in found]
    return tuple(dict.fromkeys(found))


def _calls_in(blueprint: Blueprint, process: str) -> Iterator[tuple[str, str]]:
    """The calls drawn in `process` and the process that each calls."""
    for element in blueprint.elements.values():
        callee = element.calls or ""
        # The spec of an embedded subprocess is named by its own element: that is no call.
        is_call = callee in blueprint.specs and callee not in blueprint.elements
        if is_call and blueprint.top_of(element.process) == process:
            yield element.id, callee


def levels_of(pack: Pack, key: str, places: Iterable[PlaceLine]) -> tuple[Level, ...]:
    """Return the drawings of the process `key` and of all that it calls, the places marked."""
    blueprint = pack.blueprint(key)
    marks = _marks(blueprint, [place for place in places if place.drawn])
    return tuple(
        Level(
            process, title_of(pack, blueprint, process),
            pack.files[blueprint.specs[process].file].decode("utf-8"), marks.get(process, {}),
        )
        for process in called(blueprint)
    )  # fmt: skip


def _marks(blueprint: Blueprint, places: Iterable[PlaceLine]) -> dict[str, dict[str, Any]]:
    """What is said of the elements of each drawing, by process."""
    marks: dict[str, dict[str, Any]] = defaultdict(dict)
    inside: dict[str, str] = {}
    for place in places:
        state = LATE if place.overdue else LIVE
        marks[place.process][place.element] = {"state": state, "note": _note(place)}
        inside[place.process] = max(state, inside.get(place.process, state), key=_worse)
    _mark_calls(blueprint, inside, marks)
    return marks


def _mark_calls(
    blueprint: Blueprint, inside: dict[str, str], marks: dict[str, dict[str, Any]]
) -> None:
    """A call tells of what stands inside it, out to the first level."""
    for process in reversed(called(blueprint)):
        for call, callee in _calls_in(blueprint, process):
            if callee in inside:
                state = inside[callee]
                marks[process][call] = {"state": state, "note": ""}
                inside[process] = max(state, inside.get(process, state), key=_worse)


def _worse(state: str) -> bool:
    return state == LATE


def _note(place: PlaceLine) -> str:
    if not place.overdue:
        return str(place.open)
    return say("%(n)s 件，超期 %(late)s", n=place.open, late=place.overdue)
