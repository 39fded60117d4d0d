"""Where the open cases stand, counted in the database."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from engine.clock import MovedClock
from engine.commands.deploy_pack import deploy_pack
from engine.errors import Forbidden, NotFound
from engine.queries.monitor import list_processes
from engine.queries.monitor_cases import cases_at
from engine.queries.monitor_places import ProcessView, get_process
from engine.store.database import Store
from engine.store.tables import Case, Incident, Task
from tests.bureau.fixtures import CONDITIONAL, CONDITIONAL_FILE, WITH_AGENT, acting
from tests.commands.casework import approve, begin, begin_many
from tests.counting import counted
from tests.packs import pack_files, with_mini


@pytest.fixture
def store(each_bureau_store: Store, moved_clock: MovedClock) -> Store:
    """One case awaits its approval, two their compliance check, and these two are late."""
    store = with_mini(each_bureau_store)
    for number, resource in enumerate((CONDITIONAL, WITH_AGENT, CONDITIONAL_FILE)):
        case = begin(store, resource)
        if number:
            approve(store, case.id)
    moved_clock.advance(timedelta(days=4))
    return store


def renamed(store: Store, was: str, becomes: str) -> None:
    """Deploy the pack once more, with another text in its diagram."""
    files = pack_files()
    path = "mini/mini.bpmn"
    files[path] = files[path].replace(was.encode(), becomes.encode())
    deploy_pack(store, None, files, "test")


def view_of(store: Store, version: int | None = None) -> ProcessView:
    return get_process(store, acting(store, "sysadmin"), "mini", version)


def places(view: ProcessView) -> dict[str, tuple[int, int, bool]]:
    return {each.element: (each.open, each.overdue, each.drawn) for each in view.places}


def test_a_process_has_its_numbers(store: Store) -> None:
    case = begin(store, who="lina")
    with store.transaction() as session:
        now = store.clock.now()
        session.add(Incident(case_id=case.id, kind="case_stuck", message="", created_at=now))
    (line,) = list_processes(store, acting(store, "pengli"))
    assert (line.key, line.open, line.overdue, line.older, line.incidents) == ("mini", 4, 2, 0, 1)
    renamed(store, "符合性审查", "审查")
    begin(store, WITH_AGENT, who="lina")
    (line,) = list_processes(store, acting(store, "sysadmin"))
    assert (line.open, line.older) == (5, 4)


def test_the_steps_are_counted_and_marked(store: Store) -> None:
    view = view_of(store)
    assert places(view) == {"leader": (1, 0, True), "check": (2, 2, True)}
    (level,) = view.levels
    assert level.elements["leader"] == {"state": "live", "note": "1"}
    assert level.elements["check"] == {"state": "late", "note": "2 件，超期 2"}
    assert view.idle == 0


def test_each_version_tells_of_all_cases(store: Store) -> None:
    renamed(store, '"check"', '"conformity"')
    view = view_of(store)
    assert (view.version, view.newest, view.versions) == (2, 2, ((2, 0), (1, 3)))
    assert places(view) == {"leader": (1, 0, True), "check": (2, 2, False)}
    assert view.places[1].versions == ((1, 2),)
    assert "check" not in view.levels[0].elements
    assert view_of(store, 1).places[1].drawn
    with pytest.raises(NotFound):
        view_of(store, 3)


def test_a_case_in_which_nobody_has_to_do_is_not_forgotten(store: Store) -> None:
    with store.transaction() as session:
        for task in session.query(Task).where(Task.element == "leader"):
            task.state = "cancelled"
    assert view_of(store).idle == 1
    (line,) = cases_at(store, acting(store, "sysadmin"), "mini", idle=True).items
    assert (line.step, line.due) == ("", None)


def test_the_cases_of_a_step_come_page_by_page(store: Store) -> None:
    admin = acting(store, "sysadmin")
    first = cases_at(store, admin, "mini", limit=2)
    rest = cases_at(store, admin, "mini", limit=2, after=first.next_after)
    assert [each.due.state if each.due else "" for each in first.items + rest.items] == [
        "overdue", "overdue", "",
    ]  # fmt: skip
    (line,) = cases_at(store, admin, "mini", element="leader").items
    assert (line.version, line.role, line.due) == (1, "supervising_leader", None)
    assert len(cases_at(store, admin, "mini", element="leader", overdue=True).items) == 0
    assert len(cases_at(store, admin, "mini", overdue=True).items) == 2


def test_the_number_of_statements_does_not_grow(store: Store) -> None:
    admin = acting(store, "sysadmin")

    def asked() -> int:
        with counted(store) as count:
            list_processes(store, admin)
            get_process(store, admin, "mini")
            cases_at(store, admin, "mini")
        return len(count.statements)

    asked()  # the pack is read and the calendar opened once
    few = asked()
    with store.transaction() as session:
        session.execute(update(Case).values(resource_id=None))
    begin_many(store, 12)
    with store.reading() as session:
        assert session.query(Case).count() == 15
    assert asked() == few


def test_only_those_who_answer_for_all_cases_see_them(store: Store) -> None:
    for who in ("zhangwei", "chenjianguo", "secadmin", "auditor"):
        actor = acting(store, who)
        for ask in (
            lambda actor=actor: list_processes(store, actor),
            lambda actor=actor: get_process(store, actor, "mini"),
            lambda actor=actor: cases_at(store, actor, "mini"),
        ):
            with pytest.raises(Forbidden):
                ask()
