"""记录为场景: the rehearsal becomes executable law of the draft."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _

from engine.errors import FormError
from engine.queries.pack_draft import the_pack
from engine.simulate.keeping import kept_of
from engine.simulate.saving import Recording, save_recording
from webui.again import is_shown_again, shows_again
from webui.context import current_actor, current_store
from webui.modeler import blueprint
from webui.modeler.scenarios_draft import current_draft
from webui.modeler.scenarios_form import Asked
from webui.modeler.scenarios_posted import text
from webui.modeler.scenarios_simulate import Answer, show


@blueprint.post("/simulate/record")
@shows_again
def simulate_record() -> Answer:
    """Save the rehearsal as a scenario of the draft."""
    store, actor = current_store(), current_actor()
    files, kept = current_draft(), kept_of(store, actor)
    if kept is None:
        return redirect(url_for("modeler.simulate"))
    given = _typed()
    if is_shown_again():
        return show(files, kept, Asked(), given)
    if text("_stamp") != kept.stamp:
        flash(_("这次推演已在别的窗口里变动，下面是现在的情况。"), "warning")
        return redirect(url_for("modeler.simulate"))
    try:
        path = save_recording(store, actor, the_pack(store), files, kept, given)
    except FormError as error:
        return show(files, kept, Asked(), given, error.errors), error.status
    flash(_("场景已保存在草稿里：%(path)s。", path=path), "success")
    process = kept.beginning.process
    return redirect(url_for("modeler.scenarios", process=process, _anchor=path))


def _typed() -> Recording:
    return Recording(
        title=text("title"), article=text("article"), name=text("name"),
        note=text("note"), replaces="replace" in request.form,
    )  # fmt: skip
