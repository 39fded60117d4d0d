"""流程设计: the regulation as data, changed by the person who owns it."""

from flask import Blueprint

blueprint = Blueprint("modeler", __name__, template_folder="templates", url_prefix="/modeler")

from webui.modeler import (  # noqa: E402, F401
    beginnings,
    compare,
    deploy,
    editor,
    editor_check,
    editor_file,
    forms,
    mails,
    monitor,
    moving,
    overview,
    scenarios,
    settings,
    settings_consent,
    versions,
    writing,
)
