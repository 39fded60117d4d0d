"""使用授权: what my units may use, and what others may use of ours."""

from flask import Blueprint

blueprint = Blueprint("grants", __name__, template_folder="templates")

from webui.grants import register, vouchers  # noqa: E402, F401 - they add their views
