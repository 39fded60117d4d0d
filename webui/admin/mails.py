"""The outbox, which is where mails can be read when no mail server is set."""

from flask import flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from engine.commands.drop_mail import drop_mail
from engine.commands.retry_mail import retry_mail
from engine.queries.admin.mails import count_mails, get_mail, list_mails
from webui.admin import blueprint
from webui.context import current_actor, current_settings, current_store


@blueprint.get("/mails")
def mails() -> str:
    """List mails by state."""
    store, actor, asked = current_store(), current_actor(), request.args
    page = list_mails(
        store, actor, state=asked.get("state"), q=asked.get("q"), after=asked.get("after")
    )
    return render_template(
        "admin/mails.html",
        page=page,
        state=asked.get("state") or "",
        numbers=count_mails(store, actor),
        sends=current_settings().smtp is not None,
    )


@blueprint.get("/mails/<message_id>")
def mail(message_id: str) -> str:
    """Show one mail, without what people wrote."""
    g.menu_entry = "admin.mails"
    shown = get_mail(current_store(), current_actor(), message_id)
    return render_template("admin/mail.html", mail=shown)


@blueprint.post("/mails/<message_id>/retry")
def mail_retry(message_id: str) -> Response:
    """Try a mail again now."""
    retry_mail(current_store(), current_actor(), message_id)
    flash(_("邮件已重新排入发送队列。"), "success")
    return redirect(url_for("admin.mail", message_id=message_id))


@blueprint.post("/mails/<message_id>/drop")
def mail_drop(message_id: str) -> Response:
    """Give a mail up."""
    drop_mail(current_store(), current_actor(), message_id)
    flash(_("已放弃发送这封邮件，站内消息仍然保留。"), "success")
    return redirect(url_for("admin.mail", message_id=message_id))
