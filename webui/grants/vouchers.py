"""资源调用记录凭证 of a grant: the list, and the form that registers one."""

from __future__ import annotations

from typing import Any

from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from engine.commands.register_voucher import digest_of, register_voucher
from engine.errors import FormError, KeyReused
from engine.queries.grant_file import get_file
from engine.queries.vouchers import list_vouchers
from webui.again import is_shown_again, shows_again
from webui.context import current_actor, current_store
from webui.grants import blueprint
from webui.posted import new_key, sent_key

FIELDS = ("number", "called_at", "digest", "note")


@blueprint.get("/grants/<number>/vouchers")
def vouchers(number: str) -> str:
    """Show the vouchers of a grant, and the form for whoever may register one."""
    return _page(number, new_key())


@blueprint.post("/grants/<number>/vouchers")
@shows_again
def register(number: str) -> str | Response | tuple[str, int]:
    """Register a voucher; of a chosen file the digest alone is taken."""
    if is_shown_again():
        return _page(number, new_key())
    typed = {name: request.form.get(name, "") for name in FIELDS}
    try:
        typed["digest"] = _digest(typed["digest"])
        register_voucher(current_store(), current_actor(), number, key=sent_key(), **typed)
    except FormError as error:
        return _page(number, sent_key() or new_key(), error.errors, typed), error.status
    except KeyReused as error:
        return _page(number, new_key(), {"_form": [error.message]}, typed), error.status
    flash(_("凭证已登记。只保存凭证编号、调用时间和校验值，没有保存凭证文件。"), "success")
    return redirect(url_for("grants.vouchers", number=number))


def _digest(typed: str) -> str:
    """Return the digest of the chosen file, else what was typed. FormError when they differ."""
    given = request.files.get("file")
    if given is None or not given.filename:
        return typed
    found = digest_of(given.stream)
    if typed.strip() and typed.strip().lower() != found:
        raise FormError(
            {"digest": [_("填写的校验值与所选文件不一致，请核对文件，或者只保留其中一项。")]}
        )
    return found


def _page(
    number: str,
    key: str,
    errors: dict[str, Any] | None = None,
    typed: dict[str, str] | None = None,
) -> str:
    g.menu_entry = "grants.index"
    store, actor = current_store(), current_actor()
    file = get_file(store, actor, number)
    page = list_vouchers(store, actor, number, after=request.args.get("after"))
    return render_template(
        "grants/vouchers.html", file=file, grant=file.grant, page=page, key=key,
        errors=errors or {}, typed=typed or request.form,
    )  # fmt: skip
