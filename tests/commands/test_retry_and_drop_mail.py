"""The system administrator's two acts on a mail that did not go out."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from engine.clock import MovedClock
from engine.commands.drop_mail import drop_mail
from engine.commands.retry_mail import retry_mail
from engine.errors import Conflict, Forbidden, NotFound
from engine.store.database import Store
from engine.store.tables import Event, Message
from tests.bureau.fixtures import acting


def write(store: Store, state: str, sending: bool = False) -> str:
    now = store.clock.now()
    row = Message(
        id="mail",
        dedupe="mail",
        template="test",
        address="a@example.cn",
        subject="题",
        text="正文\n",
        created_at=now,
        effective_at=now,
        mail_state=state,
        attempts=3,
        last_error="550 no",
        next_try_at=now + timedelta(days=1),
        lease_until=now + timedelta(minutes=1) if sending else None,
    )
    with store.transaction() as session:
        session.add(row)
    return "mail"


def read(store: Store) -> Message:
    with store.reading() as session:
        return session.scalars(select(Message)).one()


@pytest.mark.parametrize("state", ["waiting", "kept", "dead", "dropped"])
def test_a_retried_mail_is_due_now(each_bureau_store: Store, state: str) -> None:
    store = each_bureau_store
    retry_mail(store, acting(store, "sysadmin"), write(store, state))
    row = read(store)
    assert (row.mail_state, row.attempts, row.last_error) == ("waiting", 0, "")
    assert row.next_try_at == store.clock.now()


@pytest.mark.parametrize("state", ["waiting", "kept", "dead"])
def test_a_dropped_mail_is_given_up(bureau_store: Store, state: str) -> None:
    drop_mail(bureau_store, acting(bureau_store, "sysadmin"), write(bureau_store, state))
    assert read(bureau_store).mail_state == "dropped"


@pytest.mark.parametrize("state", ["sent", "none"])
def test_what_is_settled_stays(bureau_store: Store, state: str) -> None:
    mail, actor = write(bureau_store, state), acting(bureau_store, "sysadmin")
    for act in (retry_mail, drop_mail):
        with pytest.raises(Conflict):
            act(bureau_store, actor, mail)
    assert read(bureau_store).mail_state == state


def test_a_mail_that_is_being_sent_is_left_alone(
    bureau_store: Store, moved_clock: MovedClock
) -> None:
    mail, actor = write(bureau_store, "waiting", sending=True), acting(bureau_store, "sysadmin")
    with pytest.raises(Conflict, match="正在发送"):
        drop_mail(bureau_store, actor, mail)
    moved_clock.advance(timedelta(minutes=1))
    drop_mail(bureau_store, actor, mail)
    assert read(bureau_store).mail_state == "dropped"


@pytest.mark.parametrize("who", ["zhangwei", "secadmin", "auditor"])
def test_only_the_system_administrator_may(bureau_store: Store, who: str) -> None:
    mail, actor = write(bureau_store, "dead"), acting(bureau_store, who)
    for act in (retry_mail, drop_mail):
        with pytest.raises(Forbidden):
            act(bureau_store, actor, mail)


def test_an_unknown_mail_is_not_found(bureau_store: Store) -> None:
    with pytest.raises(NotFound):
        retry_mail(bureau_store, acting(bureau_store, "sysadmin"), "none")


def test_the_act_is_in_the_audit_trail(bureau_store: Store) -> None:
    actor = acting(bureau_store, "sysadmin")
    retry_mail(bureau_store, actor, write(bureau_store, "dead"))
    with bureau_store.reading() as session:
        event = session.scalars(select(Event).where(Event.kind == "mail_retried")).one()
    assert (event.actor_id, event.data["message"], event.data["from"]) == (
        actor.person_id,
        "mail",
        "dead",
    )
    assert event.actor_post.endswith("系统管理员")
