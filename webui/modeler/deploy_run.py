"""A deployment under way: its checks take a minute, so it runs beside the pages and is looked at.

What came of it stands in a file of the data folder, which all processes of this node see; another
node sees the new version itself. One at a time runs on a node.
"""

from __future__ import annotations

import json
import logging
import os
import time
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from threading import Event, Thread
from typing import TYPE_CHECKING, Any

from engine.errors import Conflict, GongxiangError
from engine.sentence import of_parts, with_parts
from engine.simulate import deploy_draft
from engine.simulate.adopting import adopt_results

if TYPE_CHECKING:
    from pathlib import Path

    from engine.commands.open_store import Store
    from engine.queries.sessions import Actor

#: Seconds between two signs of life, and after how many without one a run counts as lost.
BEAT, LOST = 5, 60
#: Problems that are kept of a deployment that was refused.
MOST = 500


@dataclass(frozen=True)
class Run:
    """A deployment: what was asked, and what came of it. Moments are ISO texts, aware.

    `does`: deploy, or adopt: say in scenarios what now comes of them. `state`: running, deployed,
    same (nothing was new), adopted, refused, failed, or lost with its process. `number`: the new
    version, or how many scenarios say something else now.
    """

    pack: str
    taking: tuple[str, ...]
    reason: str
    asked_by: str
    began_at: str
    scenarios: int
    does: str = "deploy"
    state: str = "running"
    ended_at: str = ""
    number: int = 0
    message: str = ""
    problems: tuple[dict[str, str], ...] = ()
    more: int = 0
    #: Of a run that adopts: the scenarios it is about.
    paths: tuple[str, ...] = ()

    @property
    def unlike(self) -> tuple[str, ...]:
        """The scenarios that did not pass."""
        found = (each["file"] for each in self.problems if self.state == "refused")
        return tuple(dict.fromkeys(path for path in found if "/scenarios/" in path))


class RunBook:
    """The last deployment of this node."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "deploying.json"
        self._lock = folder / "deploying.lock"

    def last(self) -> Run | None:
        """Return the last run, as far as it is; None when there was none."""
        try:
            found: Any = of_parts(json.loads(self._file.read_text("utf-8")))
            lists = {name: tuple(found[name]) for name in ("taking", "problems", "paths")}
            run = Run(**{**found, **lists})
        except (OSError, ValueError, TypeError, KeyError):
            return None
        lost = run.state == "running" and not self.is_busy()
        return replace(run, state="lost") if lost else run

    def is_busy(self) -> bool:
        """Tell whether a run shows signs of life."""
        try:
            return time.time() - self._lock.stat().st_mtime < LOST
        except OSError:
            return False

    def start(self, store: Store, actor: Actor, run: Run) -> Thread:
        """Begin `run` for `actor` in a thread of its own; raises Conflict while another runs."""
        self._take()
        self.write(run)
        thread = Thread(target=self._work, args=(store, actor, run), name="deploying", daemon=True)
        thread.start()
        return thread

    def write(self, run: Run) -> None:
        """Note how `run` stands."""
        beside = self._file.with_suffix(".new")
        beside.write_text(json.dumps(with_parts(asdict(run)), ensure_ascii=False), "utf-8")
        beside.replace(self._file)

    def _take(self) -> None:
        self._lock.parent.mkdir(parents=True, exist_ok=True)
        # One that is not there is left alone: another process may be about to take it.
        if self._lock.exists() and not self.is_busy():
            self._lock.unlink(missing_ok=True)
        try:
            os.close(os.open(self._lock, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
        except FileExistsError as taken:
            raise Conflict("另一次部署正在进行，请等它结束后再部署。") from taken

    def _work(self, store: Store, actor: Actor, run: Run) -> None:
        done = Event()
        Thread(target=self._beat, args=(done,), name="deploying-beat", daemon=True).start()
        try:
            ended = _ended(store, actor, run)
            self.write(replace(ended, ended_at=store.clock.now().isoformat()))
        finally:
            done.set()
            self._lock.unlink(missing_ok=True)

    def _beat(self, done: Event) -> None:
        while not done.wait(BEAT):
            with suppress(OSError):
                os.utime(self._lock)


def _ended(store: Store, actor: Actor, run: Run) -> Run:
    """Do it; return what came of it, whatever that was."""
    does = _adopt if run.does == "adopt" else _deploy
    try:
        return does(store, actor, run)
    except GongxiangError as refused:
        return _refused(run, refused)
    except Exception:  # a thread has nobody above it to tell
        logging.getLogger(__name__).exception("deploying failed")
        return replace(run, state="failed")


def _deploy(store: Store, actor: Actor, run: Run) -> Run:
    done = deploy_draft(store, actor, run.pack, run.taking, run.reason)
    return replace(run, state="deployed" if done.changed else "same", number=done.number)


def _adopt(store: Store, actor: Actor, run: Run) -> Run:
    done = adopt_results(store, actor, run.pack, run.paths, run.taking)
    left = tuple({"file": path, "element": "", "message": why}
                 for path, why in done.refused.items())  # fmt: skip
    return replace(run, state="adopted", number=len(done.changed), problems=left)


def _refused(run: Run, refused: GongxiangError) -> Run:
    found: Any = refused.details.get("problems") or []
    problems = tuple(_problem(each) for each in found[:MOST])
    return replace(run, state="refused", message=refused.message, problems=problems,
                   more=max(0, len(found) - MOST))  # fmt: skip


def _problem(found: Any) -> dict[str, str]:
    if not isinstance(found, dict):
        return {"file": str(found), "element": "", "message": ""}
    return {key: _text(found.get(key, "")) for key in ("file", "element", "message")}


def _text(value: Any) -> str:
    return value if isinstance(value, str) else str(value)
