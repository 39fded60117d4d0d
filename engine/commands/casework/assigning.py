"""Give a task to whom the diagram names; where nobody is eligible, to the managing department."""

from collections.abc import Mapping

from engine.commands.casework.opening import OpenCase
from engine.core.expressions import evaluate
from engine.core.incident_words import NOBODY_ELIGIBLE
from engine.core.workflow import HumanTask
from engine.sentence import say
from engine.store.directory import PersonInfo, UnitInfo
from engine.store.separation import barred_people
from engine.store.tables import ClockRow, Incident, Task
from engine.store.types import new_id


def units_of(work: OpenCase, visit: HumanTask) -> set[str]:
    """Return the codes of the units a visit's assignment may need."""
    facts = visit.data["case"]
    return {code for code in (unit_code(visit), facts.get("info_center"), facts.get("managing"))
            if code}  # fmt: skip


def people_of(work: OpenCase, visit: HumanTask) -> set[str]:
    """Return the ids of the people a visit names."""
    named = _named_person(visit)
    return {named} if named else set()


def new_task(work: OpenCase, visit: HumanTask) -> Task:
    """Return the row of a new visit, with its event; nothing is written yet."""
    task = _task(visit)
    task.case_id = work.case.id
    task.recorded_at = work.now
    _assign(work, visit, task)
    if visit.ended_at is not None:
        task.state = "done" if visit.done else "cancelled"
        task.completed_at, task.completed_recorded_at = visit.ended_at, work.now
    if visit.engine_id in work.handed_in and work.actor is not None:
        task.answers = work.handed_in[visit.engine_id]
        task.assignee_id = task.completed_by_id = work.actor.person_id
    work.note(
        "task_arrived",
        at=visit.began_at,
        task_id=task.id,
        element=task.element,
        actor=None,
        data={"name": task.name, "unit": task.unit_id, "role": task.role,
              "recorded": task.recorded},
    )  # fmt: skip
    return task


def assign_anew(work: OpenCase, visit: HumanTask, task: Task) -> None:
    """Give an open task that nobody has claimed to whom the diagram of `visit` names now."""
    was = (task.unit_id, task.role, task.fallback)
    task.approving = visit.gx.get("step", {}).get("approving") == "true"
    task.recorded, task.for_unit_id, task.fallback = False, None, False
    task.drawn_unit_id = task.drawn_role = None
    rows = len(work.rows)
    _assign(work, visit, task)
    if task.fallback and was == (task.unit_id, task.role, True):
        del work.rows[rows:]  # the administrators have heard of it


def hang_clocks(work: OpenCase, tasks: list[Task], new_clocks: list[ClockRow]) -> None:
    """Give each new task the due moment of the earliest open clock on it or around it."""
    hang_on(work, tasks, new_clocks, {v.engine_id: v.hosts for v in work.run.watch.visits})


def hang_on(
    work: OpenCase,
    tasks: list[Task],
    new_clocks: list[ClockRow],
    hosts: Mapping[str, frozenset[str]],
) -> None:
    """Give each of `tasks` the due moment of the earliest open clock on it or around it; `hosts`:
    the activities around each, by engine id."""
    for task in tasks:
        around = [
            clock
            for clock in (*work.clocks, *new_clocks)
            if clock.state != "stopped"
            and not clock.wakes
            and clock.host_id in hosts[task.engine_id]
        ]
        if around:
            # Of two that end together the law's is the one to show.
            earliest = min(around, key=lambda clock: (clock.due_at, clock.kind != "statutory"))
            task.due_at, task.clock_id = earliest.due_at, earliest.id


def _task(visit: HumanTask) -> Task:
    return Task(
        id=new_id(),
        engine_id=visit.engine_id,
        process=visit.process,
        element=visit.element,
        name=visit.name,
        form=visit.gx.get("form", {}).get("key"),
        approving=visit.gx.get("step", {}).get("approving") == "true",
        state="open",
        recorded=False,
        fallback=False,
        created_at=visit.began_at,
    )


def unit_code(visit: HumanTask) -> str | None:
    """Return the code of the unit that the diagram gives this visit to."""
    source = visit.gx.get("assignment", {}).get("unit")
    value = evaluate(source, visit.data) if source else None
    return value if isinstance(value, str) else None


def _named_person(visit: HumanTask) -> str | None:
    source = visit.gx.get("assignment", {}).get("person")
    value = evaluate(source, visit.data) if source else None
    return value if isinstance(value, str) else None


def _assign(work: OpenCase, visit: HumanTask, task: Task) -> None:
    code = unit_code(visit)
    unit = work.directory.unit(code) if code else None
    role = visit.gx.get("assignment", {}).get("role", "")
    if unit is not None and not unit.works_here:
        unit, role = _record_for(work, visit, task, unit)
    able = eligible(work, task, unit.code, role) if unit is not None else []
    named = work.directory.person(_named_person(visit))
    if named is not None and named in able:
        task.assignee_id = named.id
    elif not able:
        task.drawn_unit_id, task.drawn_role = unit.id if unit else None, role
        fall_back(work, task, visit.data["case"]["managing"])
        return
    task.unit_id, task.role = unit.id, role  # type: ignore[union-attr]


def _record_for(
    work: OpenCase, visit: HumanTask, task: Task, unit: UnitInfo
) -> tuple[UnitInfo, str]:
    """The unit does not work here: the information centre records what it decides."""
    task.recorded, task.for_unit_id = True, unit.id
    task.approving = False
    return work.directory.unit(visit.data["case"]["info_center"]), "info_center"


def eligible(work: OpenCase, task: Task, unit: str, role: str) -> list[PersonInfo]:
    """Return who holds the post (a unit's code and a role) and may take `task`."""
    out = barred_people(task, work.tasks, work.case.starter_id)
    return [each for each in work.directory.holders(unit, role) if each.id not in out]


def fall_back(work: OpenCase, task: Task, managing: str) -> None:
    """Nobody can take `task`: it goes to the managing department (`managing`: its code), and the
    administrators hear of it. Its drawn post is noted before."""
    task.fallback = True
    task.unit_id, task.role = work.directory.unit(managing).id, "managing"
    work.rows.append(
        Incident(
            id=new_id(),
            case_id=work.case.id,
            task_id=task.id,
            kind="nobody_eligible",
            message=say(NOBODY_ELIGIBLE, number=work.case.number, task=task.name),
            created_at=work.now,
        )
    )
