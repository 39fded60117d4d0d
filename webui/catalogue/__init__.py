"""The catalogue of resources, and starting a request from it."""

from flask import Blueprint

blueprint = Blueprint("catalogue", __name__, template_folder="templates")

from webui.catalogue import search, start  # noqa: E402, F401 - they add their views
