"""Keeps child processes running: starts them, restarts those that die, stops them all in order."""

import logging
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import FrameType

from engine.cli.leash import leash

log = logging.getLogger(__name__)

POLL_SECONDS = 0.2
#: Longer than a request or a sweep takes; whatever is cut off then was not committed.
GRACE_SECONDS = 20.0
#: A child that lived this long starts with a clean record.
SETTLED_SECONDS = 60.0
LONGEST_PAUSE = 30.0
#: So many deaths in a row, none of them settled, and all is stopped for somebody to look; the
#: second one before anything worked at all means that the cause will not go away by itself.
TOO_OFTEN, TOO_OFTEN_AT_FIRST = 5, 2


@dataclass
class Child:
    """A process to keep running; `name` is what the log calls it."""

    name: str
    command: Sequence[str]
    environ: Mapping[str, str]
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    deaths: int = 0
    start_at: float = 0.0

    def start(self, now: float) -> None:
        """Start the process in a session of its own: signals reach it through us alone."""
        self.process = subprocess.Popen(
            list(self.command),
            env=dict(self.environ),
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=leash() if sys.platform != "win32" else None,
        )
        self.started = now

    def tend(self, now: float) -> None:
        """Note a death and plan the next start; start when the pause is over."""
        if self.process is None:
            if now >= self.start_at:
                self.start(now)
        elif self.process.poll() is not None:
            self._died(now)

    def _died(self, now: float) -> None:
        assert self.process is not None
        settled = now - self.started >= SETTLED_SECONDS
        self.deaths = 1 if settled else self.deaths + 1
        pause = min(2.0 ** (self.deaths - 1), LONGEST_PAUSE)
        log.error("%s意外退出（%s），%d 秒后重新启动", self.name, self.process.returncode, pause)
        self.process, self.start_at = None, now + pause


@dataclass
class Supervisor:
    """Runs the children until a signal says stop. `ready` is asked until it is true once."""

    children: Sequence[Child]
    ready: Callable[[], bool]
    announce: Callable[[], None]
    stopping: bool = False
    announced: bool = field(default=False, init=False)

    def run(self) -> bool:
        """Keep the children running; return False when one of them would not stay up."""
        self._listen()
        try:
            while not self.stopping:
                self._look()
                if self._hopeless():
                    return False
                time.sleep(POLL_SECONDS)
        finally:
            self._stop_children()
        return True

    def _look(self) -> None:
        for child in self.children:
            child.tend(time.monotonic())
        if not self.announced and self.ready():
            self.announced = True
            self.announce()

    def _hopeless(self) -> bool:
        limit = TOO_OFTEN if self.announced else TOO_OFTEN_AT_FIRST
        return any(child.deaths >= limit for child in self.children)

    def _listen(self) -> None:
        wanted = ("SIGTERM", "SIGINT", "SIGHUP", "SIGBREAK")
        for name in wanted:
            if hasattr(signal, name):
                signal.signal(getattr(signal, name), self._stop)

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        self.stopping = True

    def _stop_children(self) -> None:
        alive = [child.process for child in self.children if child.process is not None]
        for process in alive:
            process.terminate()
        last = time.monotonic() + GRACE_SECONDS
        for process in alive:
            try:
                process.wait(max(0.0, last - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
