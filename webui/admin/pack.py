"""The law in force."""

from flask import render_template

from engine.queries.admin.packs import get_pack
from webui.admin import blueprint
from webui.context import current_actor, current_store


@blueprint.get("/pack")
def pack() -> str:
    """Show the pack, its validity, its versions and its files."""
    return render_template("admin/pack.html", pack=get_pack(current_store(), current_actor()))
