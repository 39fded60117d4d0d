"""Scenarios: listed with what came of them, tried, played step by step, and what they cover."""

from __future__ import annotations

import time
from collections.abc import Sequence

from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from engine.errors import NotFound
from engine.queries.pack_draft import edits_packs
from engine.simulate.trying import (
    ScenarioLine,
    forget_outcomes,
    processes_with,
    scenario_lines,
    try_scenarios,
)
from webui.context import current_actor, current_store
from webui.modeler import (  # noqa: F401 - they add their views
    blueprint,
    scenarios_coverage,
    scenarios_record,
    scenarios_simulate,
    scenarios_text,
)
from webui.modeler.scenarios_draft import MENU, current_draft

#: How long one piece of a run lasts; then the page shows how far it is, and asks for the next.
PIECE_SECONDS = 2.0


@blueprint.get("/scenarios")
def scenarios() -> str:
    """Show the scenarios of a process with what came of them; with `?run=1` go on trying them."""
    files = current_draft()
    processes, process = processes_with(files), _process(files, request.values.get("process"))
    lines = scenario_lines(current_store(), current_actor(), files, process)
    g.menu_entry = MENU
    return render_template(
        "modeler/scenarios.html", process=process, lines=lines,
        processes=processes, title=processes[process],
        running=_runs() and _waiting(lines) != [],
        waiting=_waiting(lines), may_edit=edits_packs(current_actor()),
    )  # fmt: skip


@blueprint.post("/scenarios/run")
def scenarios_run() -> Response:
    """Try one scenario at once, or begin to try all of a process that wait."""
    files = current_draft()
    process = _process(files, request.form.get("process"))
    path = request.form.get("path", "")
    if path:
        found = try_scenarios(current_store(), current_actor(), files, process, [path])
        _say(found[0].passed if found else None)
        return redirect(url_for("modeler.scenarios", process=process, _anchor=path))
    if "again" in request.form:
        forget_outcomes(current_store(), current_actor(), process)
    return redirect(url_for("modeler.scenarios", process=process, run=1))


@blueprint.post("/scenarios/piece")
def scenarios_piece() -> str | Response:
    """Try some of those that wait, and show how far the run is."""
    files = current_draft()
    process = _process(files, request.form.get("process"))
    until = time.monotonic() + PIECE_SECONDS
    for line in _waiting(scenario_lines(current_store(), current_actor(), files, process)):
        try_scenarios(current_store(), current_actor(), files, process, [line.path])
        if time.monotonic() > until:
            break
    if not request.headers.get("HX-Request"):
        return redirect(url_for("modeler.scenarios", process=process, run=1))
    return scenarios()


def _runs() -> bool:
    return "run" in request.args or request.endpoint == "modeler.scenarios_piece"


def _process(files: dict[str, bytes], wanted: str | None) -> str:
    known = processes_with(files)
    if not known:
        raise NotFound("流程包中还没有流程。")
    return wanted if wanted in known else next(iter(known))


def _waiting(lines: Sequence[ScenarioLine]) -> list[ScenarioLine]:
    """Those that were not tried with the draft as it is now."""
    return [line for line in lines if not line.current]


def _say(passed: bool | None) -> None:
    if passed is None:
        flash(_("草稿中已没有这个场景。"), "warning")
    elif passed:
        flash(_("场景通过。"), "success")
    else:
        flash(_("场景没有通过，原因见下。"), "danger")
