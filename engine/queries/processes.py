"""What may be started, by whom, about which resource; and the form that starts it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from engine.core.access import Actor, PostRef
from engine.core.forms import Form, FormContext
from engine.core.forms.view import FormView
from engine.core.pack import Entry, Process
from engine.errors import NotFound
from engine.queries.offers import (
    Offer,
    current_pack,
    grant_offers,
    note_of,
    offers,
    posts_for,
    why_not,
)
from engine.queries.tasks import DraftView, draft_of
from engine.store.choosers import choosers
from engine.store.database import Store
from engine.store.drafts import start_slot
from engine.store.starting import Starting, prepare_start

__all__ = [
    "EntryLine",
    "Offer",
    "ProcessLine",
    "StartView",
    "get_entry",
    "get_start",
    "grant_offers",
    "offers",
    "startable",
    "titles",
]


@dataclass(frozen=True)
class EntryLine:
    """A way in which the reader may start a process, and in which posts.

    `needs`: what one begins at: resource, grant or nothing. `side`: whose that is: using,
    providing, managing or recording. `successor`: the resource that takes its place is named too.
    """

    key: str
    title: str
    needs: str
    side: str
    successor: bool
    posts: tuple[PostRef, ...]

    @property
    def needs_resource(self) -> bool:
        """Whether one begins at a resource of the catalogue."""
        return self.needs == "resource"


@dataclass(frozen=True)
class ProcessLine:
    """A process with the ways in that are open to the reader."""

    key: str
    title: str
    article: str
    entries: tuple[EntryLine, ...]


@dataclass(frozen=True)
class StartView:
    """The form that starts a case, with what it starts from.

    `data`: what the case will know of itself (`case.grant`, `case.successor`, …). `grant` is the
    number of the one it is about or goes on from, `successor` a code; empty without. `why_not` as
    in Offer; `asks`: it asks to use the resource.
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
    grant: str
    successor: str
    asks: bool
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
        return start_slot(self.process, self.entry, self.resource_code, self.grant, self.successor)

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
        pack = current_pack(session, store)
        started = pack.processes.values() if pack else ()
        return {process.key: process.title for process in started if process.entries}


def startable(store: Store, actor: Actor) -> tuple[ProcessLine, ...]:
    """Return the processes that `actor` may start, with the ways in."""
    with store.reading() as session:
        pack = current_pack(session, store)
    lines = (_line(process, actor) for process in pack.processes.values()) if pack else ()
    return tuple(line for line in lines if line.entries)


def get_entry(store: Store, actor: Actor, process: str, entry: str) -> EntryLine:
    """Return a way in; `posts` are empty when `actor` has none for it. Raises NotFound."""
    with store.reading() as session:
        pack = current_pack(session, store)
    if pack is None:
        raise NotFound("还没有部署流程包。")
    return _entry_line(pack.process(process).entry(entry), actor)


def _line(process: Process, actor: Actor) -> ProcessLine:
    entries = (_entry_line(entry, actor) for entry in process.entries)
    usable = tuple(entry for entry in entries if entry.posts)
    return ProcessLine(process.key, process.title, process.article, usable)


def _entry_line(entry: Entry, actor: Actor) -> EntryLine:
    return EntryLine(
        entry.key, entry.title, entry.needs, entry.side, entry.successor, posts_for(actor, entry)
    )


def get_start(  # noqa: PLR0913 - a start has that many sides
    store: Store,
    actor: Actor,
    process: str,
    *,
    entry: str | None = None,
    resource: str | None = None,
    grant: str | None = None,
    successor: str | None = None,
    post_id: str | None = None,
) -> StartView:
    """Return the form that starts `process` about `resource` (its code) or `grant` (its number).

    Raises NotFound, Forbidden, BadRequest and RuleRefused (no successor) as the start itself would.
    """
    with store.reading() as session:
        starting = prepare_start(
            session, store, actor, process, post_id=post_id, entry=entry, resource=resource,
            grant=grant, successor=successor,
        )  # fmt: skip
        return _start_view(session, store, starting)


def _start_view(session: Session, store: Store, starting: Starting) -> StartView:
    filing = starting.filing_unit.id
    facts = starting.facts("", "", starting.applicant, filing)
    known = {key: facts[key] or {} for key in ("resource", "grant", "successor")}
    return StartView(
        process=starting.process.key, process_title=starting.process.title,
        article=starting.process.article, entry=starting.entry.key,
        entry_title=starting.entry.title, post=starting.post,
        posts=posts_for(starting.actor, starting.entry),
        resource_code=known["resource"].get("code", ""),
        resource_name=known["resource"].get("name", ""),
        grant=known["grant"].get("number", ""), successor=known["successor"].get("code", ""),
        asks=starting.entry.asks_for_access, legal=facts["legal"], data={"case": facts},
        form=starting.form,
        context=FormContext(
            {"case": facts}, store.clock.now(), **choosers(session, starting.form)
        ),
        draft=draft_of(session, starting.actor, _slot(starting, known)),
        why_not=why_not(session, starting), note=note_of(starting),
    )  # fmt: skip


def _slot(starting: Starting, known: Mapping[str, Mapping[str, Any]]) -> str:
    code, grant = known["resource"].get("code", ""), known["grant"].get("number", "")
    successor = known["successor"].get("code", "")
    return start_slot(starting.process.key, starting.entry.key, code, grant, successor)
