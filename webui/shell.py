"""What belongs to no page: health checks and the language switch."""

from flask import Blueprint, jsonify, redirect, request, session
from werkzeug.wrappers import Response

from engine.commands.set_language import LANGUAGES, set_language
from engine.errors import BadRequest
from engine.queries.readiness import is_ready
from webui.context import actor_or_none, current_store
from webui.session import public
from webui.ways import safe_way

blueprint = Blueprint("shell", __name__)


@blueprint.get("/healthz")
@public
def healthz() -> Response:
    """Answer as long as the process answers."""
    return jsonify(status="ok")


@blueprint.get("/readyz")
@public
def readyz() -> tuple[Response, int]:
    """Answer 200 when the program can work with its database, else 503."""
    ready = is_ready(current_store())
    return jsonify(status="ok" if ready else "unavailable"), 200 if ready else 503


@blueprint.post("/language")
@public
def language() -> Response:
    """Switch the language of the program's own words and go back."""
    chosen = request.form.get("language", "")
    actor = actor_or_none()
    if chosen not in LANGUAGES:
        raise BadRequest()
    if actor is not None:
        set_language(current_store(), actor, chosen)
    session["language"] = chosen
    return redirect(safe_way(request.form.get("next")))
