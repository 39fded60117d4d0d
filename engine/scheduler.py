"""What happens without anybody asking: a few jobs at fixed intervals.

The database decides what is due and which node does it, so any number of schedulers may run. A job
that fails is logged and tried again at its next turn; it never takes another one with it.
"""

import logging
import signal
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler

from engine.commands.clear_expired import clear_expired
from engine.commands.deliver_mail import deliver_due
from engine.commands.expire_grants import expire_grants
from engine.commands.free_tasks import free_tasks
from engine.commands.keep_service import keep_service
from engine.commands.lapse_due import lapse_due
from engine.commands.move_waiting import move_waiting
from engine.commands.point_requests import point_requests
from engine.commands.recount_clocks import recount_open
from engine.commands.remind_expiring import remind_expiring
from engine.commands.seal_events import seal_events
from engine.commands.watch_calendar import watch_calendar
from engine.mail.send import Sender
from engine.settings import Settings
from engine.store.database import Store

log = logging.getLogger(__name__)

SERVICE_SECONDS = 60
SEAL_SECONDS = 60
FREE_SECONDS = 600
CLEAR_SECONDS = 3600
POINT_SECONDS = 60
CALENDAR_SECONDS = 3600
#: Batches of one turn; what is left waits for the next.
MAX_BATCHES = 100


@dataclass(frozen=True)
class Job:
    """Something done every `seconds`; `run` returns how many things it did."""

    name: str
    seconds: float
    run: Callable[[], int]


def jobs(store: Store, settings: Settings, ending: threading.Event) -> tuple[Job, ...]:
    """Return all jobs, in the order in which `tick` runs them; long ones look at `ending`."""
    often = settings.scheduler_seconds
    return (
        Job("service", SERVICE_SECONDS, lambda: keep_service(store)),
        Job("recount", often, lambda: _drain(lambda: recount_open(store), ending)),
        Job("sweep", often, lambda: _drain(lambda: lapse_due(store), ending)),
        Job("move", often, lambda: _drain(lambda: move_waiting(store), ending)),
        Job("deliver", often, lambda: _drain(lambda: _deliver(store, settings), ending)),
        Job("seal", SEAL_SECONDS, lambda: seal_events(store)),
        Job("free", FREE_SECONDS, lambda: free_tasks(store)),
        Job("expire", FREE_SECONDS, lambda: expire_grants(store)),
        Job("remind", FREE_SECONDS, lambda: remind_expiring(store)),
        Job("point", POINT_SECONDS, lambda: point_requests(store)),
        Job("calendar", CALENDAR_SECONDS, lambda: watch_calendar(store)),
        Job("clear", CLEAR_SECONDS, lambda: clear_expired(store)),
    )


def tick(store: Store, settings: Settings) -> dict[str, int | None]:
    """Run every job once and return how many things each did, None for one that failed."""
    return {job.name: _run(job) for job in jobs(store, settings, threading.Event())}


def run_scheduler(store: Store, settings: Settings, stop: threading.Event | None = None) -> None:
    """Run the jobs until `stop` is set (SIGTERM and SIGINT when None), then end those under way."""
    wait = stop.wait if stop else _signals()
    ending = stop or threading.Event()
    scheduler = BackgroundScheduler(timezone=UTC, executors={"default": ThreadPoolExecutor(4)})
    for job in jobs(store, settings, ending):
        _schedule(scheduler, job)
    scheduler.start()
    log.info("scheduler started")
    try:
        wait()
    finally:
        ending.set()
        scheduler.shutdown(wait=True)
        log.info("scheduler stopped")


def _schedule(scheduler: BackgroundScheduler, job: Job) -> None:
    scheduler.add_job(
        _run,
        "interval",
        args=[job],
        seconds=job.seconds,
        id=job.name,
        next_run_time=datetime.now(UTC),
        max_instances=1,
        coalesce=True,
        misfire_grace_time=None,
    )


def _run(job: Job) -> int | None:
    try:
        done = job.run()
    except Exception:
        log.exception("job %s failed", job.name)
        return None
    log.log(logging.INFO if done else logging.DEBUG, "job %s: %d", job.name, done)
    return done


def _drain(step: Callable[[], int], ending: threading.Event) -> int:
    """Repeat a job that does a batch at a time while there is more, as after a week down."""
    total = 0
    for _ in range(MAX_BATCHES):
        done = step()
        total += done
        if not done or ending.is_set():
            break
    return total


def _deliver(store: Store, settings: Settings) -> int:
    return deliver_due(store, Sender(settings) if settings.smtp else None)


def _signals() -> Callable[[], None]:
    """Return what waits for SIGTERM or SIGINT."""
    came: list[int] = []

    def wait() -> None:
        # A signal that comes right before a wait without end would be noticed after it: never.
        while not came:
            time.sleep(0.2)

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda number, _frame: came.append(number))
    return wait
