"""Coverage: which flows of the diagrams some scenario walks, and which none does."""

from __future__ import annotations

from flask import g, render_template, request

from engine.simulate.covering import coverage_view
from engine.simulate.trying import processes_with, scenario_lines
from webui.context import current_actor, current_store
from webui.i18n import in_words
from webui.modeler import blueprint
from webui.modeler.scenarios_draft import MENU, current_draft


@blueprint.get("/coverage")
def coverage() -> str:
    """Show the diagrams of a process with what the scenarios walk, and the rest in words.

    A called process is walked by the scenarios of others too.
    """
    files = current_draft()
    processes = processes_with(files)
    process = request.args.get("process") or next(iter(processes), "")
    store, actor = current_store(), current_actor()
    lines = {key: scenario_lines(store, actor, files, key) for key in processes}
    tried = [each for found in lines.values() for each in found if each.outcome and each.current]
    view = coverage_view(files, process, [each.outcome for each in tried if each.outcome])
    g.menu_entry = MENU
    # The diagram positions its shapes by style attributes.
    g.allow_inline_style = True
    return render_template(
        "modeler/coverage.html", view=view, process=process,
        levels=in_words([level.to_json() for level in view.levels]),
        titles={level.process: level.title for level in view.levels},
        waiting=[each for each in lines.get(process, ()) if not each.current],
        tried=[(each, flows) for each in tried if (flows := view.walked_by(each.path))],
        processes=processes,
    )  # fmt: skip
