"""An entry of the calendar as the second person looks at it: what it says, what it would change."""

from dataclasses import dataclass

from engine.core.access import Actor
from engine.errors import RuleRefused
from engine.queries.calendar.impact import Impact, impact_of
from engine.queries.calendar.notices import NoticeFile, get_notice
from engine.store.database import Store


@dataclass(frozen=True)
class Entry:
    """`impact`: what confirming it would change, None once it is decided. `obstacle`: why it
    cannot be confirmed as things stand, empty otherwise; then there is no impact either.
    """

    file: NoticeFile
    impact: Impact | None
    obstacle: str


def get_entry(store: Store, actor: Actor, notice_id: str) -> Entry:
    """Return an entry with its impact; Forbidden for who does not keep the calendar, NotFound."""
    file = get_notice(store, actor, notice_id)
    if file.item.state != "proposed":
        return Entry(file, None, "")
    try:
        return Entry(file, impact_of(store, actor, notice_id), "")
    except RuleRefused as wrong:
        return Entry(file, None, wrong.message)
