"""Incidents: noted on, tried again, with what came of it."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from engine.clock import MovedClock
from engine.commands.incident_acts import MAX_NOTES
from engine.commands.lapse_due import lapse_due
from engine.commands.note_incident import note_incident
from engine.commands.resolve_incident import resolve_incident
from engine.commands.retry_incident import retry_incident
from engine.core.access import Actor
from engine.errors import Conflict, Forbidden, FormError, NotFound
from engine.queries.admin.incidents import IncidentRow, list_incidents
from engine.store.database import Store
from engine.store.tables import Case, ClockRow, Event, Incident
from engine.store.types import new_id
from tests.bureau.fixtures import WITH_AGENT, acting
from tests.commands.casework import approve, begin
from tests.packs import with_mini


@pytest.fixture
def store(each_bureau_store: Store) -> Store:
    return with_mini(each_bureau_store)


@pytest.fixture
def admin(store: Store) -> Actor:
    return acting(store, "sysadmin")


def incident(store: Store, kind: str = "mail_dead", case_id: str | None = None) -> str:
    now = store.clock.now()
    row = Incident(id=new_id(), kind=kind, case_id=case_id, message="坏了", created_at=now)
    with store.transaction() as session:
        session.add(row)
    return row.id


def document(store: Store, case_id: str, content: bytes) -> bytes:
    """Put `content` in the place of a case's state; returns what stood there."""
    with store.transaction() as session:
        was = session.get_one(Case, case_id).document
        session.execute(update(Case).where(Case.id == case_id).values(document=content))
    return was


def stuck(store: Store, clock: MovedClock) -> tuple[str, bytes]:
    """A case whose term has run out and whose state cannot be read; and the state."""
    case = begin(store)
    approve(store, case.id)
    whole = document(store, case.id, b"{}")
    clock.advance(timedelta(days=4))
    assert lapse_due(store) == 0
    return case.id, whole


def only(store: Store, admin: Actor, resolved: bool = False) -> IncidentRow:
    (row,) = list_incidents(store, admin, resolved=resolved).items
    return row


def test_notes_keep_who_and_when(store: Store, admin: Actor, moved_clock: MovedClock) -> None:
    wanted, first = incident(store), moved_clock.now()
    note_incident(store, admin, wanted, " 已电话联系\n对方更换邮箱 ")
    moved_clock.advance(timedelta(hours=2))
    resolve_incident(store, admin, wanted)
    note_incident(store, admin, wanted, "已重发")
    notes = only(store, admin, resolved=True).notes
    assert [(note.at, note.by, note.text) for note in notes] == [
        (first, admin.name, "已电话联系\n对方更换邮箱"),
        (moved_clock.now(), admin.name, "已重发"),
    ]


def test_a_note_says_something_and_not_too_much(store: Store, admin: Actor) -> None:
    wanted = incident(store)
    for text in ("", "  ", "字" * 2001, "a\x00b"):
        with pytest.raises(FormError):
            note_incident(store, admin, wanted, text)
    with pytest.raises(NotFound):
        note_incident(store, admin, "none", "有")
    with store.transaction() as session:
        session.get_one(Incident, wanted).notes = [
            {"at": store.clock.now().isoformat(), "by": "", "text": ""}
        ] * MAX_NOTES
    with pytest.raises(Conflict):
        note_incident(store, admin, wanted, "再多一条")


def test_trying_again_does_what_was_due_and_settles_it(
    store: Store, admin: Actor, moved_clock: MovedClock
) -> None:
    case_id, whole = stuck(store, moved_clock)
    row = only(store, admin)
    assert (row.case_id, row.retryable, row.process) == (case_id, True, "mini")
    failed = retry_incident(store, admin, row.id)
    assert not failed.moved
    assert failed.message.startswith("重试未成功：")
    document(store, case_id, whole)
    done = retry_incident(store, admin, row.id)
    assert done.moved
    settled = only(store, admin, resolved=True)
    assert settled.resolved_by == admin.name
    assert [note.text for note in settled.notes] == [failed.message, done.message]
    with store.reading() as session:
        clock = session.query(ClockRow).filter(ClockRow.case_id == case_id).one()
    assert (clock.lapsed_at is not None, clock.failures) == (True, 0)


def test_with_nothing_due_it_says_so_and_stays_open(store: Store, admin: Actor) -> None:
    wanted = incident(store, "case_stuck", begin(store).id)
    result = retry_incident(store, admin, wanted)
    assert not result.moved
    assert "没有到期未处理的事项" in result.message
    assert only(store, admin).notes[0].text == result.message


def test_what_cannot_be_tried_again_is_refused(store: Store, admin: Actor) -> None:
    wanted = incident(store)
    with pytest.raises(Conflict):
        retry_incident(store, admin, wanted)
    with pytest.raises(NotFound):
        retry_incident(store, admin, "none")
    settled = incident(store, "case_stuck", begin(store).id)
    resolve_incident(store, admin, settled)
    with pytest.raises(Conflict):
        retry_incident(store, admin, settled)


def test_only_the_system_administrator_may(store: Store) -> None:
    wanted = incident(store, "case_stuck", begin(store).id)
    for who in ("zhangwei", "secadmin", "auditor", "pengli"):
        with pytest.raises(Forbidden):
            note_incident(store, acting(store, who), wanted, "有")
        with pytest.raises(Forbidden):
            retry_incident(store, acting(store, who), wanted)


def test_nothing_is_tried_for_who_may_not(store: Store, moved_clock: MovedClock) -> None:
    case_id, whole = stuck(store, moved_clock)
    document(store, case_id, whole)
    with store.reading() as session:
        wanted = session.query(Incident).one().id
    with pytest.raises(Forbidden):
        retry_incident(store, acting(store, "pengli"), wanted)
    with store.reading() as session:
        clock = session.query(ClockRow).filter(ClockRow.case_id == case_id).one()
    assert clock.lapsed_at is None


def test_only_a_stuck_case_is_tried_again_and_only_its_own_terms_count(
    store: Store, admin: Actor, moved_clock: MovedClock
) -> None:
    other, waiting = begin(store), begin(store, WITH_AGENT)
    with pytest.raises(Conflict, match="不能重试"):
        retry_incident(store, admin, incident(store, "mail_dead", waiting.id))
    approve(store, other.id)
    wanted = incident(store, "case_stuck", waiting.id)
    moved_clock.advance(timedelta(days=4))
    assert not retry_incident(store, admin, wanted).moved
    approve(store, waiting.id)
    assert not retry_incident(store, admin, wanted).moved


def test_what_is_done_about_an_incident_is_in_the_audit(store: Store, admin: Actor) -> None:
    case_id = begin(store).id
    wanted = incident(store, "case_stuck", case_id)
    note_incident(store, admin, wanted, "已电话联系")
    retry_incident(store, admin, wanted)
    resolve_incident(store, admin, wanted)
    kinds = ("incident_noted", "incident_retried", "incident_resolved")
    with store.reading() as session:
        found = session.query(Event).filter(Event.kind.in_(kinds)).order_by(Event.id).all()
    assert [event.kind for event in found] == list(kinds)
    assert {(event.data["incident"], event.data["case"]) for event in found} == {(wanted, case_id)}


def test_they_are_found_by_kind_and_by_process(store: Store, admin: Actor) -> None:
    incident(store)
    of_case = incident(store, "case_stuck", begin(store).id)
    assert [row.id for row in list_incidents(store, admin, process="mini").items] == [of_case]
    assert [row.id for row in list_incidents(store, admin, kind="case_stuck").items] == [of_case]
    assert list_incidents(store, admin, kind="mail_dead", process="mini").items == ()
