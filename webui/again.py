"""A filled-in form that arrives after its session has ended is shown again, never acted upon.

Nothing of it is kept on the server. The page that asks to sign in carries what was typed in hidden
fields and posts to the same address: who signs in there, and is the person who used this browser,
gets the form back as it was typed. Files, passwords and tokens are not carried.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import urlsplit

from flask import current_app, flash, g, render_template, request
from flask_babel import gettext as _

#: What the page that asks to sign in adds of its own.
USERNAME, PASSWORD = "_sign_in_username", "_sign_in_password"
#: Never carried along: secrets, and the token of a page that is gone.
SECRET = frozenset({"csrf_token", "_password", USERNAME, PASSWORD})
#: Carried in a page and back: less than the 1000 parts that Werkzeug reads, and its 8 MB.
MAX_FIELDS = 900
MAX_CHARACTERS = 2 * 1024 * 1024

View = TypeVar("View", bound=Callable[..., Any])


def shows_again(view: View) -> View:
    """Mark a view that asks `is_shown_again` before it acts, and then only shows its form."""
    view.shows_again = True  # type: ignore[attr-defined]
    return view


def is_shown_again() -> bool:
    """Tell whether this request is to show what was typed instead of acting on it."""
    return bool(g.get("shown_again"))


def show_again() -> None:
    """Let the view of this request show its form again, which says that nothing was sent."""
    g.shown_again = True


def say_unsent() -> None:
    """Tell on the page that its form is back, and what is not."""
    flash(
        _(
            "登录中断过，您填写的内容已放回表单，还没有提交。"
            "附件和登录密码请重新填写，核对后再提交。"
        ),
        "warning",
    )


def can_be_shown_again() -> bool:
    """Tell whether this request is a form whose view knows to show it again."""
    view = current_app.view_functions.get(request.endpoint or "")
    return request.method == "POST" and getattr(view, "shows_again", False)


def is_from_here() -> bool:
    """Tell whether the browser says that a page of this program sent the request."""
    origin = urlsplit(request.headers.get("Origin", ""))
    return bool(origin.netloc) and origin.netloc == request.host


def typed() -> list[tuple[str, str]]:
    """Return the fields to carry along, in page order; none of a form that is too long."""
    fields = [(name, text) for name, text in request.form.items(multi=True) if name not in SECRET]
    length = sum(len(name) + len(text) for name, text in fields)
    return fields if len(fields) <= MAX_FIELDS and length <= MAX_CHARACTERS else []


def ask_to_sign_in(error: str = "") -> tuple[str, int]:
    """Answer a form with the sign-in page that carries it along."""
    username = request.form.get(USERNAME, "")
    page = render_template("auth/again.html", carried=typed(), username=username, error=error)
    return page, 401
