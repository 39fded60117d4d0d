"""Accounts and failed sign-ins, for the security administrator."""

from __future__ import annotations

from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from engine.commands.change_password import reset_password
from engine.commands.create_user import NewPost, UserCreated, create_user
from engine.commands.unlock_account import unlock_account
from engine.errors import Conflict, FormError
from engine.queries.admin.accounts import get_account, list_accounts, list_failures, list_units
from engine.queries.words import ROLE_NAMES
from webui.admin import blueprint
from webui.again import is_shown_again, shows_again
from webui.context import current_actor, current_store


@blueprint.get("/accounts")
def accounts() -> str:
    """List accounts by user name."""
    page = list_accounts(
        current_store(), current_actor(), q=request.args.get("q"), after=request.args.get("after")
    )
    return render_template("admin/accounts.html", page=page)


@blueprint.get("/sign-ins")
def sign_ins() -> str:
    """List failed attempts to sign in."""
    page = list_failures(current_store(), current_actor(), after=request.args.get("after"))
    return render_template("admin/sign_ins.html", page=page)


@blueprint.get("/accounts/new")
def account_new() -> str:
    """Show the form for a new account."""
    return _new_form({})


@blueprint.post("/accounts/new")
@shows_again
def account_create() -> str | tuple[str, int]:
    """Create an account and show its first password, this once."""
    given = {name: request.form.get(name, "") for name in ("username", "name", "email")}
    unit, role = request.form.get("unit", ""), request.form.get("role", "")
    posts = [NewPost(unit, role)] if unit or role else []
    if is_shown_again():
        return _new_form({})
    try:
        made = create_user(current_store(), current_actor(), **given, posts=posts)
    except FormError as wrong:
        return _new_form(wrong.errors), 422
    except Conflict as taken:
        return _new_form({"username": [taken.message]}), 409
    return _first_password(made, _("账号已建立"))


@blueprint.post("/accounts/<person_id>/reset")
def account_reset(person_id: str) -> str:
    """Give somebody a new first password and show it, this once."""
    store, actor = current_store(), current_actor()
    password = reset_password(store, actor, person_id)
    account = get_account(store, actor, person_id)
    return _first_password(UserCreated(person_id, account.username, password), _("密码已重置"))


@blueprint.post("/accounts/<person_id>/unlock")
def account_unlock(person_id: str) -> Response:
    """End the lock of an account."""
    unlock_account(current_store(), current_actor(), person_id)
    flash(_("账号已解锁。"), "success")
    return redirect(url_for("admin.accounts", q=request.form.get("q") or None))


def _new_form(errors: dict[str, list[str]]) -> str:
    g.menu_entry = "admin.accounts"
    units = list_units(current_store(), current_actor())
    return render_template(
        "admin/account_new.html", errors=errors, units=units, roles=list(ROLE_NAMES)
    )


def _first_password(made: UserCreated, title: str) -> str:
    g.menu_entry = "admin.accounts"
    return render_template("admin/first_password.html", made=made, title=title)
