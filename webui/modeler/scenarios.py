"""Scenarios: played step by step, recorded, and what they cover."""

from __future__ import annotations

from flask import g, render_template

from webui.modeler import blueprint, scenarios_record, scenarios_simulate  # noqa: F401
from webui.modeler.scenarios_draft import MENU


@blueprint.get("/scenarios")
def scenarios() -> str:
    """List the scenarios."""
    g.menu_entry = MENU
    return render_template("modeler/scenarios.html")
