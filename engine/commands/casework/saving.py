"""Save a case once: state document, tasks, clocks, effects, events, in that order."""

from sqlalchemy.orm import Session

from engine.commands.casework import assigning, clockwork
from engine.commands.casework.beginning import begin_case
from engine.commands.casework.opening import OpenCase
from engine.commands.casework.recording import append_events
from engine.core.workflow import HumanTask
from engine.effects import carry_out, recipients_of
from engine.store.tables import Case, Retirement, Task


def save_case(work: OpenCase) -> list[Task]:
    """Write what the run changed, in the transaction of `work`; return the tasks now open.

    Only rows that changed are written, each table once; the order is that of the foreign keys.
    """
    session = work.session
    with session.no_autoflush:
        _fetch_directory(work)
        _close_tasks(work)
        new_tasks = [assigning.new_task(work, visit) for visit in work.run.watch.visits]
        _project_case(work)
        new_clocks = clockwork.sync(work) if work.fresh_clocks is None else work.fresh_clocks
        assigning.hang_clocks(work, new_tasks, new_clocks)
        work.tasks += new_tasks
        work.clocks += new_clocks
        _carry_out_effects(work)
        _note_passed(work)
        session.add(work.case)
        append_events(work)
        session.add_all(new_tasks)
        session.flush()
        _add_first(session, [row for row in work.rows if isinstance(row, Retirement)])
        session.add_all([*new_clocks, *work.rows])
        session.flush()
        work.grants.write()
    for opening in work.openings:
        opened = begin_case(work.store, session, opening)
        if opened is not None:
            save_case(opened)
    return work.open_tasks()


def _add_first(session: Session, rows: list[Retirement]) -> None:
    """Write what other new rows name before they are."""
    if rows:
        session.add_all(rows)
        session.flush()


def _fetch_directory(work: OpenCase) -> None:
    """Read all units and people this save will ask for, in one statement."""
    units: set[str | None] = set()
    people: set[str | None] = set()
    for visit in work.run.watch.visits:
        units |= assigning.units_of(work, visit)
        people |= assigning.people_of(work, visit)
    for asked in work.run.journal.effects:
        for recipient in recipients_of(asked):
            units.add(recipient.get("unit"))
            people.add(recipient.get("person"))
    work.directory.fetch([each for each in units if each], [each for each in people if each])


def _close_tasks(work: OpenCase) -> None:
    for task in work.open_tasks():
        ended = work.run.watch.ended.get(task.engine_id)
        if ended is not None:
            _close(work, task, *ended)


def _close(work: OpenCase, task: Task, at: object, done: bool) -> None:
    if done:
        task.state = "done"
        return
    task.state, task.completed_at = "cancelled", at  # type: ignore[assignment]
    task.completed_recorded_at = work.now
    work.note("task_cancelled", at=at, task_id=task.id, element=task.element,  # type: ignore[arg-type]
              data={"name": task.name}, actor=None)  # fmt: skip


def _project_case(work: OpenCase) -> None:
    case, run = work.case, work.run
    case.document = run.dump()
    for visit in run.watch.visits:
        _set_state(case, visit.gx)
        if case.provider_sees_at is None and _is_with_provider(visit):
            case.provider_sees_at = visit.began_at
    if run.ended and case.ended_at is None:
        _end_case(work)


def _set_state(case: Case, gx: dict) -> None:  # type: ignore[type-arg]
    state = gx.get("state")
    if state:
        case.state_code, case.state_label = state["code"], state["label"]


def _is_with_provider(visit: HumanTask) -> bool:
    """Tell whether the provider, or the agent whose answer counts as the provider's, has it now."""
    facts = visit.data["case"]
    providers = {(facts.get(side) or {}).get("unit") for side in ("provider", "agent")}
    return assigning.unit_code(visit) in providers - {None}


def _end_case(work: OpenCase) -> None:
    elements = work.run.blueprint.elements
    journal = work.run.journal.passed
    work.case.ended_at = journal[-1].at if journal else work.run.now
    for passed in reversed(journal):
        gx = elements[passed.element].gx
        if "outcome" in gx:
            _set_state(work.case, gx)  # type: ignore[arg-type]
            work.case.outcome = gx["outcome"]["kind"]
            break
    work.note(
        "case_ended",
        at=work.case.ended_at,
        data={"state": work.case.state_code, "label": work.case.state_label,
              "outcome": work.case.outcome},
    )  # fmt: skip


def _carry_out_effects(work: OpenCase) -> None:
    for asked in work.run.journal.effects:
        for event in carry_out(work.effect_context(), asked):
            work.events.append(event)


def _note_passed(work: OpenCase) -> None:
    passed = [
        {"process": each.process, "element": each.element, "flow": each.flow,
         "at": each.at.isoformat()}
        for each in work.run.journal.passed
    ]  # fmt: skip
    if passed:
        work.note("steps_passed", data={"elements": passed}, actor=None)
