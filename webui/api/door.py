"""Who asks, and whether what they sent can be read at all; before any view of the API."""

from __future__ import annotations

import dataclasses
import re
from contextlib import suppress
from typing import TYPE_CHECKING, Any, cast

from flask import Flask, Response, current_app, g, request

from engine.commands.note_token_use import note_token_use
from engine.errors import BadRequest, Busy, Forbidden, NotSignedIn, WrongMediaType
from engine.queries.sessions import Actor, actor_of_token
from webui.context import actor_or_none, current_store

if TYPE_CHECKING:
    from flask_wtf.csrf import CSRFProtect

GUARD = "gongxiang.csrf"
#: A request of JSON; attachments come in by POST /files, which allows more.
MAX_JSON = 2 * 1024 * 1024
MAX_KEY = 80
#: NUL, which no database text takes, and halves of characters, which no encoding takes.
UNFIT = re.compile("[\x00\ud800-\udfff]")


def remember_guard(app: Flask, guard: CSRFProtect) -> None:
    """Keep the guard of cookies where the door finds it."""
    app.extensions[GUARD] = guard


def open_door() -> None:
    """Let in a request that can be read and says who asks. Raises BadRequest, NotSignedIn."""
    for text in (request.path, *request.args.keys(), *request.args.values()):
        if UNFIT.search(text):
            raise BadRequest("地址中含有不允许的字符。")
    request.max_content_length = MAX_JSON
    g.api_actor = _bearer() if "Authorization" in request.headers else _cookie()


def close_door(response: Response) -> Response:
    """Say in which way to come back after a 401 (RFC 6750)."""
    if response.status_code == 401:
        response.headers["WWW-Authenticate"] = 'Bearer realm="gongxiang"'
    return response


def _bearer() -> Actor:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token.strip() or UNFIT.search(token) or len(token) > 200:
        raise NotSignedIn("请用 Authorization: Bearer 令牌 的形式提供令牌。")
    actor = actor_of_token(current_store(), token.strip())
    if actor is None:
        raise NotSignedIn("令牌无效、已停用或已过期，请重新创建令牌。")
    _require_own_password(actor)
    # Reading goes on while somebody else writes for long: this note can wait for the next call.
    with suppress(Busy):
        note_token_use(current_store(), token.strip())
    return actor


def _cookie() -> Actor:
    actor = actor_or_none()
    if actor is None:
        raise NotSignedIn("请先登录，或提供令牌（Authorization: Bearer …）。")
    _require_own_password(actor)
    # A browser sends its cookie for any page that makes it ask; a token does not travel so.
    current_app.extensions[GUARD].protect()
    return actor


def _require_own_password(actor: Actor) -> None:
    if actor.must_change_password:
        raise Forbidden("请先在网页上修改初始密码，再使用接口。")


def acting(post: str | None = None) -> Actor:
    """Return who asks, in the post `post` (an id) alone when one is named.

    Raises Forbidden when the post is not theirs. Administrators cannot leave their post behind.
    """
    actor = cast(Actor, g.api_actor)
    if post is None:
        return actor
    held = actor.holds(post)
    if held is None:
        raise Forbidden("这个岗位不是您的，或者已不在任期内。")
    return actor if actor.is_admin else dataclasses.replace(actor, posts=(held,))


def idempotency_key() -> str | None:
    """Return the request's Idempotency-Key, or None; raises BadRequest when it cannot be kept."""
    key = request.headers.get("Idempotency-Key", "").strip()
    if not key:
        return None
    if len(key) > MAX_KEY or not key.isascii() or not key.isprintable():
        raise BadRequest(f"Idempotency-Key 应为不超过 {MAX_KEY} 个的可见 ASCII 字符。")
    return key


def require_type(*allowed: str) -> None:
    """Raise WrongMediaType when the request has a body of another type."""
    has_body = bool(request.content_length) or "Transfer-Encoding" in request.headers
    if has_body and request.mimetype not in allowed:
        raise WrongMediaType()


def sound(body: dict[str, Any]) -> None:
    """Raise BadRequest, naming the field, when a JSON body holds what no form can mean and no
    database can keep. An answer is named by its own field."""
    for name, value in body.items():
        _sound(name, "_form", 20)
        answers = value if name == "answers" and isinstance(value, dict) else {name: value}
        for field, inner in answers.items():
            _sound(field, name, 19)
            _sound(inner, field, 19)


def _sound(value: Any, field: str, depth: int) -> None:
    if depth == 0:
        raise _unfit(field, "JSON 的嵌套过深，请按接口文档的结构提交。")
    if isinstance(value, dict):
        for key, inner in value.items():
            _sound(key, field, depth - 1)
            _sound(inner, field, depth - 1)
    elif isinstance(value, list):
        for inner in value:
            _sound(inner, field, depth - 1)
    elif isinstance(value, str) and UNFIT.search(value):
        raise _unfit(
            field, "文字中含有不允许的字符（空字符或不成对的代理字符），请删去后重新提交。"
        )
    elif isinstance(value, float) and not -1e300 < value < 1e300:
        raise _unfit(field, "JSON 中的数字超出范围，请改为表单所要的数字。")


def _unfit(field: str, words: str) -> BadRequest:
    return BadRequest(words, errors={field: [words]})
