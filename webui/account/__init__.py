"""To come."""

from flask import Blueprint

blueprint = Blueprint("account", __name__, template_folder="templates")


@blueprint.get("/account")
def index() -> str:
    """Show nothing yet."""
    return ""
