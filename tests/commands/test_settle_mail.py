"""A mail that went out is written down, however busy the database is."""

import sqlite3
from threading import Timer

import pytest

from engine.commands.deliver_mail import LEASE, deliver_due
from engine.mail.compose import Mail
from engine.store import database
from engine.store.database import Store
from tests.commands.test_deliver_mail import message, write


class Crowding:
    """A sender after whose mail somebody else writes for longer than a writer waits."""

    def __init__(self, url: str) -> None:
        self.sent: list[str] = []
        self.other = sqlite3.connect(
            url.removeprefix("sqlite:///"), isolation_level=None, check_same_thread=False
        )

    def send(self, mail: Mail) -> None:
        self.sent.append(mail.id)
        self.other.execute("BEGIN IMMEDIATE")
        Timer(0.5, self.other.execute, ["ROLLBACK"]).start()

    def close(self) -> None:
        """Nothing to close."""


@pytest.fixture
def hasty(bureau_store, monkeypatch) -> Store:
    """The store as a program sees it that waits only a moment for another writer."""
    monkeypatch.setattr(database, "LOCK_WAIT_SECONDS", 0.05)
    return Store(bureau_store.url, bureau_store.clock, bureau_store.base_calendar)


def test_a_mail_goes_out_once_though_it_could_not_be_settled_at_once(bureau_store, hasty):
    write(bureau_store, "一")
    sender = Crowding(bureau_store.url)
    assert deliver_due(hasty, sender) == 1
    bureau_store.clock.advance(LEASE * 2)
    assert deliver_due(hasty, sender) == 0
    assert len(sender.sent) == 1
    assert message(bureau_store).mail_state == "sent"
