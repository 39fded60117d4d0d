"""A program that acts on a case and is killed: `python -m tests.trust.writer FOLDER ACT CASE TASK`.

For each run it copies FOLDER/base.sqlite3 and forks. The child of run n kills itself (SIGKILL, as
an operator or a lack of memory would) just before the n-th thing it says to the database; the first
one that comes through ends the series. Then, at seeded moments, the parent kills children in
whatever they are doing. A line for each run: the file, and whether its child came to an answer.
"""

import os
import random
import shutil
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import event

from engine.clock import MovedClock
from engine.commands.complete_task import complete_task
from engine.commands.start_case import start_case
from engine.commands.withdraw_case import withdraw_case
from engine.store.database import Store
from engine.store.packs import current_version_id, pack_of
from tests.bureau.fixtures import PASSWORD, START, acting
from tests.trust import office

KEY = "once"
MOMENTS = 6
#: Beyond this the writer does not come to an end by itself.
MOST = 60


def start(store: Store, _case: str, _task: str) -> object:
    """Hand in a request."""
    who = acting(store, "zhangwei")
    answers = office.REQUEST | {"items": ["NSRSBH"]}
    return start_case(store, who, "data-request", answers, entry="request",
                      resource=office.OF_TAX, key=KEY)  # fmt: skip


def complete(store: Store, _case: str, task: str) -> object:
    """Open the access, which activates the grant, tells the applicant and ends the case."""
    return complete_task(store, acting(store, "liangchen"), task, office.OPENED, key=KEY)


def approve(store: Store, _case: str, task: str) -> object:
    """Approve with the password, which is checked in transactions of its own."""
    who = acting(store, "lushan")
    return complete_task(store, who, task, office.APPROVE, key=KEY, password=PASSWORD)


def withdraw(store: Store, case: str, _task: str) -> object:
    """Withdraw the request."""
    return withdraw_case(store, acting(store, "caiying"), case, "改由其他途径获取", key=KEY)


ACTS: dict[str, Callable[[Store, str, str], object]] = {
    "start": start, "complete": complete, "approve": approve, "withdraw": withdraw,
}  # fmt: skip


def opened(path: Path) -> Store:
    """The store on a file, its clock at START."""
    return Store(f"sqlite:///{path}", MovedClock(START))


class Killer:
    """Kills its own process just before the n-th statement or commit."""

    def __init__(self, store: Store, number: int) -> None:
        self.left = number
        event.listen(store.engine, "before_cursor_execute", self._count)
        event.listen(store.engine, "commit", self._count)

    def _count(self, *_given: Any) -> None:
        self.left -= 1
        if self.left < 0:
            os.kill(os.getpid(), signal.SIGKILL)


@dataclass(frozen=True)
class Series:
    """Many runs of one act from the same beginning; `packs` were parsed before any fork."""

    folder: Path
    act: str
    case: str
    task: str
    packs: dict[str, Any]

    def run(self, file: str, number: int | None) -> int:
        """Fork a child on a copy and return its process; `number`: when it kills itself."""
        path = self.folder / f"{file}.sqlite3"
        shutil.copyfile(self.folder / "base.sqlite3", path)
        process = os.fork()
        if process == 0:
            self._child(path, number)
        return process

    def _child(self, path: Path, number: int | None) -> None:
        try:
            store = opened(path)
            store.packs = self.packs
            if number is not None:
                Killer(store, number)
            ACTS[self.act](store, self.case, self.task)
            os._exit(0)
        finally:
            os._exit(70)

    def at_each_statement(self) -> None:
        """Kill before the first thing said to the database, the second, …, until none is left."""
        for number in range(MOST):
            file = f"{self.act}-{number}"
            if tell(file, self.run(file, number)):
                return
        raise SystemExit("the writer never came to an end")

    def at_some_moments(self) -> None:
        """Kill whatever the child is doing."""
        chance = random.Random(20260921)
        for number in range(MOMENTS):
            file = f"{self.act}-moment-{number}"
            process = self.run(file, None)
            time.sleep(chance.uniform(0, 0.12))
            os.kill(process, signal.SIGKILL)
            tell(file, process)


def tell(file: str, process: int) -> bool:
    """Wait for the end of a run, say how it came, and return whether there was an answer."""
    code = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
    if code not in (0, -signal.SIGKILL):
        raise SystemExit(f"{file} ended with {code}")
    sys.stdout.write(f"{file} {'killed' if code else 'answered'}\n")
    sys.stdout.flush()
    return code == 0


def main(folder: Path, act: str, case: str, task: str) -> None:
    """Run the series; see above."""
    warm = opened(folder / "base.sqlite3")
    with warm.reading() as session:
        pack_of(session, warm, current_version_id(session))
    # Every connection is given back before any fork.
    warm.close()
    series = Series(folder, act, case, task, warm.packs)
    series.at_each_statement()
    series.at_some_moments()


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:5])
