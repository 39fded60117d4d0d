"""Which version of the pack an address means: a number, or the draft."""

from flask import g, request

from engine.errors import NotFound
from engine.queries.pack_draft import edits_packs, the_pack
from engine.queries.version_compare import files_at
from webui.context import current_actor, current_store

DRAFT = "draft"
#: Before a path in the name of a field: the digest of what the page showed of that file.
SEEN = "sha256:"
#: Who reads what is being edited.
DRAFT_READERS = ("system_admin", "managing")


def side_of(text: str | None) -> int | None:
    """Return the number of a version, None for the draft; raises NotFound for anything else."""
    if text == DRAFT:
        return None
    if not text or not (text.isascii() and text.isdigit() and len(text) < 9):
        raise NotFound("没有这个流程包版本。")
    return int(text)


def asked_side(name: str, default: int | None = None) -> int | None:
    """Return the side that the argument `name` of the address means; `default` without one."""
    text = request.args.get(name)
    return default if text is None else side_of(text)


def named(side: int | None) -> str:
    """Return how an address writes a side."""
    return DRAFT if side is None else str(side)


def files_of_side(side: int | None) -> dict[str, bytes]:
    """Return the files of a side as the one who is signed in may see them."""
    store = current_store()
    return files_at(store, current_actor(), the_pack(store), side)


def may_edit() -> bool:
    """Tell whether the one who is signed in changes packs."""
    return edits_packs(current_actor())


def seen_digests() -> dict[str, str | None]:
    """Return the digests that the page showed of the files of the draft, by path."""
    fields = request.form.items()
    found = ((name.removeprefix(SEEN), text) for name, text in fields if name.startswith(SEEN))
    return {path: text or None for path, text in found}


def take_place() -> None:
    """Let the page stand in the menu where the one who is signed in comes from."""
    g.designs = current_actor().has_role(*DRAFT_READERS)
    g.menu_entry = "modeler.overview" if g.designs else "admin.pack"
