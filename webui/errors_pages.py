"""Errors as answers: a sentence and a way back on pages, problem documents (RFC 9457) by API."""

from __future__ import annotations

import logging
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, flash, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from engine.errors import FormError, GongxiangError, NotSignedIn
from webui.context import actor_or_none
from webui.i18n import in_words, translated
from webui.ways import safe_way

log = logging.getLogger(__name__)

Answer = Response | tuple[str, int] | tuple[Response, int]

#: HTTP status -> code of the problem document, for what Flask itself refuses.
CODES = {
    400: "bad_request",
    401: "not_signed_in",
    403: "forbidden",
    404: "not_found",
    405: "method_not_allowed",
    413: "too_large",
    415: "unsupported_media_type",
    422: "invalid_answers",
    429: "too_many_requests",
}


def init_errors(app: Flask) -> None:
    """Answer every error of the engine and of Flask, which wraps and logs what nobody foresaw."""
    app.register_error_handler(CSRFError, _csrf)
    app.register_error_handler(GongxiangError, _ours)
    app.register_error_handler(HTTPException, _theirs)


def problem(
    status: int, code: str, message: str, title: str = "", **more: Any
) -> tuple[Response, int]:
    """Return a problem document (RFC 9457) with `status` and the stable `code`.

    `title` is the same for every problem of this code, `message` speaks of this one.
    """
    kind = f"urn:gongxiang:problem:{code}"
    head = {"type": kind, "title": title or message, "status": status, "detail": message}
    document = {**head, "code": code, **more}
    response = jsonify(document)
    response.mimetype = "application/problem+json"
    return response, status


def _ours(error: GongxiangError) -> Answer:
    if error.status >= 500:
        log.error("%s %s: %s", request.method, request.path, error.code, exc_info=error)
    if _wants_json():
        said, title = translated(error.message), translated(error.default)
        return problem(error.status, error.code, said, title, **in_words(_details(error)))
    if isinstance(error, NotSignedIn) and not request.headers.get("HX-Request"):
        return redirect(url_for("auth.sign_in"))
    return _page(error.status, translated(error.message), _sentences(error))


def _details(error: GongxiangError) -> dict[str, Any]:
    if isinstance(error, FormError):
        return {"errors": error.errors, "warnings": error.warnings}
    return {key: error.details[key] for key in ("problems", "errors") if key in error.details}


def _sentences(error: GongxiangError) -> list[str]:
    if not isinstance(error, FormError):
        return []
    flat = (each for value in error.errors.values() if isinstance(value, list) for each in value)
    return [each for each in flat if isinstance(each, str) and each != error.message]


def _theirs(error: HTTPException) -> Answer | HTTPException:
    status = error.code or 500
    if status < 400:
        return error
    message = _message(status)
    if _wants_json():
        return problem(status, CODES.get(status, "error"), message)
    return _page(status, message)


def _csrf(error: CSRFError) -> Answer:
    # Typically a page left open over a new sign-in: the same page, fetched again, will do.
    if actor_or_none() is None and not _wants_json():
        flash(_("登录已超时，请重新登录。"), "warning")
        return redirect(url_for("auth.sign_in"))
    message = _("页面已过期，请刷新后重新提交。")
    return problem(400, "page_expired", message) if _wants_json() else _page(400, message)


def _wants_json() -> bool:
    return request.path.startswith("/api/") or (request.accept_mimetypes.best == "application/json")


def _page(status: int, message: str, sentences: list[str] | None = None) -> tuple[str, int]:
    page = render_template(
        "errors/error.html",
        status=status,
        message=message,
        sentences=sentences or [],
        way_back=safe_way(_referrer()),
    )
    return page, status


def _referrer() -> str:
    """Return the path of the page that sent the request, when it is one of ours."""
    parts = urlsplit(request.referrer or "")
    return parts.path + (f"?{parts.query}" if parts.query else "") if parts.path else ""


def _message(status: int) -> str:
    known = {
        401: _("请先登录。"),
        403: _("您没有办理这一事项的权限。"),
        404: _("没有找到您要的内容，可能已不存在，或者您无权查看。"),
        405: _("这个地址不支持这样的操作。"),
        413: _(
            "提交的内容过大：附件每个不超过 50 MB，文字合计不超过 %(most)s MB。",
            most=2 if request.path.startswith("/api/") else 8,
        ),
        429: _("操作过于频繁，请稍候再试。"),
    }
    otherwise = (
        _("系统未能完成这项操作，请稍后再试。")
        if status >= 500
        else _("请求的内容不完整或格式不对，请检查后重试。")
    )
    return str(known.get(status, otherwise))
