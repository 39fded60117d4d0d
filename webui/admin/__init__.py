"""管理: the flow, the accounts and the audit trail, each for its own administrator."""

from flask import Blueprint

blueprint = Blueprint("admin", __name__, template_folder="templates", url_prefix="/admin")

from webui.admin import accounts, audit, calendar, cases, incidents, mails, pack, timers  # noqa: E402, F401
