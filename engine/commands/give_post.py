"""A post for somebody who is there already."""

from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from engine.clock import SHANGHAI
from engine.commands.change_password import may_manage_accounts
from engine.core.access import Actor
from engine.core.post_rules import misplaced, unlawful
from engine.errors import Conflict, FormError, NotFound
from engine.sentence import listed, say
from engine.store.account_events import note_account_event
from engine.store.database import Store
from engine.store.tables import Person, Post, Unit


def give_post(
    store: Store,
    actor: Actor,
    username: str,
    unit: str,
    role: str,
    *,
    first_day: date | None = None,
    last_day: date | None = None,
) -> None:
    """Give `username` the post `role` in the unit with the code `unit`.

    `first_day`: today or later (None: today), `last_day`: included (None: open), both local days.
    Raises Forbidden unless `actor` is the security administrator (or the program itself), NotFound
    for an unknown person, Conflict when they hold it then, FormError with the fields unit, role,
    from and until.
    """
    may_manage_accounts(actor)
    now = store.clock.now()
    today = now.astimezone(SHANGHAI).date()
    first = first_day or today
    _check_days(today, first, last_day)
    with store.transaction() as session:
        person = person_named(session, username)
        place = unit_coded(session, unit)
        held = _held_between(session, person.id, first, last_day)
        _check(person, place, role, held)
        _add(session, Post(person_id=person.id, unit_id=place.id, role=role, valid_from=first,
                           valid_until=last_day))  # fmt: skip
        data = {"username": username, "post": f"{unit}:{role}", **_days(first, last_day)}
        note_account_event(session, now, "post_given", actor, data)


def person_named(session: Session, username: str) -> Person:
    """Return the person, locked: posts of one person are changed one at a time."""
    found = select(Person).where(Person.username == username, Person.active)
    person = session.scalar(found.with_for_update())
    if person is None:
        raise NotFound("没有这个用户。")
    return person


def unit_coded(session: Session, code: str) -> Unit:
    """Return the unit with `code`; raises FormError on the field unit."""
    found = session.scalar(select(Unit).where(Unit.code == code))
    if found is None:
        raise FormError({"unit": [say("没有这样的单位：%(units)s。", units=listed([code]))]})
    return found


def _check_days(today: date, first: date, last: date | None) -> None:
    if first < today:
        raise FormError({"from": ["任期第一日不能早于今天。"]})
    if last is not None and last < first:
        raise FormError({"until": ["任期最后一日不能早于第一日。"]})


def _held_between(session: Session, person_id: str, first: date, last: date | None) -> list[Post]:
    held = select(Post).where(
        Post.person_id == person_id, or_(Post.valid_until.is_(None), Post.valid_until >= first)
    )
    posts = session.scalars(held if last is None else held.where(Post.valid_from <= last))
    return list(posts)


def _check(person: Person, unit: Unit, role: str, held: list[Post]) -> None:
    if any((post.unit_id, post.role) == (unit.id, role) for post in held):
        raise Conflict("该用户在这段时间已经担任这一岗位。")
    wrong = unlawful({role, *(post.role for post in held)}) or misplaced(
        role, unit.kind, in_bureau=unit.bureau, on_establishment=person.on_establishment
    )
    if wrong:
        raise FormError({"role": wrong})


def _add(session: Session, post: Post) -> None:
    """Add `post`, or let one that began and ended on the same day go on."""
    same = select(Post).filter_by(
        person_id=post.person_id, unit_id=post.unit_id, role=post.role, valid_from=post.valid_from
    )
    ended = session.scalar(same)
    if ended is None:
        session.add(post)
    else:
        ended.valid_until = post.valid_until


def _days(first: date, last: date | None) -> dict[str, str | None]:
    return {"from": first.isoformat(), "until": last.isoformat() if last else None}
