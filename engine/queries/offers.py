"""The ways in that the page of a resource, or of a grant, offers to its reader."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from calendars import local_date
from engine.core.access import Actor, PostRef
from engine.core.eligibility import dedicated_note
from engine.core.pack import Entry, Pack, Process
from engine.errors import GongxiangError, NotFound
from engine.sentence import say
from engine.store.database import Store
from engine.store.grant_facts import GrantRows, grant_rows, is_renewable
from engine.store.packs import current_version_id, pack_of
from engine.store.start_facts import unit_facts
from engine.store.starting import Starting, prepare_start, refuse_ineligible
from engine.store.tables import Resource, Unit

#: States of a grant in use, which may be asked for anew before it ends.
IN_USE = ("ACTIVE", "EXPIRING")
Way = tuple[Process, Entry, PostRef]


@dataclass(frozen=True)
class Offer:
    """A way to begin a case about one resource or one grant, in one post.

    `why_not`: a sentence, empty when the way is open; `note`: what 专用 means for this unit;
    `listed`: the unit is on that list; `records`: the entry records what another department asked.
    `needs`: resource or grant, as the entry says; `grant`: its number, also where a request goes on
    from it; `asks`: it asks to use the resource; `successor`: the new resource is chosen next.
    """

    process: str
    process_title: str
    article: str
    entry: str
    entry_title: str
    post_id: str
    unit_name: str
    why_not: str
    note: str
    listed: bool
    records: bool
    needs: str
    resource: str
    grant: str
    asks: bool
    successor: bool

    @property
    def renews(self) -> bool:
        """Whether it asks for a grant anew before it ends."""
        return self.asks and bool(self.grant)

    @property
    def title(self) -> str:
        """What the way is called."""
        return say("申请续期") if self.renews else self.entry_title


def offers(store: Store, actor: Actor, code: str) -> tuple[Offer, ...]:
    """Return the ways in which `actor` may begin a case about the resource `code`.

    Closed ones come with a reason. A way that is meant for another kind of resource (by sharing
    type or 专用) or for another side is not offered; which resource takes its place is not judged.
    """
    with store.reading() as session:
        pack = current_pack(session, store)
        if pack is None or actor.is_admin:
            return ()
        ways = [way for way in _ways(pack, actor) if way[1].needs_resource]
        mine = _with_resource(session, ways, code)
        found = (_prepared(session, store, actor, way, resource=code) for way in mine)
        return tuple(_offer(session, each) for each in found if _fits(each))


def grant_offers(store: Store, actor: Actor, number: str) -> tuple[Offer, ...]:
    """Return the ways in which `actor` may begin a case about the grant `number`.

    As `offers`; also asking for it anew, when it is about to end. Raises NotFound when `actor` may
    not know of the grant.
    """
    with store.reading() as session:
        pack = current_pack(session, store)
        if pack is None or actor.is_admin:
            return ()
        today = local_date(store.clock.now())
        about = grant_rows(session, number, today, actor)
        renewable = about.grant.state in IN_USE and is_renewable(
            about.grant, today, pack.limits.expiring_days
        )
        ways = [
            way
            for way in _ways(pack, actor)
            if (way[1].needs_grant or (renewable and _may_renew(way[1])))
            and _concerns(way, about.resource.provider_unit_id, about.unit)
        ]
        found = [_prepared(session, store, actor, way, grant=number) for way in ways]
        return tuple(_of_grant([_offer(session, each) for each in found if _fits(each)]))


def current_pack(session: Session, store: Store) -> Pack | None:
    """Return the pack in force, None before one is deployed."""
    try:
        return pack_of(session, store, current_version_id(session))
    except NotFound:
        return None


def posts_for(actor: Actor, entry: Entry) -> tuple[PostRef, ...]:
    """Return the posts in which `actor` may use the entry; nobody starts what the program does."""
    if entry.automatic:
        return ()
    return tuple(post for post in actor.posts if post.role == entry.role)


def note_of(starting: Starting) -> str:
    """Return what 专用 means for the unit that asks; empty for whatever is no request."""
    rows = starting.rows
    if rows is None or not starting.entry.asks_for_access:
        return ""
    return dedicated_note(rows.facts(), unit_facts(starting.unit))


def why_not(session: Session, starting: Starting) -> str:
    """Return why this start would be refused whatever is filled in, in a sentence, or ''."""
    if starting.entry.applicant_field is not None:
        return ""
    try:
        refuse_ineligible(session, starting, starting.unit)
    except GongxiangError as refused:
        return refused.message
    return ""


def _ways(pack: Pack, actor: Actor) -> Iterator[Way]:
    for process in pack.processes.values():
        for entry in process.entries:
            for post in posts_for(actor, entry):
                yield process, entry, post


def _with_resource(session: Session, ways: Sequence[Way], code: str) -> list[Way]:
    """Leave out ways of another side; who asks for data is not asked whose it is."""
    if all(entry.asks_for_access for _process, entry, _post in ways):
        return list(ways)
    provider = session.scalar(
        select(Unit)
        .join(Resource, Resource.provider_unit_id == Unit.id)
        .where(Resource.code == code)
    )
    return [
        way
        for way in ways
        if way[1].asks_for_access
        or (provider is not None and _concerns(way, provider.id, provider))
    ]


def _concerns(way: Way, provider_id: str, subject: Unit) -> bool:
    """Whether the post is on the side that the way is for; `subject`: the unit it may record for,
    of a grant its using unit."""
    _process, entry, post = way
    if entry.side == "providing":
        return post.unit_id == provider_id
    if entry.side == "recording":
        return not subject.works_here
    return entry.side != "using" or post.unit_id == subject.id


def _may_renew(entry: Entry) -> bool:
    return entry.asks_for_access and entry.applicant_field is None


def _prepared(
    session: Session,
    store: Store,
    actor: Actor,
    way: Way,
    *,
    resource: str | None = None,
    grant: str | None = None,
) -> Starting:
    process, entry, post = way
    return prepare_start(
        session, store, actor, process.key,
        post_id=post.id, entry=entry.key, resource=resource, grant=grant, choosing=True,
    )  # fmt: skip


def _fits(starting: Starting) -> bool:
    entry, rows = starting.entry, starting.rows
    if not entry.asks_for_access:
        return True
    if rows is None or entry.dedicated not in (None, rows.resource.dedicated):
        return False
    return not entry.share_types or rows.resource.share_type in (*entry.share_types, "not_shared")


def _of_grant(found: Sequence[Offer]) -> Iterator[Offer]:
    """Leave out a closed way where another of the same process is open: it is for other states."""
    opened = {(each.process, each.post_id) for each in found if not each.why_not}
    for each in found:
        if not each.why_not or (each.process, each.post_id) not in opened:
            yield each


def _offer(session: Session, starting: Starting) -> Offer:
    entry, rows, about = starting.entry, starting.rows, starting.grant
    return Offer(
        process=starting.process.key,
        process_title=starting.process.title,
        article=starting.process.article,
        entry=entry.key,
        entry_title=entry.title,
        post_id=starting.post.id,
        unit_name=starting.post.unit_name,
        why_not=why_not(session, starting),
        note=note_of(starting),
        listed=rows is not None and starting.unit.id in rows.listed,
        records=entry.applicant_field is not None or entry.side == "recording",
        needs=entry.needs,
        resource=rows.resource.code if rows is not None else "",
        grant=_number(about),
        asks=entry.asks_for_access,
        successor=entry.successor,
    )


def _number(about: GrantRows | None) -> str:
    return about.grant.number if about is not None else ""
