"""The files that scenarios are played with: the draft as it stands."""

from __future__ import annotations

from engine.queries.pack_draft import draft_files, the_pack
from webui.context import current_actor, current_store

MENU = "modeler.overview"


def current_draft() -> dict[str, bytes]:
    """Return all files of the draft. Raises Forbidden, NotFound before a pack is deployed."""
    store = current_store()
    return draft_files(store, current_actor(), the_pack(store))
