"""The demo bureau at work: database, clock, scheduler, web server and mail server."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Cookie, Page
from sqlalchemy import func, select

from engine import scheduler
from engine.clock import SHANGHAI, MovedClock
from engine.commands.keep_service import keep_service
from engine.settings import Settings
from engine.simulate.stage import DAWN, furnish
from engine.store.database import Store
from engine.store.tables import ClockRow, Table
from tests.browser.desk import Desk
from tests.browser.watch import Watch
from tests.postbox import Postbox

#: Monday. 中秋 on Friday the 25th, 国庆 from October 1 to 7, October 10 is a working Saturday.
MORNING = datetime(2026, 9, 21, 9, 0, tzinfo=SHANGHAI)
#: Before anybody sat at the window, whatever year a test plays in.
BEFORE = datetime(2000, 1, 1, tzinfo=SHANGHAI)
#: Well within the minutes after which the program wants to see the password again.
IDLE = timedelta(minutes=15)
PACK = Path(__file__).parents[2] / "processes" / "jz-2022"
#: How long a test waits for what a page is to show before it gives up, in ms. A busy machine draws
#: slowly; what is there at once costs no time.
PATIENCE = 30_000
#: How a window of the browser is opened.
WINDOW: dict[str, Any] = {"locale": "zh-CN", "viewport": {"width": 1280, "height": 900}}


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


def tick(store: Store, settings: Settings) -> None:
    """One turn of the scheduler, which was at work until now; none of its jobs may fail."""
    keep_service(store, timedelta.max)
    done = scheduler.tick(store, settings)
    assert None not in done.values(), done


def pass_time(store: Store, clock: MovedClock, settings: Settings, moment: datetime) -> None:
    """Move `clock` on to `moment`; the scheduler does what becomes due on the way, in its time."""
    while (due := _next_due(store)) is not None and due <= moment:
        clock.set(max(due, clock.now()))
        tick(store, settings)
    clock.set(moment)


def _next_due(store: Store) -> datetime | None:
    with store.reading() as session:
        return session.scalar(select(func.min(ClockRow.next_at)))


@dataclass
class Office:
    """What a test plays in. All its people use one window, one after the other."""

    store: Store
    clock: MovedClock
    settings: Settings
    postbox: Postbox
    profile: BrowserContext
    window: Page
    watch: Watch
    cookies: dict[str, list[Cookie]] = field(default_factory=dict)
    signed_in: dict[str, datetime] = field(default_factory=dict)
    seated: str = ""

    def desk(self, username: str) -> Desk:
        """This person takes the seat at the window, signed in since they last sat there."""
        if username != self.seated:
            self._change_seats(username)
            self.clock.advance(timedelta(minutes=1))
        desk = Desk(self.window, self.watch)
        if self.signed_in.get(username, BEFORE) + IDLE < self.clock.now():
            desk.sign_in(username)
            self.signed_in[username] = self.clock.now()
        return desk

    def new_desk(self, **options: Any) -> Desk:
        """A window of another browser, nobody signed in; `options` are those of its context."""
        browser = self.profile.browser
        assert browser is not None
        context = browser.new_context(**{**WINDOW, "base_url": self.settings.base_url, **options})
        context.set_default_timeout(PATIENCE)
        return Desk(self._watched(context.new_page()), self.watch)

    def use_browser(self, **options: Any) -> None:
        """From now on everybody sits at a browser opened with these `options`."""
        self.window = self.new_desk(**options).page
        self.signed_in.clear()
        self.cookies.clear()
        self.seated = ""

    def tick(self) -> None:
        """Let the scheduler do what it does now and then; none of its jobs may fail. It has been
        at work since the last time: no clock that is set forward is an outage here."""
        tick(self.store, self.settings)

    def wait_until(self, day: str, time: str = "09:00") -> None:
        """Let time go by until `day` (MM-DD of 2026), the scheduler at work all the while."""
        moment = datetime.fromisoformat(f"2026-{day}T{time}").replace(tzinfo=SHANGHAI)
        pass_time(self.store, self.clock, self.settings, moment)

    def _watched(self, page: Page) -> Page:
        self.watch.over(page)
        return page

    def _change_seats(self, username: str) -> None:
        context: BrowserContext = self.window.context
        self.cookies[self.seated] = context.cookies()
        context.clear_cookies()
        context.add_cookies(self.cookies.get(username, []))  # type: ignore[arg-type]
        self.seated = username

    def close(self) -> None:
        """Leave the browser as it was found; fail when any page showed what none may."""
        assert self.profile.browser is not None
        for context in self.profile.browser.contexts:
            if context is not self.profile:
                context.close()
        for page in self.profile.pages:
            page.close()
        self.profile.clear_cookies()
        assert not self.watch.faults, "\n".join(self.watch.faults)
