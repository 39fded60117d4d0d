"""The drawings of a case with where it stands: one entry per call level, outermost first."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from calendars import last_day_before
from engine.clock import SHANGHAI
from engine.core.access import Actor
from engine.core.workflow import Blueprint
from engine.queries.casefile import CaseFile, open_file
from engine.queries.history import holder
from engine.sentence import listed, say
from engine.store.database import Store
from engine.store.tables import ClockRow, Event, Task

DONE, CURRENT, OVERDUE, CANCELLED = "done", "current", "overdue", "cancelled"


@dataclass(frozen=True)
class Level:
    """A drawing: process id, title, BPMN text, and the state of its elements by id."""

    process: str
    title: str
    xml: str
    elements: Mapping[str, Mapping[str, str]]

    def to_json(self) -> dict[str, Any]:
        """Plain JSON, as the viewer and the API take it."""
        elements = {key: dict(value) for key, value in self.elements.items()}
        return {"process": self.process, "title": self.title, "xml": self.xml, "elements": elements}


def diagram(store: Store, actor: Actor, case_id: str) -> tuple[Level, ...]:
    """Return the drawings of a case; raises NotFound when `actor` may not know of it.

    Flow is all that shows here, no answers, so administrators see it too.
    """
    with store.reading() as session:
        return levels(open_file(store, session, actor, case_id))


def levels(file: CaseFile) -> tuple[Level, ...]:
    """Return the process of the case and every called process that was entered."""
    blueprint = file.pack.blueprint(file.case.process)
    entered = _entered(file)
    marks = _marks(file, blueprint, entered)
    return tuple(_level(file, blueprint, process, marks) for process in entered)


def _entered(file: CaseFile) -> list[str]:
    """The case's own process first, then the called ones in the order in which they began."""
    passed = [each["process"] for each in _steps(file.events)]
    tasks = [task.process for task in file.tasks]
    return list(dict.fromkeys([file.case.process, *passed, *tasks]))


def _level(
    file: CaseFile, blueprint: Blueprint, process: str, marks: Mapping[str, Mapping[str, str]]
) -> Level:
    level = blueprint.specs[process]
    shown = {
        key: {"state": mark["state"], "note": mark["note"]}
        for key, mark in marks.items()
        if mark["process"] == process
    }
    title = level.description or file.pack.processes[file.pack.bundle_of(process)].title
    return Level(process, title, file.pack.files[level.file].decode("utf-8"), shown)


@dataclass
class _Marks:
    """States by element, later ones over earlier ones."""

    found: dict[str, dict[str, str]] = field(default_factory=dict)

    def put(self, element: str, state: str, process: str, note: str = "") -> None:
        kept = self.found.get(element, {}).get("note", "")
        self.found[element] = {"state": state, "process": process, "note": note or kept}


def _marks(
    file: CaseFile, blueprint: Blueprint, entered: Iterable[str]
) -> dict[str, dict[str, str]]:
    marks = _Marks()
    for process, element in _passed(file.events):
        marks.put(element, DONE, process)
    # What is open shows, also where many have the step side by side.
    for task in sorted(file.tasks, key=lambda task: task.state == "open"):
        marks.put(task.element, _state(file, task), task.process, _note(file, task))
        if task.state == "open":
            _mark_around(marks, blueprint, task)
    for element, tasks in _open_together(file).items():
        note = say("%(n)s 项待办", n=len(tasks))
        marks.put(element, max(_state(file, task) for task in tasks), tasks[0].process, note)
    for clock in file.clocks.values():
        _mark_clock(marks, clock)
    _mark_calls(file, blueprint, entered, marks)
    return marks.found


def _open_together(file: CaseFile) -> dict[str, list[Task]]:
    """The steps that are open more than once."""
    found: dict[str, list[Task]] = defaultdict(list)
    for task in file.tasks:
        if task.state == "open":
            found[task.element].append(task)
    return {element: tasks for element, tasks in found.items() if len(tasks) > 1}


def _steps(events: Iterable[Event]) -> Iterator[Mapping[str, Any]]:
    for event in events:
        if event.kind == "steps_passed":
            yield from event.data.get("elements", ())


def _passed(events: Iterable[Event]) -> Iterator[tuple[str, str]]:
    """Elements and flows that were passed and not undone by a return."""
    trail: list[tuple[str, str]] = []
    for event in events:
        if event.kind == "task_returned":
            trail = _cut(trail, str(event.data.get("to", "")))
        for each in _steps([event]):
            trail += [(each["process"], each["flow"])] if each.get("flow") else []
            trail.append((each["process"], each["element"]))
    return iter(trail)


def _cut(trail: list[tuple[str, str]], target: str) -> list[tuple[str, str]]:
    places = [at for at, (_process, element) in enumerate(trail) if element == target]
    return trail[: places[-1]] if places else trail


def _state(file: CaseFile, task: Task) -> str:
    if task.state != "open":
        return DONE if task.state == "done" else CANCELLED
    due = file.due_of(task)
    return OVERDUE if due is not None and due.state == "overdue" else CURRENT


def _note(file: CaseFile, task: Task) -> str:
    if task.state == "open":
        due = file.due_of(task)
        return listed(filter(None, (holder(file, task), due.phrase if due else "")), " ")
    if task.completed_at is None:
        return ""
    name = file.people.get(task.completed_by_id or "", "")
    return f"{name} {task.completed_at.astimezone(SHANGHAI):%m-%d}".strip()


def _mark_around(marks: _Marks, blueprint: Blueprint, task: Task) -> None:
    """A subprocess in which something is open is current, though others are through it already."""
    around = blueprint.elements[task.element].process if task.element in blueprint.elements else ""
    while around in blueprint.elements:
        marks.put(around, CURRENT, task.process)
        around = blueprint.elements[around].process


def _mark_clock(marks: _Marks, clock: ClockRow) -> None:
    if clock.state == "lapsed" or clock.lapsed_at is not None:
        day = f"{last_day_before(clock.due_at):%m-%d}"
        if clock.wakes:  # nothing was missed, and beside it there may be another
            marks.put(clock.element, DONE, clock.process, day)
        else:
            marks.put(clock.element, OVERDUE, clock.process, say("%(day)s 届满", day=day))


def _mark_calls(
    file: CaseFile, blueprint: Blueprint, entered: Iterable[str], marks: _Marks
) -> None:
    """The calls in which something is open are current themselves, out to the first level."""
    drawn_in = {blueprint.specs[process].file: process for process in entered}
    inside = _open_processes(file)
    while inside:
        # The spec of an embedded subprocess is named by its own element: that is no call.
        calls = [e for e in blueprint.elements.values() if e.calls in inside and e.calls != e.id]
        states, inside = inside, {}
        for each in calls:
            process = drawn_in.get(each.file)
            if process is not None and each.calls is not None:
                marks.put(each.id, states[each.calls], process)
                inside[process] = states[each.calls]


def _open_processes(file: CaseFile) -> dict[str, str]:
    """The processes in which something is open, and whether anything of it is overdue."""
    found: dict[str, str] = {}
    for task in file.tasks:
        if task.state == "open" and found.get(task.process) != OVERDUE:
            found[task.process] = _state(file, task)
    return found
