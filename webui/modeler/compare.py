"""Two versions of the pack, or a version and the draft, side by side."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from flask import g, render_template, request
from flask_babel import gettext as _

from engine.errors import NotFound
from engine.queries.pack_draft import the_pack
from engine.queries.version_compare import (
    COMMON,
    FileComparison,
    PartComparison,
    compared_parts,
    list_versions,
)
from webui.context import current_actor, current_store
from webui.modeler import blueprint
from webui.modeler.sides import asked_side, files_of_side, named, take_place

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

#: Drawings take a while to draw: more than these are left to the page of one file.
MOST_DRAWN = 3


@dataclass(frozen=True)
class Sides:
    """What is compared: the numbers of two versions, None for the draft, and their files."""

    before: int | None
    after: int | None
    old: Mapping[str, bytes]
    new: Mapping[str, bytes]


@blueprint.get("/compare")
def compare() -> str:
    """Show what is not the same, in words; drawings where they are few, or one file is asked."""
    newest = list_versions(current_store(), current_actor(), the_pack(current_store()))[0].number
    before, after = asked_side("from", newest), asked_side("to")
    sides = Sides(before, after, files_of_side(before), files_of_side(after))
    parts = _asked(compared_parts(sides.old, sides.new), request.args.get("path"))
    drawings = drawings_of(sides, parts)
    take_place()
    g.allow_inline_style = bool(drawings)  # the viewer positions its shapes by style attributes
    return render_template(
        "modeler/compare.html", sides=sides, parts=parts, drawings=drawings, named=named,
        path=request.args.get("path"), COMMON=COMMON,
    )  # fmt: skip


def drawings_of(sides: Sides, parts: Sequence[PartComparison]) -> dict[str, list[dict[str, Any]]]:
    """Return the drawings to show by path, as the viewer takes them: before, then after."""
    found = [each for part in parts for each in part.files if _is_drawn(each)]
    if len(found) > MOST_DRAWN:
        return {}
    return {each.path: list(_levels(sides, each)) for each in found}


def _asked(parts: tuple[PartComparison, ...], path: str | None) -> tuple[PartComparison, ...]:
    if not path:
        return parts
    found = tuple(
        replace(part, files=tuple(each for each in part.files if each.path == path))
        for part in parts
    )
    found = tuple(part for part in found if part.files)
    if not found:
        raise NotFound("这个文件在两版中相同，或者都没有。")
    return found


def _is_drawn(found: FileComparison) -> bool:
    return found.kind == "diagram" and bool(found.changes or found.moved)


def _levels(sides: Sides, found: FileComparison) -> list[dict[str, Any]]:
    both = (("before", sides.before, sides.old), ("after", sides.after, sides.new))
    return [
        {
            "process": found.path,
            "title": _("草稿") if side is None else _("第 %(n)s 版", n=side),
            "xml": files[found.path].decode("utf-8", "replace"),
            "elements": found.marks(name),
        }
        for name, side, files in both
        if found.path in files
    ]
