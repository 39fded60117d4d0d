"""What happened to a case, in words, from its audit events.

*Effective* is the moment that counts (the due moment of a term that lapsed during an outage, the
day on which a recorded unit decided); *recorded* is when the program noted it. Both are kept.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from calendars import last_day_before
from engine.core.access import ROLE_NAMES
from engine.core.forms import Form
from engine.queries.casefile import CaseFile
from engine.queries.due import Due
from engine.queries.event_words import (
    CODED,
    IN_TIME,
    SENTENCES,
    STARTED,
    WOKEN,
    in_words,
    of_notice,
    of_recount,
)
from engine.sentence import Sentence, listed, say
from engine.store.tables import Event, Task

_NAMES = re.compile(r"%\((\w+)\)s")
#: Differences below this are the program's own speed, not a later recording.
AT_ONCE = timedelta(minutes=1)


@dataclass(frozen=True)
class Happening:
    """One line of the timeline.

    `words` and `values` make the sentence; `outcome` is the answer given in a word or two; `note`
    what was written with it; `recorded_at` only where it differs from `at`; `recorded`: entered by
    信息中心 for a unit that does not work here (`for_unit`); `state`: done, current, overdue,
    lapsed or cancelled.
    """

    kind: str
    words: str
    values: Mapping[str, str]
    state: str
    at: datetime
    who: str = ""
    post: str = ""
    via: str = "web"
    recorded_at: datetime | None = None
    recorded: bool = False
    for_unit: str = ""
    outcome: str = ""
    note: tuple[tuple[str, str], ...] = ()
    task_id: str | None = None
    element: str = ""
    late: bool = False
    legal: bool | None = None
    clause: str = ""
    due: Due | None = None

    @property
    def last_day(self) -> date:
        """The day at whose end this happened, for a term that ran out."""
        return last_day_before(self.at)

    @property
    def text(self) -> Sentence:
        """The sentence."""
        return say(self.words, **self.values)


@dataclass
class _Reader:
    """Turns the events of one file into lines."""

    file: CaseFile
    tasks: Mapping[str, Task] = field(init=False)
    lapses: set[datetime] = field(init=False)

    def __post_init__(self) -> None:
        self.tasks = {task.id: task for task in self.file.tasks}
        self.lapses = {clock.due_at for clock in self.file.clocks.values() if clock.lapsed_at}

    def lines(self) -> Iterable[Happening]:
        woken = set[tuple[str, datetime]]()
        for event in self.file.events:
            if event.kind not in SENTENCES or self._is_routine(event):
                continue
            line = self._line(event)
            # A step that many have side by side wakes them all at one moment: said once.
            if line.words == WOKEN[0]:
                if (event.element, line.at) in woken:
                    continue
                woken.add((event.element, line.at))
            yield line

    def _sentence(self, event: Event) -> tuple[str, str]:
        if event.kind == "term_lapsed":
            return self._of_lapse(event)
        if event.kind == "case_started" and not self.file.process.asks_for_access:
            return STARTED
        return of_notice(event) or of_recount(event) or SENTENCES[event.kind]

    def _of_lapse(self, event: Event) -> tuple[str, str]:
        clock = self.file.clocks.get(str((event.data or {}).get("clock")))
        if clock is not None and clock.wakes:
            return WOKEN
        return IN_TIME if self._was_in_time(event) else SENTENCES[event.kind]

    def _was_in_time(self, event: Event) -> bool:
        clock = self.file.clocks.get(str((event.data or {}).get("clock")))
        stopped = clock.stopped_at if clock is not None else None
        return stopped is not None and stopped < event.effective_at

    def _is_routine(self, event: Event) -> bool:
        """A notice of a result only repeats the line above it; one at a due moment is news."""
        return event.kind == "notified" and event.effective_at not in self.lapses

    def _line(self, event: Event) -> Happening:
        words, state = self._sentence(event)
        task = self.tasks.get(event.task_id or "")
        late = event.recorded_at - event.effective_at > AT_ONCE
        return Happening(
            kind=event.kind,
            words=words,
            values=_values(self.file, event, task, words),
            state=state,
            at=event.effective_at,
            who=event.actor_name,
            post=event.actor_post,
            via=event.via,
            recorded_at=event.recorded_at if late else None,
            task_id=event.task_id,
            element=event.element,
            **self._of_task(event, task),
            **_of_term(event),
        )

    def _of_task(self, event: Event, task: Task | None) -> dict[str, Any]:
        if not self.file.full:
            return {}
        if task is None or event.kind != "task_completed":
            return {"note": _written(event)}
        outcome, note = _answer(self.file, task)
        return {
            "outcome": outcome,
            "note": note,
            "recorded": task.recorded,
            "for_unit": self.file.units.get(task.for_unit_id or "", ""),
            "late": task.due_at is not None and event.effective_at >= task.due_at,
        }


def timeline(file: CaseFile) -> tuple[Happening, ...]:
    """Return what happened in order of effect, the end after what it brought; last what is open."""
    past = sorted(_Reader(file).lines(), key=lambda each: (each.at, each.kind == "case_ended"))
    return (*past, *(_open_line(file, task) for task in file.tasks if task.state == "open"))


def _open_line(file: CaseFile, task: Task) -> Happening:
    due = file.due_of(task)
    overdue = due is not None and due.state == "overdue"
    return Happening(
        kind="task_open",
        words=SENTENCES["task_open"][0],
        values={"name": task.name},
        state="overdue" if overdue else "current",
        at=task.created_at,
        who=holder(file, task),
        task_id=task.id,
        element=task.element,
        recorded=task.recorded,
        for_unit=file.units.get(task.for_unit_id or "", ""),
        due=due,
    )


def holder(file: CaseFile, task: Task) -> str:
    """Return who has a task in hand: a name, else the unit and role it waits at."""
    if task.assignee_id is not None:
        return file.people.get(task.assignee_id, "")
    unit = file.units.get(task.unit_id, "")
    return listed(filter(None, (unit, say(ROLE_NAMES.get(task.role, task.role)))), " ")


def _values(file: CaseFile, event: Event, task: Task | None, words: str) -> dict[str, str]:
    """Return what the sentence names and nothing else: events hold what people wrote as well."""
    found = {key: _word(value) for key, value in (event.data or {}).items()}
    name = task.name if task is not None else found.get("name", event.element)
    target = _element_name(file, found["to"]) if event.kind == "task_returned" else ""
    known = {"number": file.case.number, **found, "name": name, "target": target}
    known |= {**in_words(event), "entry": _entry_title(file)}
    return {each: known.get(each, "") for each in _NAMES.findall(words)}


def _entry_title(file: CaseFile) -> str:
    entries = {entry.key: entry.title for entry in file.process.entries}
    return entries.get(file.case.entry, "")


def _element_name(file: CaseFile, element: str) -> str:
    drawn = file.pack.blueprint(file.case.process).elements.get(element)
    return drawn.name if drawn is not None and drawn.name else element


def _word(value: Any) -> str:
    if isinstance(value, list):
        return listed(value)
    return "" if value is None else str(value)


def _written(event: Event) -> tuple[tuple[str, str], ...]:
    data = event.data or {}
    keys = ("text",) if event.kind in CODED else ("text", "reason")
    found = (data.get(key) for key in keys)
    return tuple(("", str(text)) for text in found if text)


def _of_term(event: Event) -> dict[str, Any]:
    if not event.kind.startswith("term_"):
        return {}
    data = event.data or {}
    return {"legal": data.get("kind") == "statutory", "clause": str(data.get("clause") or "")}


def _answer(file: CaseFile, task: Task) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Return the decision of a completed task in words, and what was written with it."""
    form = file.form_of(task)
    if form is None or not task.answers:
        return "", ()
    kinds = {spec.name: spec.type for spec in form.spec.answered()}
    lines = form.fields_for_display(task.answers, file.context(task, form, file.data))
    chosen = [line.text for line in lines if kinds[line.name] == "choice"]
    if not chosen or _is_request(form):
        return "", ()
    written = [line for line in lines if kinds[line.name] == "longtext"]
    return chosen[0], tuple((line.label, line.text) for line in written)


def _is_request(form: Form) -> bool:
    """A form that says what is wanted decides nothing; its sheet stands on the page anyway."""
    return any(spec.type in ("items", "period") for spec in form.spec.answered())
