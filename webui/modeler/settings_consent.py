"""The second person for changed settings: asked, and answering."""

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from engine.commands.ask_consent import ask_consent
from engine.commands.decide_consent import decide_consent
from engine.errors import FormError
from engine.queries.pack_draft import the_pack
from webui.context import current_actor, current_store
from webui.i18n import translated
from webui.modeler import blueprint


@blueprint.post("/settings/ask")
def settings_ask() -> Response:
    """Ask a second person to agree to the settings in the draft."""
    store = current_store()
    try:
        ask_consent(store, current_actor(), the_pack(store), request.form.get("reason", ""))
    except FormError as error:
        _say(error)
        return redirect(url_for("modeler.settings", reason=request.form.get("reason") or None))
    flash(_("已请求同意，由另一名系统管理员或者管理部门处理。"), "success")
    return redirect(url_for("modeler.settings"))


@blueprint.post("/settings/consents/<consent_id>")
def settings_decide(consent_id: str) -> Response:
    """Agree to changed settings, or not."""
    agree = request.form.get("do") == "agree"
    words = request.form.get("words", "")
    try:
        decide_consent(current_store(), current_actor(), consent_id, agree, words)
    except FormError as error:
        _say(error)
        return redirect(url_for("modeler.settings"))
    flash(_("已同意。") if agree else _("已表示不同意。"), "success")
    return redirect(url_for("modeler.settings"))


def _say(error: FormError) -> None:
    for messages in error.errors.values():
        for message in messages:
            flash(translated(message), "danger")
