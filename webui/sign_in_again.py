"""Signing in on the way: at the address of a form that arrived after its session had ended."""

from __future__ import annotations

from flask import Flask, after_this_request, flash, g, redirect, request, session, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from engine.commands.sign_in import SignedIn
from engine.commands.sign_in import sign_in as open_session
from engine.errors import SignInFailed
from engine.queries.sessions import resume_session
from webui import again
from webui.context import actor_or_none, current_settings, current_store
from webui.i18n import translated
from webui.session import PERSON, SignedInUser, limits_of, start_afresh, with_cookie

Answer = Response | tuple[str, int]


def init_sign_in_again(app: Flask) -> None:
    """Ask first for the form that would be lost; `webui.session` asks for everything else."""
    app.before_request(_keep_the_form)


def _keep_the_form() -> Answer | None:
    if not again.can_be_shown_again():
        return None
    if actor_or_none() is None and (answer := _ask()) is not None:
        return answer
    # A page that asked to sign in may come twice; nothing it carries is ever acted upon.
    if again.USERNAME in request.form:
        again.show_again()
    if again.is_shown_again() and actor_or_none() is not None:
        again.say_unsent()
    return None


def _ask() -> Answer | None:
    """Ask who this is, or take the answer; None when nothing is kept or all is well."""
    if not session.get(PERSON) or not again.typed():
        return None
    return _sign_in() if again.USERNAME in request.form else again.ask_to_sign_in()


def _sign_in() -> Answer | None:
    try:
        opened = open_session(
            current_store(),
            request.form[again.USERNAME],
            request.form.get(again.PASSWORD, ""),
            request.remote_addr or "",
            limits_of(current_settings()),
        )
    except SignInFailed as failed:
        return again.ask_to_sign_in(translated(failed.message))
    known = session.get(PERSON) == opened.person_id
    start_afresh(opened)
    after_this_request(lambda response: with_cookie(response, opened))
    if not known:
        return _somebody_else()
    _go_on(opened)
    return None


def _go_on(opened: SignedIn) -> None:
    """Let the view of this request see who has just signed in."""
    live = resume_session(current_store(), opened.secret, limits_of(current_settings()))
    # Flask-Login looked at the cookies before, and found nobody.
    g._login_user = SignedInUser(live.actor) if live else g._login_user


def _somebody_else() -> Response:
    """Drop what another person typed."""
    flash(_("这台电脑上原来的表单是另一位用户填写的，没有保留。"), "warning")
    return redirect(url_for("home.index"))
