"""The notice of next year is missed: one mail per administrator and level, none once it is in."""

from collections.abc import Iterator

import pytest
from sqlalchemy import select, update

from engine.commands.deliver_mail import deliver_due
from engine.commands.watch_calendar import watch_calendar
from engine.core.freshness import CRITICAL, INFO, WARNING, missing_year
from engine.mail.send import Sender
from engine.queries.audit import verify
from engine.queries.calendar.freshness import freshness
from engine.settings import Settings
from engine.store.database import Store
from engine.store.tables import Message, Person, Post, Unit
from engine.store.types import new_id
from tests.commands.casework import at
from tests.commands.test_at_once import together
from tests.postbox import Postbox, open_postbox
from tests.revising import confirm, happened, propose, put_in_force, take_back, told

ADDRESS = "sysadmin@example.cn"


@pytest.fixture
def store(each_bureau_store: Store) -> Store:
    return reachable(each_bureau_store)


@pytest.fixture
def quick(bureau_store: Store) -> Store:
    return reachable(bureau_store)


@pytest.fixture
def postbox() -> Iterator[Postbox]:
    with open_postbox() as opened:
        yield opened


def reachable(store: Store) -> Store:
    with store.transaction() as session:
        session.execute(update(Person).where(Person.username == "sysadmin").values(email=ADDRESS))
    return store


def on(store: Store, *moments: str) -> list[int]:
    """How many mails each of these moments brings, the job running twice."""
    sent = []
    for moment in moments:
        store.clock.set(at(moment))  # type: ignore[attr-defined]
        sent.append(watch_calendar(store))
        assert watch_calendar(store) == 0
    return sent


def second_administrator(store: Store) -> None:
    with store.transaction() as session:
        unit = session.scalars(select(Unit).where(Unit.code == "info-center")).one()
        person = session.scalars(select(Person).where(Person.username == "caoyu")).one()
        first = session.scalars(select(Post).where(Post.role == "system_admin")).one()
        row = {"person_id": person.id, "unit_id": unit.id, "valid_from": first.valid_from}
        session.add(Post(id=new_id(), role="system_admin", **row))


@pytest.mark.parametrize(
    ("today", "last", "missing"),
    [
        ("2026-10-31", 2026, (None, "")),
        ("2026-11-01", 2026, (2027, INFO)),
        ("2026-11-30", 2026, (2027, INFO)),
        ("2026-12-01", 2026, (2027, WARNING)),
        ("2026-12-19", 2026, (2027, WARNING)),
        ("2026-12-20", 2026, (2027, CRITICAL)),
        ("2026-12-31", 2026, (2027, CRITICAL)),
        ("2027-01-01", 2026, (2027, CRITICAL)),
        ("2027-06-30", 2026, (2027, CRITICAL)),
        ("2028-03-01", 2026, (2027, CRITICAL)),
        ("2026-12-31", 2027, (None, "")),
        ("2027-01-01", 2027, (None, "")),
        ("2027-10-31", 2027, (None, "")),
        ("2027-11-01", 2027, (2028, INFO)),
    ],
)
def test_how_pressing_it_is(today: str, last: int, missing: tuple[int | None, str]) -> None:
    assert missing_year(last, at(today).date()) == missing


def test_each_level_is_told_once(store: Store) -> None:
    moments = (
        "2026-10-31 23:59", "2026-11-01 00:00", "2026-11-15 09:00", "2026-11-30 23:59",
        "2026-12-01 00:00", "2026-12-19 23:59", "2026-12-20 00:00", "2026-12-31 23:59",
    )  # fmt: skip
    assert on(store, *moments) == [0, 1, 0, 0, 1, 0, 1, 0]
    assert told(store, "notice-missing") == ["sysadmin"] * 3
    levels = [each.data["level"] for each in happened(store, "notified")]
    assert levels == [INFO, WARNING, CRITICAL]
    assert verify(store).problems == ()


