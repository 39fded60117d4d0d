"""My account: posts, password, tokens for scripts."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from engine.commands.change_password import change_password
from engine.commands.create_token import TokenCreated, create_token, revoke_token
from engine.errors import FormError
from engine.queries.sessions import list_tokens
from webui.context import current_actor, current_settings, current_store
from webui.session import keep_cookie, limits_of

blueprint = Blueprint("account", __name__, template_folder="templates")


@blueprint.get("/account")
def index() -> str:
    """Show my posts and my tokens."""
    return _account_page()


@blueprint.get("/account/password")
def password() -> str:
    """Show the form for a new password."""
    return render_template("account/password.html", errors={})


@blueprint.post("/account/password")
def password_post() -> Response | tuple[str, int]:
    """Change my password; every other browser is signed out, this one gets a fresh session."""
    try:
        opened = change_password(
            current_store(),
            current_actor(),
            current=request.form.get("current", ""),
            new=request.form.get("new", ""),
            repeated=request.form.get("repeated", ""),
            source=request.remote_addr or "",
            limits=limits_of(current_settings()),
        )
    except FormError as wrong:
        return render_template("account/password.html", errors=wrong.errors), 422
    response = keep_cookie(redirect(url_for("home.index")), opened)
    flash(_("密码已修改，其他设备上的登录均已退出。"), "success")
    return response


@blueprint.post("/account/tokens")
def token_post() -> str | tuple[str, int]:
    """Create a token and show it, this once."""
    days = request.form.get("days", "")
    try:
        made = create_token(
            current_store(),
            current_actor(),
            request.form.get("label", ""),
            int(days) if days.isdecimal() and len(days) < 10 else 0,
        )
    except FormError as wrong:
        return _account_page(errors=wrong.errors), 422
    return _account_page(made=made)


@blueprint.post("/account/tokens/<digest>/revoke")
def token_revoke(digest: str) -> Response:
    """Make one of my tokens worthless."""
    revoke_token(current_store(), current_actor(), digest)
    flash(_("令牌已停用。"), "success")
    return redirect(url_for("account.index"))


def _account_page(
    made: TokenCreated | None = None, errors: dict[str, list[str]] | None = None
) -> str:
    store, actor = current_store(), current_actor()
    return render_template(
        "account/index.html",
        actor=actor,
        tokens=list_tokens(store, actor),
        now=store.clock.now(),
        made=made,
        errors=errors or {},
    )
