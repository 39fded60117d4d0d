"""Signed-in browsers: our own session rows behind a cookie, told to Flask-Login per request."""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import Any, TypeVar

from flask import Flask, Request, current_app, flash, redirect, request, session, url_for
from flask_babel import gettext as _
from flask_login import LoginManager, UserMixin
from werkzeug.wrappers import Response

from engine.commands.sign_in import SignedIn
from engine.commands.touch_session import touch_session
from engine.errors import Busy, NotSignedIn
from engine.queries.sessions import Actor, SessionLimits, resume_session
from engine.settings import Settings
from webui import again
from webui.context import actor_or_none, current_settings, current_store

#: Holds the secret of a session row; nothing else is kept in it.
COOKIE = "gongxiang_session"
#: In the cookie of the pages: who signed in here last; signing out forgets it.
PERSON = "person"

View = TypeVar("View", bound=Callable[..., Any])


class SignedInUser(UserMixin):  # type: ignore[misc]
    """What Flask-Login hands around: the actor behind the cookie."""

    def __init__(self, actor: Actor) -> None:
        self.actor = actor
        self.id = actor.person_id


def public(view: View) -> View:
    """Mark a view that needs no sign-in; every other one does."""
    view.is_public = True  # type: ignore[attr-defined]
    return view


def limits_of(settings: Settings) -> SessionLimits:
    """Return how long a sign-in lasts by `settings`."""
    return SessionLimits(
        idle=timedelta(minutes=settings.session_idle_minutes),
        total=timedelta(minutes=settings.session_max_minutes),
    )


def init_sessions(app: Flask) -> None:
    """Load the user from the cookie; before anything is read, turn away who is not signed in."""
    manager = LoginManager(app)
    manager.session_protection = None
    manager.request_loader(_user_of)
    app.before_request(_turn_nobody_away)


def init_duties(app: Flask) -> None:
    """Let nobody on who is not signed in by now, or has to change a first password."""
    app.before_request(_require_sign_in)
    app.before_request(_require_own_password)


def keep_cookie(response: Response, signed_in: SignedIn) -> Response:
    """Begin afresh with the secret of a new session in the cookie of `response`."""
    start_afresh(signed_in)
    return with_cookie(response, signed_in)


def start_afresh(signed_in: SignedIn) -> None:
    """Forget what was kept for this browser, except for who uses it from now on."""
    # What an attacker may have planted before signing in is worth nothing afterwards.
    session.clear()
    session[PERSON] = signed_in.person_id


def with_cookie(response: Response, signed_in: SignedIn) -> Response:
    """Put the secret of a session into the cookie of `response`."""
    response.set_cookie(
        COOKIE,
        signed_in.secret,
        httponly=True,
        samesite="Lax",
        secure=current_settings().base_url.startswith("https://"),
        path=current_app.config["SESSION_COOKIE_PATH"] or "/",
    )
    return response


def drop_cookie(response: Response) -> Response:
    """Take the cookie back and forget what was kept for this browser."""
    session.clear()
    response.delete_cookie(COOKIE, path=current_app.config["SESSION_COOKIE_PATH"] or "/")
    return response


def _user_of(incoming: Request) -> SignedInUser | None:
    secret = incoming.cookies.get(COOKIE, "")
    if not secret or len(secret) > 200:
        return None
    live = resume_session(current_store(), secret, limits_of(current_settings()))
    if live is None:
        return None
    if live.stale:
        # A page that only reads must not fail because somebody is writing just now.
        with suppress(Busy):
            touch_session(current_store(), live.digest)
    return SignedInUser(live.actor)


def is_public() -> bool:
    """Tell whether this request needs no sign-in."""
    view = current_app.view_functions.get(request.endpoint or "")
    return view is None or request.endpoint == "static" or getattr(view, "is_public", False)


def _is_api() -> bool:
    return request.path.startswith("/api/")


def _turn_nobody_away() -> Response | None:
    # Only a form that comes back to a browser we know is read first (webui/sign_in_again.py).
    comes_back = again.can_be_shown_again() and session.get(PERSON)
    return None if comes_back else _require_sign_in()


def _require_sign_in() -> Response | None:
    # The API knows bearer tokens only and checks them itself: no cookie opens it.
    if _is_api() or is_public() or actor_or_none() is not None:
        return None
    if request.headers.get("HX-Request") or request.accept_mimetypes.best == "application/json":
        raise NotSignedIn()
    if request.cookies.get(COOKIE):
        flash(_("登录已超时，请重新登录。"), "warning")
    return redirect(url_for("auth.sign_in", next=_way_back()))


def _way_back() -> str | None:
    # What was posted cannot be repeated by a redirect; its page can.
    path = request.full_path.rstrip("?")
    return path if request.method == "GET" and path != "/" else None


def _require_own_password() -> Response | None:
    actor = None if _is_api() or is_public() else actor_or_none()
    free = ("account.password", "account.password_post", "auth.sign_out", "shell.language")
    if actor is None or not actor.must_change_password or request.endpoint in free:
        return None
    return redirect(url_for("account.password"))
