"""Let an open case go on in another version of its pack: the run, its tasks, its clocks."""

from dataclasses import dataclass

from calendars import last_day_before
from engine.commands.casework import assigning, clockwork
from engine.commands.casework.opening import OpenCase
from engine.core.access import ROLE_NAMES
from engine.core.move_words import (
    ENDED,
    FORM_GONE,
    PROCESS_GONE,
)
from engine.core.pack import Pack
from engine.core.workflow import HumanTask
from engine.errors import CannotMove
from engine.sentence import Sentence, listed, say
from engine.store.tables import ClockRow, Task, Unit


@dataclass(frozen=True)
class Change:
    """What a move changes of an open step. `what`: name, form, people, due;
    `was` and `becomes` in words, "" where there is none."""

    what: str
    element: str
    name: str
    was: str
    becomes: str


def obstacles(work: OpenCase, pack: Pack) -> list[Sentence]:
    """Return why `work` cannot go on in `pack`; empty when it can."""
    if work.case.ended_at is not None:
        return [say(ENDED)]
    if work.case.process not in pack.processes:
        return [say(PROCESS_GONE)]
    found = work.run.obstacles(pack.blueprint(work.case.process))
    return [*found, *_missing_forms(work, pack)]


def _missing_forms(work: OpenCase, pack: Pack) -> list[Sentence]:
    elements = pack.blueprint(work.case.process).elements
    return [
        say(FORM_GONE, name=task.name)
        for task in work.open_tasks()
        if task.element in elements
        and (key := elements[task.element].gx.get("form", {}).get("key"))
        and not pack.has_form(task.process, key)
    ]


def migrate_case(work: OpenCase, pack: Pack, version_id: str) -> list[Change]:
    """Let the case go on in `pack`, the version `version_id`, and return what changes by it.

    What runs keeps its due moment, who has a step in hand keeps it; a step that nobody has claimed
    goes to whom the new diagram names. The caller saves. Raises CannotMove with the reasons.
    """
    reasons = obstacles(work, pack)
    if reasons:
        raise CannotMove(reasons)
    before = {task.id: _Seen.of(work, task) for task in work.open_tasks()}
    _rename_state(work, pack)
    work.run.move_to(pack.blueprint(work.case.process))
    work.pack, work.case.pack_version_id = pack, version_id
    _fetch(work)
    for task in work.open_tasks():
        visit = work.run.human(task.engine_id)
        if visit is not None:
            _follow(work, task, visit)
    _follow_clocks(work)
    return [
        change
        for task in work.open_tasks()
        for change in _changes(before[task.id], _Seen.of(work, task))
    ]


def _rename_state(work: OpenCase, pack: Pack) -> None:
    """A step that stays open may call the case by another name in the new version."""
    elements = pack.blueprint(work.case.process).elements
    for task in work.open_tasks():
        visit = work.run.human(task.engine_id)
        called = (visit.gx if visit else {}).get("state", {}).get("code")
        renamed = elements[task.element].gx.get("state")
        if renamed and called == work.case.state_code:
            work.case.state_code, work.case.state_label = renamed["code"], renamed["label"]


def _fetch(work: OpenCase) -> None:
    visits = [work.run.human(task.engine_id) for task in work.open_tasks()]
    known = [visit for visit in visits if visit is not None]
    units = {code for visit in known for code in assigning.units_of(work, visit)}
    people = {each for visit in known for each in assigning.people_of(work, visit)}
    work.directory.fetch(sorted(units), sorted(people))


def _follow(work: OpenCase, task: Task, visit: HumanTask) -> None:
    task.name = visit.name
    task.form = visit.gx.get("form", {}).get("key")
    if task.assignee_id is None:
        assigning.assign_anew(work, visit, task)


def _follow_clocks(work: OpenCase) -> None:
    """What a running clock does at its end is as the new diagram says; when, is as it was."""
    work.fresh_clocks = clockwork.sync(work)
    elements = work.run.blueprint.elements
    for clock in work.clocks:
        element = elements.get(clock.element)
        if clock.state == "running" and element is not None:
            clock.interrupting = element.interrupting
    for task in work.open_tasks():
        _hang_anew(work, task, work.fresh_clocks)


def _hang_anew(work: OpenCase, task: Task, fresh: list[ClockRow]) -> None:
    """An open step is due by another term only where its own is gone or a new one began on it."""
    visit = work.run.human(task.engine_id)
    hosts = visit.hosts if visit is not None else frozenset()
    own = next((clock for clock in work.clocks if clock.id == task.clock_id), None)
    gone = task.clock_id is not None and (own is None or own.state == "stopped")
    if gone:
        task.due_at = task.clock_id = None
    if gone or any(clock.host_id in hosts for clock in fresh):
        assigning.hang_on(work, [task], fresh, {task.engine_id: hosts})


@dataclass(frozen=True)
class _Seen:
    """An open step as those who work on it see it."""

    element: str
    name: str
    form: str
    people: str
    due: str

    @classmethod
    def of(cls, work: OpenCase, task: Task) -> "_Seen":
        unit = work.session.get_one(Unit, task.unit_id).name
        role = ROLE_NAMES.get(task.role, task.role)
        due = "" if task.due_at is None else last_day_before(task.due_at).isoformat()
        form = _form_words(work.pack, task)
        return cls(task.element, task.name, form, listed([unit, say(role)], " "), due)


def _form_words(pack: Pack, task: Task) -> str:
    """What the form of a step is called; its key too, for two may be called the same."""
    if not task.form or not pack.has_form(task.process, task.form):
        return task.form or ""
    title = pack.form(task.process, task.form).spec.title
    return say("“%(title)s”（%(key)s）", title=title, key=task.form)


def _changes(was: _Seen, now: _Seen) -> list[Change]:
    pairs = (
        ("name", was.name, now.name),
        ("form", was.form, now.form),
        ("people", was.people, now.people),
        ("due", was.due, now.due),
    )
    return [Change(what, now.element, now.name, old, new) for what, old, new in pairs if old != new]
