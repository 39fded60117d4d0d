"""A group of the API's calls: its door, and how it reads bodies and queries."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, NoReturn, Protocol, TypeVar, cast

import marshmallow as ma
from flask import Request
from flask_smorest import Blueprint
from webargs import missing
from webargs.flaskparser import FlaskParser
from werkzeug.exceptions import RequestEntityTooLarge

from engine.errors import BadRequest, FormError
from webui.api.door import MAX_JSON, close_door, open_door, require_type, sound

#: Documented with every call that writes.
IDEMPOTENCY = {
    "in": "header",
    "name": "Idempotency-Key",
    "schema": {"type": "string", "maxLength": 80},
    "description": "同一人用同一个键重复提交，只生效一次，得到第一次的回答。",
}


View = TypeVar("View", bound=Callable[..., Any])


class Decorator(Protocol):
    """Takes a view and gives it back."""

    def __call__(self, view: View, /) -> View:
        """Decorate `view`."""
        ...


class Reader(FlaskParser):
    """Reads strictly: JSON only, nothing unknown, complaints in our own words."""

    DEFAULT_UNKNOWN_BY_LOCATION = {  # noqa: RUF012 - the name is webargs' own
        **FlaskParser.DEFAULT_UNKNOWN_BY_LOCATION,
        "query": ma.RAISE,
    }

    def _raw_load_json(self, req: Request) -> Any:
        require_type("application/json")
        body = req.get_data(cache=True)
        if not body:
            return missing
        # Without a length said beforehand, what is read ends at the limit as if it were the end.
        if req.content_length is None and len(body) >= (req.max_content_length or MAX_JSON):
            raise RequestEntityTooLarge()
        value = _parsed(body)
        if not isinstance(value, dict):
            raise BadRequest("请求体应为 JSON 对象。")
        sound(value)
        return value

    def load_files(self, req: Request, schema: ma.Schema) -> Any:
        """Read a multipart body."""
        require_type("multipart/form-data")
        return super().load_files(req, schema)

    def handle_error(
        self, error: ma.ValidationError, req: Request, schema: ma.Schema, **_options: Any
    ) -> NoReturn:
        """Name each field that is wrong; webargs puts them under the place they came from."""
        found = error.messages
        places = list(found.values()) if isinstance(found, dict) else []
        flat: dict[str, Any] = {}
        for each in places:
            flat.update(each if isinstance(each, dict) else {"_form": each})
        raise FormError({("_form" if key == "_schema" else key): flat[key] for key in flat})


def _parsed(body: bytes) -> Any:
    try:
        return json.loads(body.decode("utf-8"))
    except UnicodeDecodeError:
        raise BadRequest("请求体不是 UTF-8 编码。") from None
    except json.JSONDecodeError as wrong:
        where = f"第 {wrong.lineno} 行第 {wrong.colno} 列"
        raise BadRequest(f"请求体不是有效的 JSON：{where}。") from None
    except (ValueError, RecursionError):
        raise BadRequest("请求体不是有效的 JSON：数字或嵌套超出范围。") from None


class ApiBlueprint(Blueprint):  # type: ignore[misc]
    """A flask-smorest blueprint that reads strictly; its decorators, with types."""

    ARGUMENTS_PARSER = Reader()

    def get(self, rule: str) -> Decorator:
        """Answer GET at `rule`."""
        return cast(Decorator, super().get(rule))

    def post(self, rule: str) -> Decorator:
        """Answer POST at `rule`."""
        return cast(Decorator, super().post(rule))

    def arguments(self, schema: type[ma.Schema], location: str = "json") -> Decorator:
        """Read the body (or the query, the files) by `schema`; the view gets it as a dict."""
        return cast(Decorator, super().arguments(schema, location=location))

    def response(self, status: int, schema: Any = None, **more: Any) -> Decorator:
        """Write what the view returns by `schema`."""
        return cast(Decorator, super().response(status, schema, **more))

    def doc(self, **more: Any) -> Decorator:
        """Add to the OpenAPI description of the view."""
        return cast(Decorator, super().doc(**more))

    def before(self, step: Callable[[], None]) -> None:
        """Do `step` before every view of the group."""
        self.before_request(step)


def group(name: str, description: str) -> ApiBlueprint:
    """Return the blueprint of a group of calls, behind the door."""
    made = ApiBlueprint(f"api_{name}", __name__, description=description)
    made.before(open_door)
    made.after_request(close_door)
    return made
