"""Versions: listed, looked at, taken out as files."""

from __future__ import annotations

from typing import Any

from flask import Response, g, render_template, request

from engine.errors import NotFound
from engine.queries.pack_archive import write_archive
from engine.queries.pack_draft import get_draft, the_pack
from engine.queries.version_compare import COMMON, kind_of, list_versions, part_titles, parts_of
from webui.context import current_actor, current_store
from webui.modeler import blueprint
from webui.modeler.sides import (
    DRAFT_READERS,
    asked_side,
    files_of_side,
    may_edit,
    named,
    side_of,
    take_place,
)

#: Longer texts are not shown on a page.
MOST = 200_000


@blueprint.get("/versions")
def versions() -> str:
    """Show every version: when, who, why, and how many open cases follow it."""
    store, actor = current_store(), current_actor()
    pack = the_pack(store)
    rows = list_versions(store, actor, pack)
    reads = actor.has_role(*DRAFT_READERS)
    draft = get_draft(store, actor, pack) if reads else None
    return _page("versions", rows=rows, pack=pack, draft=draft, may_edit=may_edit())


@blueprint.get("/versions/<number>")
def version(number: str) -> str:
    """Show the files of one version, or of the draft, process by process."""
    side = side_of(number)
    files = files_of_side(side)
    return _page("version", side=side, parts=parts_of(files), titles=part_titles(files))


@blueprint.get("/versions/<number>/file")
def version_file(number: str) -> str:
    """Show one file: a diagram as drawn, anything else as text."""
    side, path = side_of(number), request.args.get("path", "")
    content = files_of_side(side).get(path)
    if content is None:
        raise NotFound()
    text = _text(content)
    drawn = text is not None and kind_of(path) == "diagram"
    g.allow_inline_style = drawn  # the viewer positions its shapes by style attributes
    level = [dict[str, Any](process=path, xml=text, elements={})] if drawn else None
    return _page("version_file", side=side, path=path, text=text, level=level, size=len(content))


@blueprint.get("/export")
def export() -> Response:
    """Give a version, or the draft, as a .zip; the same bytes each time."""
    side, pack = asked_side("version"), the_pack(current_store())
    answer = Response(write_archive(files_of_side(side)), mimetype="application/zip")
    answer.headers.set("Content-Disposition", "attachment", filename=f"{pack}-{named(side)}.zip")
    return answer


@blueprint.get("/versions/<number>/raw")
def raw_file(number: str) -> Response:
    """Give one file of a version as it is, to keep."""
    path = request.args.get("path", "")
    content = files_of_side(side_of(number)).get(path)
    if content is None:
        raise NotFound()
    answer = Response(content, mimetype="application/octet-stream")
    name = path.rpartition("/")[2]
    answer.headers.set("Content-Disposition", "attachment", filename=name)
    return answer


def _text(content: bytes) -> str | None:
    if len(content) > MOST:
        return None
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _page(name: str, **values: Any) -> str:
    take_place()
    return render_template(
        f"modeler/{name}.html", named=named, COMMON=COMMON, kind_of=kind_of, **values
    )
