"""推演: the draft played step by step by the real commands, on a database of its own."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from engine.errors import FormError, GongxiangError, PackError
from engine.simulate.asking import act, looking_at
from engine.simulate.bureau import bureau_of
from engine.simulate.keeping import Kept, forget, keep, kept_of
from engine.simulate.performing import expected
from engine.simulate.saving import Recording
from engine.simulate.scenario import Step
from engine.simulate.standing import Standing, standing_of
from engine.simulate.stepping import rehearsal
from engine.simulate.telling import step_lines
from webui.again import is_shown_again, shows_again
from webui.context import current_actor, current_store
from webui.i18n import in_words
from webui.modeler import blueprint
from webui.modeler.scenarios_draft import MENU, current_draft
from webui.modeler.scenarios_form import Asked, open_form
from webui.modeler.scenarios_posted import raw_answers, step_of, text
from webui.modeler.scenarios_recording import panel
from webui.modeler.scenarios_setup import begun, proposed, show_setup, typed

Answer = str | Response | tuple[str, int]


@blueprint.get("/simulate")
def simulate() -> Answer:
    """Show the rehearsal under way, or where one begins."""
    files, kept = current_draft(), kept_of(current_store(), current_actor())
    process = request.args.get("process")
    other = kept is not None and process not in (None, "", kept.beginning.process)
    try:
        if kept is None or other or "new" in request.args:
            return show_setup(proposed(files), replaces=kept is not None)
        return show(files, kept, _asked(request.args))
    except PackError as error:
        return _broken(error)


def _asked(given: Any) -> Asked:
    wanted = {name: given.get(name, "")[:200] for name in ("who", "task", "of")}
    return Asked(**wanted, starts="start" in given, filled="filled" in given)


@blueprint.post("/simulate/begin")
@shows_again
def simulate_begin() -> Answer:
    """Begin a rehearsal in the place of the last one."""
    files = current_draft()
    setup = typed(files)
    try:
        if is_shown_again():
            return show_setup(setup, replaces=False)
        kept = begun(setup)
        with rehearsal(files, kept.scenario, kept.begins):
            keep(current_store(), current_actor(), kept)
    except FormError as error:
        setup.errors |= error.errors
        return show_setup(setup, replaces=False), error.status
    except PackError as error:
        return _broken(error)
    return redirect(url_for("modeler.simulate", _anchor="do"))


@blueprint.post("/simulate")
@shows_again
def simulate_step() -> Answer:
    """Take a step, or take the last one back."""
    store, actor = current_store(), current_actor()
    files, kept = current_draft(), kept_of(store, actor)
    verb = request.form.get("_verb", "")
    if kept is None:
        return redirect(url_for("modeler.simulate"))
    if is_shown_again() or verb == "add-row" or "_add_row" in request.form:
        return show(files, kept, _posted(verb, None))
    if text("_stamp") != kept.stamp:
        flash(_("这次推演已在别的窗口里变动，下面是现在的情况。"), "warning")
        return redirect(url_for("modeler.simulate"))
    if verb == "over":
        forget(store, actor)
        return redirect(url_for("modeler.simulate", new=1, process=kept.beginning.process))
    if verb == "undo":
        keep(store, actor, kept.undone())
        return redirect(url_for("modeler.simulate"))
    return _take(files, kept, verb)


def _take(files: dict[str, bytes], kept: Kept, verb: str) -> Answer:
    must_fail, verb = verb.startswith("refused-"), verb.removeprefix("refused-")
    step = None
    try:
        with rehearsal(files, kept.scenario, kept.begins) as played:
            step = step_of(verb, played.now, kept.beginning)
            act(played, step)
            if not must_fail:
                keep(current_store(), current_actor(), kept.going_on(played.scenario))
    except GongxiangError as error:
        if must_fail and step is not None:
            return _note_refusal(kept, step, error)
        return show(files, kept, _posted(verb, error)), error.status
    if must_fail:
        flash(_("这一步现在没有被拒绝，没有记入。"), "warning")
        return show(files, kept, _posted(verb, None))
    return redirect(url_for("modeler.simulate", of=step.of, _anchor="now"))


def _note_refusal(kept: Kept, step: Step, error: GongxiangError) -> Answer:
    refused = replace(step, **expected(error))
    keep(current_store(), current_actor(), kept.with_step(refused))
    flash(_("已记入：这一步应当被拒绝。"), "success")
    return redirect(url_for("modeler.simulate", of=step.of))


def _posted(verb: str, error: GongxiangError | None) -> Asked:
    """The page again, with what was typed."""
    verb = verb.removeprefix("refused-")
    fills = verb in ("start", "complete", "add-row")
    starts = verb == "start" or (verb == "add-row" and not text("_task"))
    return Asked(
        who=text("_who"), task=text("_task"), of=text("_of"), starts=starts,
        answers=raw_answers() if fills else None, error=error, verb=verb,
        written={name: text(name) for name in request.form if name.startswith("_")},
    )  # fmt: skip


def show(
    files: dict[str, bytes],
    kept: Kept,
    asked: Asked,
    recording: Recording | None = None,
    wrong: dict[str, Any] | None = None,
) -> str:
    """Render where the story stands. `recording` and `wrong`: the form that saves it, as typed."""
    g.menu_entry = MENU
    # The diagram positions its shapes by style attributes.
    g.allow_inline_style = True
    with rehearsal(files, kept.scenario, kept.begins) as played, looking_at(played, asked.of):
        bureau, standing = bureau_of(played), standing_of(played)
        people = {each.username: each for each in bureau.people}
        return render_template(
            "modeler/simulate.html", kept=kept, asked=asked, now=standing, bureau=bureau,
            people=people, steps=step_lines(played, people), stopped=played.stopped,
            title=bureau.titles.get(kept.beginning.process, ""), levels=_drawn(standing),
            errors=asked.error.errors if isinstance(asked.error, FormError) else {},
            **open_form(files, kept, played, asked), **panel(kept, files, recording, wrong or {}),
        )  # fmt: skip


def _drawn(standing: Standing) -> Any:
    return in_words([level.to_json() for level in standing.levels])


def _broken(error: PackError) -> tuple[str, int]:
    """The draft cannot even be read: say what is wrong with it."""
    g.menu_entry = MENU
    problems = error.details.get("problems") or []
    return render_template("modeler/simulate_broken.html", error=error, problems=problems), 422
