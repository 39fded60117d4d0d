"""Signing in and out."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from engine.commands.sign_in import sign_in as open_session
from engine.commands.sign_out import sign_out as end_session
from engine.errors import SignInFailed
from webui.context import actor_or_none, current_actor, current_settings, current_store
from webui.i18n import translated
from webui.session import COOKIE, drop_cookie, keep_cookie, limits_of, public
from webui.ways import safe_way

blueprint = Blueprint("auth", __name__, template_folder="templates")


@blueprint.get("/sign-in")
@public
def sign_in() -> str | Response:
    """Show the form, or go on when somebody is signed in already."""
    way = request.args.get("next")
    if actor_or_none() is not None:
        return redirect(safe_way(way))
    return _form(way)


@blueprint.post("/sign-in")
@public
def sign_in_post() -> Response | tuple[str, int]:
    """Try name and password; the old session of this browser ends in any case."""
    username = request.form.get("username", "")
    try:
        opened = open_session(
            current_store(),
            username,
            request.form.get("password", ""),
            request.remote_addr or "",
            limits_of(current_settings()),
        )
    except SignInFailed as failed:
        return _form(request.form.get("next"), username, translated(failed.message)), 401
    _end_old_session()
    return keep_cookie(redirect(safe_way(request.form.get("next"))), opened)


@blueprint.post("/sign-out")
def sign_out() -> Response:
    """End the session."""
    end_session(current_store(), current_actor(), request.cookies.get(COOKIE, ""))
    return drop_cookie(redirect(url_for("auth.sign_in")))


def _end_old_session() -> None:
    actor = actor_or_none()
    if actor is not None:
        end_session(current_store(), actor, request.cookies.get(COOKIE, ""))


def _form(way: str | None, username: str = "", error: str = "") -> str:
    return render_template("auth/sign_in.html", next=way, username=username, error=error)
