"""The form that is open on the page of a rehearsal."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from engine.errors import FormError, GongxiangError
from engine.simulate.asking import start_view, task_view
from engine.simulate.examples import lent_answers
from engine.simulate.keeping import Kept
from engine.simulate.scenario import Step
from engine.simulate.stepping import Rehearsal
from webui.i18n import translated


@dataclass
class Asked:
    """What the page is asked to show besides where the story stands: a form, and what is wrong.

    `verb`: of the form that was refused; `who` and `task` name the task whose form is open.
    """

    who: str = ""
    task: str = ""
    of: str = ""
    starts: bool = False
    filled: bool = False
    answers: dict[str, Any] | None = None
    error: GongxiangError | None = None
    verb: str = ""
    written: dict[str, str] = field(default_factory=dict)


def open_form(
    files: dict[str, bytes], kept: Kept, played: Rehearsal, asked: Asked
) -> dict[str, Any]:
    """Return what the page shows as its form: that of a task, or the one that starts a case."""
    folder = asked.of or kept.beginning.process
    nothing: dict[str, Any] = {"form": None, "task": None, "start": None, "closed": ""}
    try:
        if asked.task and asked.who:
            step = Step(at=played.now, do="complete", who=asked.who, task=asked.task)
            task = task_view(played, step)
            return nothing | {"task": task, "form": _filled(files, folder, task, asked)}
        if asked.starts or not played.taken:
            start = start_view(played, kept.beginning)
            return nothing | {"start": start, "form": _filled(files, folder, start, asked)}
    except GongxiangError as refused:
        return nothing | {"closed": translated(refused.message)}
    return nothing


def _filled(files: dict[str, bytes], folder: str, view: Any, asked: Asked) -> Any:
    values, errors, warnings = asked.answers, None, None
    if isinstance(asked.error, FormError):
        errors, warnings = asked.error.errors, asked.error.warnings
    shown = view.form_view(values, errors, warnings)
    if shown is None:
        return None
    if values is None and asked.filled:
        now, about = view.context.now, _resource(view)
        names = {field.name for section in shown.sections for field in section.fields}
        shown = view.form_view(lent_answers(files, folder, names, now, about) or None)
    # Whoever acts here confirms with a password; nobody has to type one.
    return replace(shown, password=False)


def _resource(view: Any) -> str:
    """The code of the resource that the case is about."""
    case = view.context.data.get("case") or {}
    return str((case.get("resource") or {}).get("code", ""))
