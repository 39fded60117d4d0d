"""Which resources may take the place of one that is to go out of use (Art. 18)."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from engine.core.access import Actor, PostRef
from engine.core.succession import NO_SUCCESSOR, Candidate, succession_refusals
from engine.queries.offers import posts_for, why_not
from engine.sentence import Sentence
from engine.store.catalogue_sight import known_to
from engine.store.database import Store
from engine.store.starting import Starting, prepare_start
from engine.store.suitability import candidate
from engine.store.tables import Resource


@dataclass(frozen=True)
class SuccessorLine:
    """Another resource of the provider; `why_not` says why it cannot be chosen, empty if it can."""

    code: str
    name: str
    share_type: str
    dedicated: bool
    state: str
    items: tuple[str, ...]
    why_not: tuple[str, ...]


@dataclass(frozen=True)
class Choosing:
    """The choice of the resource that takes the place of another, before the form is filled in.

    `why_not`: why the old one cannot be retired at all; `none`: what there is to know without one.
    """

    process: str
    process_title: str
    article: str
    entry: str
    entry_title: str
    post: PostRef
    posts: tuple[PostRef, ...]
    resource_code: str
    resource_name: str
    provider: str
    items: tuple[str, ...]
    why_not: str
    lines: tuple[SuccessorLine, ...]
    none: Sentence = NO_SUCCESSOR


def choose_successor(
    store: Store, actor: Actor, process: str, *, entry: str, resource: str, post_id: str | None
) -> Choosing:
    """Return what there is to choose from, what can be chosen first; raises as a start does."""
    with store.reading() as session:
        starting = prepare_start(
            session, store, actor, process,
            post_id=post_id, entry=entry, resource=resource, choosing=True,
        )  # fmt: skip
        return _choosing(session, starting)


def _choosing(session: Session, starting: Starting) -> Choosing:
    rows, process, entry = starting.rows, starting.process, starting.entry
    assert rows is not None  # who has named no resource was sent to the catalogue
    return Choosing(
        process=process.key, process_title=process.title, article=process.article,
        entry=entry.key, entry_title=entry.title, post=starting.post,
        posts=posts_for(starting.actor, entry), resource_code=rows.resource.code,
        resource_name=rows.resource.name, provider=rows.provider.name,
        items=tuple(item.name for item in rows.items), why_not=why_not(session, starting),
        lines=tuple(sorted(_lines(session, starting), key=lambda line: bool(line.why_not))),
    )  # fmt: skip


def _lines(session: Session, starting: Starting) -> Iterator[SuccessorLine]:
    rows = starting.rows
    assert rows is not None
    old = candidate(rows)
    others = session.scalars(
        select(Resource)
        .where(Resource.provider_unit_id == rows.provider.id, Resource.id != rows.resource.id)
        .where(Resource.state != "offline", known_to(starting.actor))
        .options(selectinload(Resource.items))
        .order_by(Resource.code)
    )
    for each in others:
        new = Candidate(each.code, old.provider, each.share_type, each.state, each.dedicated)
        yield SuccessorLine(
            each.code,
            each.name,
            each.share_type,
            each.dedicated,
            each.state,
            tuple(item.name for item in each.items),
            succession_refusals(old, new),
        )