def test_the_day_is_that_of_shanghai(quick: Store) -> None:
    assert on(quick, "2026-10-31 23:59", "2026-11-01 00:00") == [0, 1]
    with quick.reading() as session:
        (row,) = session.scalars(select(Message))
    assert row.created_at == at("2026-11-01 00:00")


def test_it_arrives_with_what_to_do(quick: Store, postbox: Postbox) -> None:
    on(quick, "2026-12-01 09:00")
    sender = Sender(Settings(smtp=postbox.server, mail_from="共享通 <noreply@example.cn>"))
    assert deliver_due(quick, sender) == 1
    assert deliver_due(quick, sender) == 0
    (mail,) = postbox.mails
    assert str(mail["To"]) == ADDRESS
    assert str(mail["Subject"]) == "【工作日历】2027年放假安排通知尚未录入"
    body = mail.get_body(("plain",))
    assert body is not None
    words = body.get_content()
    assert "跨年的期限只能暂定" in words
    assert "/admin/calendar" in words


def test_every_administrator_is_told_and_nobody_else(store: Store) -> None:
    second_administrator(store)
    assert on(store, "2026-11-01 09:00") == [2]
    assert told(store, "notice-missing") == ["caoyu", "sysadmin"]


def test_who_becomes_administrator_later_is_told_of_the_present_level(quick: Store) -> None:
    assert on(quick, "2026-11-01 09:00") == [1]
    second_administrator(quick)
    assert on(quick, "2026-11-02 09:00") == [1]
    assert told(quick, "notice-missing") == ["caoyu", "sysadmin"]


def test_who_left_is_not_told(quick: Store) -> None:
    with quick.transaction() as session:
        session.execute(update(Person).where(Person.username == "sysadmin").values(active=False))
    assert on(quick, "2026-11-01 09:00") == [0]


def test_without_an_address_it_stands_in_the_program(quick: Store) -> None:
    with quick.transaction() as session:
        session.execute(update(Person).values(email=""))
    assert on(quick, "2026-11-01 09:00") == [1]
    with quick.reading() as session:
        assert [each.mail_state for each in session.scalars(select(Message))] == ["none"]


def test_down_over_a_level_only_the_present_one_is_told(quick: Store) -> None:
    assert on(quick, "2026-12-21 09:00", "2026-12-31 09:00") == [1, 0]
    (event,) = happened(quick, "notified")
    assert event.data["level"] == CRITICAL


def test_none_after_the_notice_is_in(store: Store) -> None:
    assert on(store, "2026-11-01 09:00") == [1]
    waiting = propose(store)
    assert freshness(store).waiting == 1
    assert on(store, "2026-12-01 09:00") == [
        1
    ]  # what only waits for confirmation counts for nobody

    confirm(store, waiting)
    assert on(store, "2026-12-20 09:00", "2027-01-02 09:00") == [0, 0]
    assert (freshness(store).missing, freshness(store).words) == (None, None)
    take_back(store, waiting)
    assert on(store, "2027-01-03 09:00") == [1]


def test_the_year_after_is_told_of_anew(quick: Store) -> None:
    quick.clock.set(at("2026-12-29 09:00"))  # type: ignore[attr-defined]
    put_in_force(quick)
    assert on(quick, "2027-10-31 09:00", "2027-11-01 09:00", "2027-12-01 09:00") == [0, 1, 1]
    assert {each.data["year"] for each in happened(quick, "notified")} == {2028}


def test_nodes_that_look_at_once_tell_it_once(store: Store) -> None:
    second_administrator(store)
    store.clock.set(at("2026-11-01 09:00"))  # type: ignore[attr-defined]
    done = together(*[lambda: watch_calendar(store)] * 4)
    assert sorted(done) == [0, 0, 0, 2]
    assert told(store, "notice-missing") == ["caoyu", "sysadmin"]
    assert len(happened(store, "notified")) == 1
