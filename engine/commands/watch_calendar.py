"""Tell the administrators by mail when the notice of next year is missed, once per level."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from calendars import local_date
from engine.commands.revise_calendar import lock_revisions
from engine.core.freshness import LEVELS, missing_year
from engine.core.templates.render import render
from engine.mail.letters import letter
from engine.sentence import say
from engine.store import audit
from engine.store.audit import NewEvent
from engine.store.calendar import calendar_in
from engine.store.database import Store
from engine.store.posts import held_on
from engine.store.tables import Message, Person, Post
from engine.store.types import new_id

TEMPLATE = "notice-missing"
ROLE = "system_admin"


def watch_calendar(store: Store) -> int:
    """Write one mail to each system administrator whose turn it is; return how many.

    The levels are those of engine/core/freshness.py: 1 November, 1 December, 20 December.
    """
    now = store.clock.now()
    with store.reading() as session:
        year, level = _missing(store, session, now)
        if year is None or not _untold(session, year, level, now):
            return 0
    with store.transaction() as session:
        lock_revisions(session)  # one node after the other, and none while the notice comes in
        year, level = _missing(store, session, now)
        people = _untold(session, year, level, now) if year is not None else []
        for person in people:
            session.add(_message(store, person, year or 0, level, now))
        if people:
            data = {"template": TEMPLATE, "year": year, "level": level,
                    "to": [person.name for person in people]}  # fmt: skip
            event = NewEvent(kind="notified", effective_at=now, recorded_at=now, data=data)
            audit.append(session, None, [event])
        return len(people)


def _missing(store: Store, session: Session, now: datetime) -> tuple[int | None, str]:
    return missing_year(calendar_in(store, session).last_covered.year, local_date(now))


def _untold(session: Session, year: int, level: str, now: datetime) -> list[Person]:
    holders = (
        select(Person)
        .join(Post, Post.person_id == Person.id)
        .where(Post.role == ROLE, Person.active.is_(True), held_on(local_date(now)))
        .distinct()
    )
    people = {_key(year, level, person): person for person in session.scalars(holders)}
    told = set(session.scalars(select(Message.dedupe).where(Message.dedupe.in_(people))))
    return [person for key, person in people.items() if key not in told]


def _key(year: int, level: str, person: Person) -> str:
    return f"notice-missing:{year}:{level}:{person.id}"


def _message(store: Store, person: Person, year: int, level: str, now: datetime) -> Message:
    words = {"year": year, "words": say(LEVELS[level], year=year),
             "link": f"{store.base_url}/admin/calendar"}  # fmt: skip
    rendered = render(letter(TEMPLATE), words)
    return Message(
        id=new_id(),
        dedupe=_key(year, level, person),
        case_id=None,
        template=TEMPLATE,
        person_id=person.id,
        address=person.email,
        subject=rendered.subject,
        text=rendered.text,
        outline=rendered.text,
        created_at=now,
        effective_at=now,
        mail_state="waiting" if person.email else "none",
        next_try_at=now,
        attempts=0,
        last_error="",
    )
