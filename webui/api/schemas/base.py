"""The ground of all schemas: complaints in Chinese, and what lists have in common."""

from __future__ import annotations

from typing import Any

import marshmallow as ma
from marshmallow import fields, validate

GENERAL = {
    "required": "请提供这一项。",
    "null": "这一项不能为 null：请给出内容，可以不填的请整项省去。",
    "invalid": "这一项的格式不对。",
    "type": "应为 JSON 对象。",
    "validator_failed": "这一项的值不对。",
}
INVALID: dict[type[fields.Field[Any]], str] = {
    fields.String: "应为文字（字符串）。",
    fields.Integer: "应为整数。",
    fields.Boolean: "应为 true 或 false。",
    fields.Mapping: "应为 JSON 对象。",
    fields.Date: "应为日期，例如 2026-09-21。",
    fields.Nested: "应为 JSON 对象。",
}


class Wire(ma.Schema):
    """A schema whose complaints are sentences a person can act on."""

    error_messages = {"unknown": "没有这一项。", "type": "应为 JSON 对象。"}  # noqa: RUF012

    def on_bind_field(self, field_name: str, field_obj: fields.Field[Any]) -> None:
        """Put our words in the place of the library's."""
        words = next((text for kind, text in INVALID.items() if isinstance(field_obj, kind)), None)
        for key in field_obj.error_messages:
            field_obj.error_messages[key] = GENERAL.get(key, words or GENERAL["invalid"])
        if words is not None:
            field_obj.error_messages["invalid"] = words


def text(most: int, least: int = 0, **more: Any) -> fields.String:
    """Return a text field of `least` to `most` characters."""
    size = f"应为 {least} 至 {most} 个字符。" if least else f"不能超过 {most} 个字符。"
    return fields.String(validate=validate.Length(min=least or None, max=most, error=size), **more)


def one_of(*values: str, **more: Any) -> fields.String:
    """Return a text field that takes one of `values`."""
    right = f"应为其中之一：{'、'.join(values)}。"
    return fields.String(validate=validate.OneOf(values, error=right), **more)


class PageQuery(Wire):
    """Which page of a list."""

    after = text(2000, metadata={"description": "上一页的 next"})
    limit = fields.Integer(
        load_default=20,
        validate=validate.Range(1, 100, error="应为 1 至 100 之间的整数。"),
        metadata={"description": "每页条数"},
    )


class PostOnly(Wire):
    """In which post one acts."""

    post = text(36, metadata={"description": "以哪个岗位办理（岗位 id）；只有一个岗位时不必给出"})


def paged(line: type[Wire]) -> type[Wire]:
    """Return the schema of a page of `line`."""
    body = {
        "items": fields.List(fields.Nested(line), required=True),
        "next": fields.String(
            attribute="next_after",
            required=True,
            allow_none=True,
            metadata={"description": "下一页的 after；没有下一页时为 null"},
        ),
    }
    made: type[Wire] = type(f"{line.__name__.removesuffix('Schema')}PageSchema", (Wire,), body)
    return made
