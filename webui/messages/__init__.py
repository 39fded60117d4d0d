"""Notices to me."""

from __future__ import annotations

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from engine.commands.read_message import read_all_messages, read_message
from engine.queries.messages import get_message, list_messages
from webui.context import current_actor, current_store

blueprint = Blueprint("messages", __name__, template_folder="templates")


@blueprint.get("/messages")
def index() -> str:
    """List my notices, unread ones first."""
    unread_only = request.args.get("list") == "unread"
    page = list_messages(
        current_store(), current_actor(), unread_only=unread_only, after=request.args.get("after")
    )
    return render_template("messages/index.html", page=page, unread_only=unread_only)


@blueprint.get("/messages/<message_id>")
def show(message_id: str) -> str:
    """Show one notice. Opening it is reading it."""
    store, actor = current_store(), current_actor()
    notice = get_message(store, actor, message_id)
    if notice.read_at is None:
        read_message(store, actor, message_id)
    g.menu_entry = "messages.index"
    return render_template("messages/show.html", notice=notice)


@blueprint.post("/messages/read")
def read_all() -> Response:
    """Mark all my notices as read."""
    number = read_all_messages(current_store(), current_actor())
    flash(_("已将 %(n)s 条消息标为已读。", n=number), "success")
    return redirect(url_for("messages.index"))
