"""Delivering what waits: once, whatever dies on the way, on both databases."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import event, select

from engine.clock import MovedClock
from engine.commands.deliver_mail import BACK_OFF, LEASE, MAX_ATTEMPTS, deliver_due
from engine.mail.compose import Mail
from engine.mail.send import Sender
from engine.settings import Settings
from engine.store.database import Store
from engine.store.tables import Incident, Message
from engine.store.types import new_id
from tests.bureau.fixtures import START
from tests.postbox import HANG_UP, Postbox, open_postbox


@pytest.fixture
def postbox() -> Iterator[Postbox]:
    with open_postbox() as opened:
        yield opened


class DyingSender:
    """A sender whose process dies: before the mail went out, or right after the server took it."""

    def __init__(self, sender: Sender, after: bool) -> None:
        self.sender = sender
        self.after = after

    def send(self, mail: Mail) -> None:
        if self.after:
            self.sender.send(mail)
        raise SystemExit

    def close(self) -> None:
        self.sender.close()


def sender_to(postbox: Postbox) -> Sender:
    return Sender(Settings(smtp=postbox.server, mail_from="共享通 <noreply@example.cn>"))


def write(store: Store, *subjects: str, address: str = "a@example.cn") -> None:
    """Write messages as an effect does, in the order of their subjects."""
    with store.transaction() as session:
        for subject in subjects:
            session.add(
                Message(
                    dedupe=new_id(),
                    template="test",
                    address=address,
                    subject=subject,
                    text="正文\n",
                    created_at=store.clock.now(),
                    effective_at=store.clock.now(),
                )
            )


def message(store: Store, subject: str = "一") -> Message:
    with store.reading() as session:
        return session.scalars(select(Message).where(Message.subject == subject)).one()


def incidents(store: Store) -> list[Incident]:
    with store.reading() as session:
        return list(session.scalars(select(Incident)))


def test_a_mail_is_due_at_once_and_sent_once(each_bureau_store: Store, postbox: Postbox) -> None:
    write(each_bureau_store, "一")
    assert deliver_due(each_bureau_store, sender_to(postbox)) == 1
    assert deliver_due(each_bureau_store, sender_to(postbox)) == 0
    row = message(each_bureau_store)
    assert postbox.subjects == ["一"]
    assert (row.mail_state, row.sent_at, row.attempts) == ("sent", START, 1)
    assert row.lease_until is None
    assert postbox.mails[0]["Message-ID"] == f"<{row.id}@example.cn>"


def test_mails_go_out_in_the_order_they_were_written(bureau_store: Store, postbox: Postbox) -> None:
    write(bureau_store, "一", "二", "三")
    assert deliver_due(bureau_store, sender_to(postbox), limit=2) == 2
    assert postbox.subjects == ["一", "二"]


def test_one_round_uses_one_connection(bureau_store: Store, postbox: Postbox) -> None:
    write(bureau_store, "一", "二", "三")
    deliver_due(bureau_store, sender_to(postbox))
    assert (len(postbox.mails), postbox.connections) == (3, 1)


def test_without_a_server_mails_are_kept(each_bureau_store: Store) -> None:
    write(each_bureau_store, "一", "二")
    assert deliver_due(each_bureau_store, None) == 0
    assert message(each_bureau_store, "二").mail_state == "kept"


def test_kept_mails_do_not_go_out_when_a_server_comes_later(
    bureau_store: Store, postbox: Postbox
) -> None:
    write(bureau_store, "一")
    deliver_due(bureau_store, None)
    write(bureau_store, "二")
    deliver_due(bureau_store, sender_to(postbox))
    assert postbox.subjects == ["二"]


def test_a_temporary_refusal_waits_for_its_next_try(
    each_bureau_store: Store, postbox: Postbox, moved_clock: MovedClock
) -> None:
    postbox.answers["a@example.cn"] = ["450 mailbox busy"]
    write(each_bureau_store, "一")
    assert deliver_due(each_bureau_store, sender_to(postbox)) == 0
    row = message(each_bureau_store)
    assert (row.mail_state, row.next_try_at) == ("waiting", START + BACK_OFF[0])
    assert "450 mailbox busy" in row.last_error
    assert deliver_due(each_bureau_store, sender_to(postbox)) == 0
    moved_clock.advance(BACK_OFF[0])
    assert deliver_due(each_bureau_store, sender_to(postbox)) == 1
    assert message(each_bureau_store).last_error == ""


def test_a_refused_mail_does_not_hold_up_the_others(bureau_store: Store, postbox: Postbox) -> None:
    postbox.answers["bad@example.cn"] = ["550 unknown"]
    write(bureau_store, "一", address="bad@example.cn")
    write(bureau_store, "二")
    assert deliver_due(bureau_store, sender_to(postbox)) == 1
    assert postbox.subjects == ["二"]


def test_a_final_refusal_is_dead_and_shown(each_bureau_store: Store, postbox: Postbox) -> None:
    postbox.answers["a@example.cn"] = ["550 no such user"]
    write(each_bureau_store, "一")
    deliver_due(each_bureau_store, sender_to(postbox))
    assert message(each_bureau_store).mail_state == "dead"
    [incident] = incidents(each_bureau_store)
    assert incident.kind == "mail_dead"
    assert "a@example.cn" in incident.message
    assert "550 no such user" in incident.detail


def test_after_the_last_try_a_mail_is_dead(
    bureau_store: Store, postbox: Postbox, moved_clock: MovedClock
) -> None:
    postbox.answers["a@example.cn"] = ["450 later"] * MAX_ATTEMPTS
    write(bureau_store, "一")
    for wait in BACK_OFF:
        deliver_due(bureau_store, sender_to(postbox))
        assert message(bureau_store).mail_state == "waiting"
        moved_clock.advance(wait)
    deliver_due(bureau_store, sender_to(postbox))
    assert (message(bureau_store).mail_state, len(incidents(bureau_store))) == ("dead", 1)


def test_the_tries_outlast_a_long_holiday() -> None:
    assert sum(BACK_OFF, timedelta()) > timedelta(days=8)


def test_an_unreachable_server_costs_one_mail_one_try(
    bureau_store: Store, postbox: Postbox
) -> None:
    postbox.answers["a@example.cn"] = [HANG_UP] * 3
    write(bureau_store, "一", "二", "三")
    assert deliver_due(bureau_store, sender_to(postbox)) == 0
    attempts = [message(bureau_store, subject).attempts for subject in ("一", "二", "三")]
    assert attempts == [1, 0, 0]


def test_a_mail_that_cannot_be_made_does_not_stop_the_others(
    bureau_store: Store, postbox: Postbox
) -> None:
    class Stumbling(Sender):
        def send(self, mail: Mail) -> None:
            if mail.subject == "一":
                raise RuntimeError("unforeseen")
            super().send(mail)

    write(bureau_store, "一", "二")
    settings = Settings(smtp=postbox.server, mail_from="noreply@example.cn")
    assert deliver_due(bureau_store, Stumbling(settings)) == 1
    assert message(bureau_store, "一").mail_state == "dead"
    assert postbox.subjects == ["二"]


def test_a_node_that_died_before_sending_loses_nothing(
    each_bureau_store: Store, postbox: Postbox, moved_clock: MovedClock
) -> None:
    write(each_bureau_store, "一")
    with pytest.raises(SystemExit):
        deliver_due(each_bureau_store, DyingSender(sender_to(postbox), after=False))
    assert deliver_due(each_bureau_store, sender_to(postbox)) == 0
    moved_clock.advance(LEASE)
    assert deliver_due(each_bureau_store, sender_to(postbox)) == 1
    assert postbox.subjects == ["一"]


def test_a_node_that_died_after_sending_repeats_the_same_message_id(
    each_bureau_store: Store, postbox: Postbox, moved_clock: MovedClock
) -> None:
    write(each_bureau_store, "一")
    with pytest.raises(SystemExit):
        deliver_due(each_bureau_store, DyingSender(sender_to(postbox), after=True))
    moved_clock.advance(LEASE)
    deliver_due(each_bureau_store, sender_to(postbox))
    ids = [mail["Message-ID"] for mail in postbox.mails]
    assert len(ids) == 2
    assert ids[0] == ids[1]


def test_a_mail_that_kills_every_node_is_given_up(
    bureau_store: Store, postbox: Postbox, moved_clock: MovedClock
) -> None:
    write(bureau_store, "一")
    for _ in range(MAX_ATTEMPTS):
        with pytest.raises(SystemExit):
            deliver_due(bureau_store, DyingSender(sender_to(postbox), after=False))
        moved_clock.advance(LEASE)
    write(bureau_store, "二")
    assert deliver_due(bureau_store, sender_to(postbox)) == 1
    assert message(bureau_store).mail_state == "dead"
    assert postbox.subjects == ["二"]


def test_a_node_whose_lease_ran_out_does_not_settle(
    each_bureau_store: Store, postbox: Postbox, moved_clock: MovedClock
) -> None:
    """The slow node hears a refusal; meanwhile the other node has sent the mail."""

    class SlowSender(Sender):
        def send(self, mail: Mail) -> None:
            moved_clock.advance(LEASE)
            assert deliver_due(each_bureau_store, sender_to(postbox)) == 1
            postbox.answers["a@example.cn"] = ["550 no"]
            super().send(mail)

    write(each_bureau_store, "一")
    settings = Settings(smtp=postbox.server, mail_from="noreply@example.cn")
    deliver_due(each_bureau_store, SlowSender(settings))
    assert message(each_bureau_store).mail_state == "sent"


def test_several_deliverers_at_once_send_each_mail_once(
    each_bureau_store: Store, postbox: Postbox
) -> None:
    subjects = [f"第{number}封" for number in range(30)]
    write(each_bureau_store, *subjects)
    barrier = threading.Barrier(3)

    def deliver(_number: int) -> int:
        barrier.wait()
        return deliver_due(each_bureau_store, sender_to(postbox))

    with ThreadPoolExecutor(3) as nodes:
        assert sum(nodes.map(deliver, range(3))) == 30
    assert sorted(postbox.subjects) == sorted(subjects)


def test_a_mail_locked_by_another_node_is_passed_over(
    bureau_postgres_url: str, moved_clock: MovedClock, postbox: Postbox
) -> None:
    store = Store(bureau_postgres_url, moved_clock)
    write(store, "一", "二")
    with store.transaction() as session:
        session.scalars(select(Message).where(Message.subject == "一").with_for_update()).one()
        assert deliver_due(store, sender_to(postbox)) == 1
    assert postbox.subjects == ["二"]
    store.close()


def test_nothing_due_costs_one_query(bureau_store: Store, postbox: Postbox) -> None:
    write(bureau_store, "一")
    deliver_due(bureau_store, sender_to(postbox))
    statements: list[str] = []
    event.listen(
        bureau_store.engine,
        "before_cursor_execute",
        lambda _c, _cursor, statement, *_rest: statements.append(statement),
    )
    deliver_due(bureau_store, sender_to(postbox))
    assert len([each for each in statements if each.startswith("SELECT")]) == len(statements) - 1
    assert statements[0] == "BEGIN"
