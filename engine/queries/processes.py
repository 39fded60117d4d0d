"""What may be started, by whom, about which resource; and the form that starts it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from engine.core.access import Actor, PostRef
from engine.core.eligibility import dedicated_note
from engine.core.forms import Form, FormContext
from engine.core.forms.view import FormView
from engine.core.pack import Entry, Pack, Process
from engine.errors import GongxiangError, NotFound
from engine.queries.tasks import DraftView, draft_of
from engine.store.choosers import choosers
from engine.store.database import Store
from engine.store.drafts import start_slot
from engine.store.packs import current_version_id, pack_of
from engine.store.start_facts import unit_facts
from engine.store.starting import Starting, prepare_start, refuse_ineligible


@dataclass(frozen=True)
class EntryLine:
    """A way in which the reader may start a process, and in which posts."""

    key: str
    title: str
    needs_resource: bool
    posts: tuple[PostRef, ...]


@dataclass(frozen=True)
class ProcessLine:
    """A process with the ways in that are open to the reader."""

    key: str
    title: str
    article: str
    entries: tuple[EntryLine, ...]


@dataclass(frozen=True)
class Offer:
    """A way to ask for one resource in one post.

    `why_not`: a sentence, empty when the way is open; `note`: what 专用 means for this unit;
    `listed`: the unit is on that list; `records`: the entry records what another department asked.
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


@dataclass(frozen=True)
class StartView:
    """The form that starts a case, with what it starts from.

    `facts`: pairs of label and text known before anything is typed. `why_not` as in Offer.
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
    legal: bool
    data: Mapping[str, Any]
    form: Form
    context: FormContext
    draft: DraftView | None
    why_not: str
    note: str

    @property
    def slot(self) -> str:
        """The name under which a draft of this form is kept."""
        return start_slot(self.process, self.entry, self.resource_code)

    def form_view(
        self,
        values: Mapping[str, Any] | None = None,
        errors: Mapping[str, Any] | None = None,
        warnings: Mapping[str, Any] | None = None,
    ) -> FormView:
        """Return the form as a page draws it: as typed, else as drafted, else as it begins."""
        if values is None and self.draft is not None:
            values = self.draft.answers
        return self.form.view(self.context, values, errors, warnings)


def titles(store: Store) -> dict[str, str]:
    """Return the titles by key of the processes that can be started; empty without a pack."""
    with store.reading() as session:
        pack = _pack(session, store)
        started = pack.processes.values() if pack else ()
        return {process.key: process.title for process in started if process.entries}


def startable(store: Store, actor: Actor) -> tuple[ProcessLine, ...]:
    """Return the processes that `actor` may start, with the ways in."""
    with store.reading() as session:
        pack = _pack(session, store)
    lines = (_line(process, actor) for process in pack.processes.values()) if pack else ()
    return tuple(line for line in lines if line.entries)


def _pack(session: Session, store: Store) -> Pack | None:
    try:
        return pack_of(session, store, current_version_id(session))
    except NotFound:
        return None


def _line(process: Process, actor: Actor) -> ProcessLine:
    entries = (
        EntryLine(entry.key, entry.title, entry.needs_resource, _posts(actor, entry))
        for entry in process.entries
    )
    usable = tuple(entry for entry in entries if entry.posts)
    return ProcessLine(process.key, process.title, process.article, usable)


def _posts(actor: Actor, entry: Entry) -> tuple[PostRef, ...]:
    return tuple(post for post in actor.posts if post.role == entry.role)


def offers(store: Store, actor: Actor, code: str) -> tuple[Offer, ...]:
    """Return the ways in which `actor` may ask for the resource `code`, closed ones with a reason.

    A way that is meant for another kind of resource (by sharing type or 专用) is not offered.
    """
    with store.reading() as session:
        pack = _pack(session, store)
        if pack is None or actor.is_admin:
            return ()
        return tuple(_offers(session, store, actor, pack, code))


def _offers(session: Session, store: Store, actor: Actor, pack: Pack, code: str) -> Iterator[Offer]:
    for process in pack.processes.values():
        for entry in process.entries:
            for post in _posts(actor, entry) if entry.needs_resource else ():
                starting = prepare_start(
                    session, store, actor, process.key,
                    post_id=post.id, entry=entry.key, resource=code,
                )  # fmt: skip
                if _fits(starting):
                    yield _offer(session, starting)


def _fits(starting: Starting) -> bool:
    entry, rows = starting.entry, starting.rows
    if rows is None or entry.dedicated not in (None, rows.resource.dedicated):
        return False
    return not entry.share_types or rows.resource.share_type in (*entry.share_types, "not_shared")


def _offer(session: Session, starting: Starting) -> Offer:
    return Offer(
        process=starting.process.key,
        process_title=starting.process.title,
        article=starting.process.article,
        entry=starting.entry.key,
        entry_title=starting.entry.title,
        post_id=starting.post.id,
        unit_name=starting.post.unit_name,
        why_not=_why_not(session, starting),
        note=_note(starting),
        listed=starting.rows is not None and starting.unit.id in starting.rows.listed,
        records=starting.entry.applicant_field is not None,
    )


def _note(starting: Starting) -> str:
    rows = starting.rows
    return dedicated_note(rows.facts(), unit_facts(starting.unit)) if rows is not None else ""


def _why_not(session: Session, starting: Starting) -> str:
    if starting.entry.applicant_field is not None:
        return ""
    try:
        refuse_ineligible(session, starting, starting.unit)
    except GongxiangError as refused:
        return refused.message
    return ""


def get_start(
    store: Store,
    actor: Actor,
    process: str,
    *,
    entry: str | None = None,
    resource: str | None = None,
    post_id: str | None = None,
) -> StartView:
    """Return the form that starts `process` about `resource` (its code).

    Raises NotFound, Forbidden and BadRequest as the start itself would.
    """
    with store.reading() as session:
        starting = prepare_start(
            session, store, actor, process, post_id=post_id, entry=entry, resource=resource
        )
        return _start_view(session, store, starting)


def _start_view(session: Session, store: Store, starting: Starting) -> StartView:
    facts = starting.facts("", "", starting.applicant, starting.unit.id)
    known = facts["resource"] or {}
    return StartView(
        process=starting.process.key, process_title=starting.process.title,
        article=starting.process.article, entry=starting.entry.key,
        entry_title=starting.entry.title, post=starting.post,
        posts=_posts(starting.actor, starting.entry), resource_code=known.get("code", ""),
        resource_name=known.get("name", ""), legal=facts["legal"], data={"case": facts},
        form=starting.form,
        context=FormContext(
            {"case": facts}, store.clock.now(), **choosers(session, starting.form)
        ),
        draft=draft_of(session, starting.actor, _slot(starting)),
        why_not=_why_not(session, starting), note=_note(starting),
    )  # fmt: skip


def _slot(starting: Starting) -> str:
    code = starting.rows.resource.code if starting.rows is not None else ""
    return start_slot(starting.process.key, starting.entry.key, code)
