"""The scheduler: every job at its turn, none takes another with it, a clean stop."""

import logging
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from engine import scheduler
from engine.clock import MovedClock
from engine.commands.clear_expired import FAILURES_KEPT
from engine.scheduler import Job, run_scheduler, tick
from engine.settings import Settings
from engine.store.database import Store
from engine.store.tables import Message, Person, Seal, SignInFailure, SignInSession, Table
from tests.postbox import Postbox, open_postbox
from tests.trail import add_events


@pytest.fixture
def postbox() -> Iterator[Postbox]:
    with open_postbox() as opened:
        yield opened


def count(store: Store, table: type[Table]) -> int:
    with store.reading() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def write_mail(store: Store, key: str = "mail") -> None:
    now = store.clock.now()
    row = Message(
        dedupe=key,
        template="test",
        address="a@example.cn",
        subject="题",
        text="正文\n",
        created_at=now,
        effective_at=now,
    )
    with store.transaction() as session:
        session.add(row)


def write_sign_ins(store: Store, ends_in: timedelta) -> None:
    now = store.clock.now()
    with store.transaction() as session:
        person = session.scalars(select(Person.id).limit(1)).one()
        session.add(
            SignInSession(
                digest=f"{ends_in}",
                person_id=person,
                created_at=now,
                seen_at=now,
                expires_at=now + ends_in,
            )
        )
        session.add(SignInFailure(username="zhangwei", at=now - FAILURES_KEPT + ends_in))


def test_a_tick_does_all_there_is_to_do(bureau_store: Store, postbox: Postbox) -> None:
    write_mail(bureau_store)
    add_events(bureau_store, None)
    settings = Settings(smtp=postbox.server, mail_from="noreply@example.cn")
    done = tick(bureau_store, settings)
    assert list(done) == [
        "service",
        "recount",
        "sweep",
        "move",
        "deliver",
        "seal",
        "free",
        "expire",
        "remind",
        "point",
        "calendar",
        "clear",
    ]
    assert (done["deliver"], done["seal"]) == (1, 1)
    assert (postbox.subjects, count(bureau_store, Seal)) == (["题"], 1)


def test_a_second_tick_finds_nothing_left(bureau_store: Store) -> None:
    tick(bureau_store, Settings())
    assert set(tick(bureau_store, Settings()).values()) == {0}


def test_a_backlog_goes_out_in_one_tick(bureau_store: Store, postbox: Postbox) -> None:
    for number in range(60):
        write_mail(bureau_store, f"{number}")
    settings = Settings(smtp=postbox.server, mail_from="noreply@example.cn")
    assert tick(bureau_store, settings)["deliver"] == 60
    assert len(postbox.mails) == 60


def test_a_stop_ends_a_long_drain(bureau_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    ending, turns = threading.Event(), iter(range(100))

    def sweep(_store: Store) -> int:
        if next(turns) == 2:
            ending.set()
        return 1

    monkeypatch.setattr(scheduler, "lapse_due", sweep)
    jobs = {job.name: job for job in scheduler.jobs(bureau_store, Settings(), ending)}
    assert jobs["sweep"].run() == 3


def test_without_a_server_a_tick_keeps_the_mails(bureau_store: Store) -> None:
    write_mail(bureau_store)
    tick(bureau_store, Settings())
    with bureau_store.reading() as session:
        assert session.scalars(select(Message.mail_state)).all() == ["kept"]


def test_ended_sign_ins_are_cleared_and_others_stay(
    bureau_store: Store, moved_clock: MovedClock
) -> None:
    write_sign_ins(bureau_store, timedelta(hours=1))
    write_sign_ins(bureau_store, timedelta(hours=2))
    moved_clock.advance(timedelta(hours=1))
    assert tick(bureau_store, Settings())["clear"] == 2
    assert (count(bureau_store, SignInSession), count(bureau_store, SignInFailure)) == (1, 1)


def test_a_job_that_fails_is_logged_and_the_others_run(
    bureau_store: Store, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(_store: Store) -> int:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(scheduler, "seal_events", fail)
    done = tick(bureau_store, Settings())
    assert (done["seal"], done["clear"]) == (None, 0)
    assert "the disk is full" in caplog.text


def test_every_job_runs_at_once_and_again(
    bureau_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    twice, stop = threading.Semaphore(0), threading.Event()

    def work() -> int:
        twice.release()
        return 1

    job = Job("often", 0.01, work)
    monkeypatch.setattr(scheduler, "jobs", lambda *_: (job,))
    running = threading.Thread(target=run_scheduler, args=(bureau_store, Settings(), stop))
    running.start()
    assert twice.acquire(timeout=30)
    assert twice.acquire(timeout=30)
    stop.set()
    running.join(timeout=30)
    assert not running.is_alive()


def test_a_stop_waits_for_the_job_under_way(
    bureau_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go_on, stop = (threading.Event() for _ in range(3))

    def work() -> int:
        begun.set()
        go_on.wait()
        return 1

    monkeypatch.setattr(scheduler, "jobs", lambda *_: (Job("slow", 60, work),))
    running = threading.Thread(target=run_scheduler, args=(bureau_store, Settings(), stop))
    running.start()
    assert begun.wait(timeout=30)
    stop.set()
    running.join(timeout=0.2)
    assert running.is_alive()
    go_on.set()
    running.join(timeout=30)
    assert not running.is_alive()


def test_a_job_that_fails_runs_again(
    bureau_store: Store, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL)
    tries, stop = threading.Semaphore(0), threading.Event()

    def fail() -> int:
        tries.release()
        raise RuntimeError

    job = Job("failing", 0.01, fail)
    monkeypatch.setattr(scheduler, "jobs", lambda *_: (job,))
    running = threading.Thread(target=run_scheduler, args=(bureau_store, Settings(), stop))
    running.start()
    assert tries.acquire(timeout=30)
    assert tries.acquire(timeout=30)
    stop.set()
    running.join(timeout=30)


def test_a_signal_stops_the_process_cleanly(bureau_sqlite_url: str, tmp_path: Path) -> None:
    program = (
        "import logging, sys\n"
        "logging.basicConfig(level='INFO', stream=sys.stdout)\n"
        "from engine.scheduler import run_scheduler\n"
        "from engine.settings import Settings\n"
        "from engine.store.database import Store\n"
        f"run_scheduler(Store({bureau_sqlite_url!r}), Settings())\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, text=True, env=dict(os.environ)
    )
    assert process.stdout is not None
    for line in process.stdout:
        if "scheduler started" in line:
            break
    process.send_signal(signal.SIGTERM)
    rest, _ = process.communicate(timeout=60)
    assert process.returncode == 0
    assert "scheduler stopped" in rest
