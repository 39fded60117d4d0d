"""To come."""

from flask import Blueprint

blueprint = Blueprint("messages", __name__, template_folder="templates")


@blueprint.get("/messages")
def index() -> str:
    """Show nothing yet."""
    return ""
