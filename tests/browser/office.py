"""The demo bureau at work: its database, its clock, its scheduler, its web server, its mail server."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from threading import Thread
from typing import Any

from flask import Flask
from sqlalchemy import func, select
from werkzeug.serving import WSGIRequestHandler, make_server

from engine import scheduler
from engine.clock import SHANGHAI, MovedClock
from engine.settings import Settings
from engine.simulate.stage import DAWN, furnish
from engine.store.database import Store
from engine.store.tables import ClockRow, Table
from tests.browser.desk import Desk
from tests.browser.watch import Watch
from tests.chromium import Browser
from tests.postbox import Postbox

#: Monday. 中秋 on Friday the 25th, 国庆 from October 1 to 7, October 10 is a working Saturday.
MORNING = datetime(2026, 9, 21, 9, 0, tzinfo=SHANGHAI)
PACK = Path(__file__).parents[2] / "processes" / "jz-2022"
SCREEN = {"width": 1280, "height": 900}


def pack_files() -> dict[str, bytes]:
    """The files of the shipped pack by path."""
    found = (path for path in PACK.rglob("*") if path.is_file())
    return {path.relative_to(PACK).as_posix(): path.read_bytes() for path in found}


@dataclass(frozen=True)
class Template:
    """A database with the demo bureau and the deployed pack, to copy; and the pack as parsed."""

    path: Path
    packs: dict[str, Any]


def made_template(path: Path) -> Template:
    """Furnish a new SQLite file at `path`."""
    store = Store(f"sqlite:///{path}", MovedClock(DAWN))
    Table.metadata.create_all(store.engine)
    furnish(store, pack_files())
    store.close()
    return Template(path, store.packs)


@dataclass
class Office:
    """What a test plays in."""

    store: Store
    clock: MovedClock
    settings: Settings
    postbox: Postbox
    browser: Browser
    watch: Watch
    desks: dict[str, Desk] = field(default_factory=dict)

    @property
    def address(self) -> str:
        """Where the program answers."""
        return self.settings.base_url

    def desk(self, username: str) -> Desk:
        """The browser of this person, who is signed in; the same one each time."""
        if username not in self.desks:
            self.desks[username] = self.new_desk()
        self.desks[username].sign_in(username)
        return self.desks[username]

    def new_desk(self, **options: Any) -> Desk:
        """A browser in which nobody has signed in; `options` are those of its context."""
        context = self.browser.new_context(
            **{"locale": "zh-CN", "viewport": SCREEN, "base_url": self.address, **options}
        )
        context.set_default_timeout(10_000)
        page = context.new_page()
        self.watch.over(page)
        return Desk(page, self.watch)

    def tick(self) -> None:
        """Let the scheduler do what it does now and then; none of its jobs may fail."""
        done = scheduler.tick(self.store, self.settings)
        assert None not in done.values(), done

    def wait_until(self, day: str, time: str = "09:00") -> None:
        """Let time go by until `day` (MM-DD of 2026), the scheduler at work all the while."""
        moment = datetime.fromisoformat(f"2026-{day}T{time}").replace(tzinfo=SHANGHAI)
        while (due := self._next_due()) is not None and due <= moment:
            self.clock.set(max(due, self.clock.now()))
            self.tick()
        self.clock.set(moment)

    def _next_due(self) -> datetime | None:
        with self.store.reading() as session:
            return session.scalar(select(func.min(ClockRow.next_at)))

    def close(self) -> None:
        """Shut every browser window; fail when any page showed what none may."""
        for context in list(self.browser.contexts):
            context.close()
        assert self.watch.faults == []


class Silent(WSGIRequestHandler):
    """Requests go unmentioned."""

    protocol_version = "HTTP/1.1"

    def log_request(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def served(app: Flask, door: socket.socket) -> Iterator[None]:
    """Serve `app` at the bound socket `door`, several requests at a time, as in production."""
    host, port = door.getsockname()
    server = make_server(host, port, app, threaded=True, request_handler=Silent, fd=door.fileno())
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def open_door() -> socket.socket:
    """Return a socket on a free port of this machine."""
    door = socket.socket()
    door.bind(("127.0.0.1", 0))
    door.listen(128)
    return door
