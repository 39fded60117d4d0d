"""The register as a download."""

from flask import Response

from engine.queries.grant_sheet import MEDIA_TYPE, Sheet
from webui.files import disposition


def sheet_response(sheet: Sheet) -> Response:
    """Return a workbook as a download under its Chinese name."""
    response = Response(sheet.content, mimetype=MEDIA_TYPE)
    response.headers["Content-Disposition"] = disposition(sheet.name, "register")
    return response
