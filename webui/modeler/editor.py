"""The page of the diagram editor."""

from flask import g, render_template, request, url_for

from engine.errors import NotFound
from engine.queries.pack_draft import draft_files, edits_packs, the_pack
from webui.context import current_actor, current_store
from webui.modeler import blueprint

DIAGRAM = ".bpmn"


@blueprint.get("/diagram")
def diagram() -> str:
    """Show the diagram `path`, to edit or, with `look`, only to look at."""
    path = asked_path()
    store, actor = current_store(), current_actor()
    files = draft_files(store, actor, the_pack(store))
    if path not in files:
        raise NotFound()
    g.allow_inline_style = True  # shapes, overlays and the panel are positioned by attributes
    g.menu_entry = "modeler.overview"
    folder = path.rpartition("/")[0]
    parted = f"{folder}/process.toml" in files
    beside = sorted(each for each in files if each.endswith(DIAGRAM) and each != path)
    return render_template(
        "modeler/editor.html",
        path=path,
        folder=folder,
        beside=[each for each in beside if each.rpartition("/")[0] == folder],
        readonly="look" in request.args or not edits_packs(actor),
        way_back=url_for("modeler.overview", part=folder if parted else None),
    )


def asked_path() -> str:
    """Return the path of the diagram that the address names; raises NotFound for another file."""
    path = request.args.get("path", "")
    if not path.endswith(DIAGRAM):
        raise NotFound()
    return path
