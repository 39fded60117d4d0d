"""Where the open cases stand, on the diagram."""

from typing import Any

from flask import g, render_template, request, url_for

from engine.errors import NotFound
from engine.queries.monitor import list_processes
from engine.queries.monitor_cases import cases_at
from engine.queries.monitor_places import ProcessView, get_process
from webui.context import current_actor, current_store
from webui.i18n import in_words
from webui.modeler import blueprint

Drawing = dict[str, Any]


@blueprint.get("/monitor")
def monitor() -> str:
    """Show every process with its numbers."""
    return render_template(
        "modeler/monitor.html", lines=list_processes(current_store(), current_actor())
    )


@blueprint.get("/monitor/<process>")
def monitor_process(process: str) -> str:
    """Show the drawings of a process with where its cases stand, and the cases of one step."""
    asked = request.args
    view = get_process(current_store(), current_actor(), process, _number(asked.get("version")))
    page = cases_at(
        current_store(), current_actor(), process,
        element=asked.get("element"), overdue=bool(asked.get("overdue")),
        idle=bool(asked.get("idle")), after=asked.get("after"),
    )  # fmt: skip
    g.menu_entry = "modeler.monitor"
    # The diagram positions its shapes by style attributes.
    g.allow_inline_style = True
    return render_template(
        "modeler/monitor_process.html", view=view, page=page, levels=_apart(in_words(_drawn(view)))
    )


def _number(text: str | None) -> int | None:
    """The number of a version in an address; raises NotFound for what is none."""
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 9):
        raise NotFound("没有这个流程包版本。")
    return int(text)


def _drawn(view: ProcessView) -> list[Drawing]:
    """The drawings as the viewer takes them; what stands at a step leads to its cases below."""
    levels = [level.to_json() for level in view.levels]
    for level in levels:
        for element, said in level["elements"].items():
            if said["note"]:
                said["href"] = _cases_of(view, element)
    return levels


def _apart(levels: list[Drawing]) -> tuple[list[Drawing], list[Drawing]]:
    """The process itself and the called ones in which cases stand; then the others, folded away."""
    shown = [level for level in levels[1:] if level["elements"]]
    return levels[:1] + shown, [level for level in levels[1:] if not level["elements"]]


def _cases_of(view: ProcessView, element: str) -> str:
    return url_for(
        "modeler.monitor_process", process=view.key, version=request.args.get("version") or None,
        element=element, _anchor="cases",
    )  # fmt: skip
