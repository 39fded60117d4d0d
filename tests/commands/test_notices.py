"""Reading notices and closing incidents."""

from datetime import timedelta

import pytest

from engine.commands.read_message import read_all_messages, read_message
from engine.commands.resolve_incident import resolve_incident
from engine.errors import Conflict, Forbidden, NotFound
from engine.queries.admin.incidents import list_incidents, open_incidents
from engine.queries.messages import get_message, list_messages
from engine.store.database import Store
from engine.store.tables import Incident, Message
from engine.store.types import new_id
from tests.bureau.fixtures import acting


def tell(store: Store, who: str, times: int = 1) -> list[str]:
    ids = [new_id() for _ in range(times)]
    now, person_id = store.clock.now(), acting(store, who).person_id
    with store.transaction() as session:
        session.add_all(
            Message(
                id=each, dedupe=each, template="told", person_id=person_id, address="a@b.invalid",
                subject=f"通知{place}", text="正文", created_at=now, effective_at=now,
            )
            for place, each in enumerate(ids)
        )  # fmt: skip
    return ids


def incident(store: Store) -> str:
    row = Incident(id=new_id(), kind="mail_dead", message="坏了", created_at=store.clock.now())
    with store.transaction() as session:
        session.add(row)
    return row.id


def test_reading_is_noted_once(bureau_store: Store) -> None:
    me, (told,) = acting(bureau_store, "zhangwei"), tell(bureau_store, "zhangwei")
    read_message(bureau_store, me, told)
    first = get_message(bureau_store, me, told).read_at
    bureau_store.clock.advance(timedelta(hours=1))  # type: ignore[attr-defined]
    read_message(bureau_store, me, told)
    assert first == get_message(bureau_store, me, told).read_at is not None


def test_other_peoples_notices_do_not_exist(bureau_store: Store) -> None:
    other, (told,) = acting(bureau_store, "liuyang"), tell(bureau_store, "zhangwei")
    with pytest.raises(NotFound):
        get_message(bureau_store, other, told)
    with pytest.raises(NotFound):
        read_message(bureau_store, other, told)
    assert read_all_messages(bureau_store, other) == 0
    assert read_all_messages(bureau_store, acting(bureau_store, "zhangwei")) == 1


def test_unread_notices_come_first_and_pages_miss_none(each_bureau_store: Store) -> None:
    store, me = each_bureau_store, acting(each_bureau_store, "zhangwei")
    ids = tell(store, "zhangwei", 7)
    for read in (ids[6], ids[3]):
        read_message(store, me, read)
    seen, after = [], None
    while True:
        page = list_messages(store, me, after=after, limit=3)
        seen += [notice.id for notice in page.items]
        if (after := page.next_after) is None:
            break
    unread = [each for each in reversed(ids) if each not in (ids[6], ids[3])]
    assert seen == [*unread, ids[6], ids[3]]
    assert len(list_messages(store, me, unread_only=True).items) == 5


def test_an_incident_is_closed_once_by_the_system_administrator(bureau_store: Store) -> None:
    wanted = incident(bureau_store)
    for who in ("zhangwei", "secadmin", "auditor"):
        with pytest.raises(Forbidden):
            resolve_incident(bureau_store, acting(bureau_store, who), wanted)
    admin = acting(bureau_store, "sysadmin")
    resolve_incident(bureau_store, admin, wanted)
    assert open_incidents(bureau_store) == 0
    assert list_incidents(bureau_store, admin, resolved=True).items[0].resolved_by == admin.name
    with pytest.raises(Conflict):
        resolve_incident(bureau_store, admin, wanted)
    with pytest.raises(NotFound):
        resolve_incident(bureau_store, admin, "none")
