"""The REST interface under /api/v1: commands and queries as JSON, described by OpenAPI 3."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from flask import Flask
from flask_smorest import Api

from webui.api.door import remember_guard
from webui.api.schemas.problem import ProblemSchema

if TYPE_CHECKING:
    from flask_wtf.csrf import CSRFProtect

PREFIX = "/api/v1"
#: One file each, holding a `blueprint`; in the order of the document.
PARTS = (
    "me", "processes", "files", "cases", "tasks", "deadline", "calendar", "resources", "grants",
    "packs",
)  # fmt: skip
ABOUT = """\
政务数据资源共享审批与台账的接口。写操作可带 `Idempotency-Key` 请求头，重复提交只生效一次；
列表按键翻页：把上一页的 `next` 作为 `after`。时刻均为带时区的 ISO 8601（UTC），日期为北京时间。
错误为 RFC 9457 问题文档（application/problem+json），`code` 不随版本改变，`errors` 按字段列出原因。
"""
SECURITY = {
    "token": {"type": "http", "scheme": "bearer", "description": "gongxiang token create USER"}
}


class GongxiangApi(Api):  # type: ignore[misc]
    """flask-smorest with our problem documents; the application answers the errors itself."""

    ERROR_SCHEMA = ProblemSchema

    def _register_error_handlers(self) -> None:
        """Leave errors to `webui.errors_pages`, which knows both pages and API."""

    DEFAULT_RESPONSE_CONTENT_TYPE: str = "application/json"

    def _register_responses(self) -> None:
        # What is registered here are the errors alone.
        self.DEFAULT_RESPONSE_CONTENT_TYPE = "application/problem+json"
        super()._register_responses()
        self.DEFAULT_RESPONSE_CONTENT_TYPE = "application/json"


def init_api(app: Flask, guard: CSRFProtect) -> None:
    """Add the interface to `app`; `guard` checks what comes with a cookie instead of a token."""
    app.config.update(
        API_TITLE="共享通 gongxiang",
        API_VERSION="v1",
        OPENAPI_VERSION="3.0.3",
        OPENAPI_URL_PREFIX=PREFIX,
        OPENAPI_JSON_PATH="openapi.json",
        API_SPEC_OPTIONS=_options(),
    )
    app.json.sort_keys = False  # type: ignore[attr-defined]
    remember_guard(app, guard)
    api = GongxiangApi(app)
    for name in PARTS:
        blueprint = import_module(f"webui.api.{name}").blueprint
        guard.exempt(blueprint)
        api.register_blueprint(blueprint, url_prefix=PREFIX)


def _options() -> dict[str, Any]:
    return {
        "info": {"description": ABOUT},
        "components": {"securitySchemes": SECURITY},
        "security": [{"token": []}],
    }
