"""Units, people and agents, key by key: what each may hold and what stands in for a blank."""

from typing import Any

from marshmallow import RAISE, Schema, fields, post_load

from engine.core.access import ROLE_NAMES
from engine.core.bureau import words
from engine.core.bureau.fields import Formatted, Text, Whole, Word, day, flag, many
from engine.core.bureau.model import AgentRow, PersonRow, PostRow, UnitRow

_UNIT_CODE = (
    r"[a-z0-9][a-z0-9-]{0,39}",
    "应为小写字母、数字和连字符，以字母或数字开头，最多 40 位，如 food-catering",
)
_USERNAME = (
    r"[a-z][a-z0-9_.-]{1,59}",
    "应为小写字母、数字、点、下划线或连字符，以字母开头，2 至 60 位，如 zhangwei",
)


_WRONG_ROW = {"unknown": "不认识这一项，请检查拼写，或删去", "type": "应为一组“项 = 值”"}


class Row(Schema):
    """Base of all rows: a key that nobody knows is a fault, not something to pass over."""

    error_messages = _WRONG_ROW

    class Meta:
        """Refuse unknown keys."""

        unknown = RAISE


class UnitSchema(Row):
    """`[[unit]]`; `bureau` follows from the kind unless it is given."""

    code = Text(40, _UNIT_CODE, required=True)
    name = Text(200, required=True)
    short_name = Text(60, load_default="")
    kind = Word(words.UNIT_KINDS, required=True)
    rule_scope = Word(words.RULE_SCOPES, load_default="applies")
    is_gov_department = flag(load_default=True)
    bureau = flag(load_default=None)
    works_here = flag(load_default=True)
    credit_code = Formatted("credit_code", load_default="")

    @post_load
    def build(self, row: dict[str, Any], **_: Any) -> UnitRow:
        """Make the row."""
        if row["bureau"] is None:
            row["bureau"] = row["kind"] not in words.OUTSIDE_KINDS
        row["short_name"] = row["short_name"] or row["name"]
        return UnitRow(**row)


class PostSchema(Row):
    """A post; the day it begins is the file's `posts_from` unless it is given."""

    unit = Text(40, required=True)
    role = Word(ROLE_NAMES, required=True)
    valid_from = day(required=True)
    valid_until = day(load_default=None)

    @post_load
    def build(self, row: dict[str, Any], **_: Any) -> PostRow:
        """Make the row."""
        return PostRow(**row)


class PersonSchema(Row):
    """`[[person]]`; without `email` the address is the user name at the file's `email_domain`."""

    username = Text(60, _USERNAME, required=True)
    name = Text(60, required=True)
    phone = Formatted("phone", load_default="")
    email = Formatted("email", load_default="")
    on_establishment = flag(load_default=True)
    main = flag(load_default=False)
    purpose = Text(200, load_default="")
    posts = many(fields.Nested(PostSchema), "岗位", required=True)

    @post_load
    def build(self, row: dict[str, Any], **_: Any) -> PersonRow:
        """Make the row."""
        return PersonRow(**{**row, "posts": tuple(row["posts"])})


class AgentSchema(Row):
    """`[[agent]]`."""

    provider = Text(40, required=True)
    agent = Text(40, required=True)
    document_number = Text(80, required=True)
    resources = many(Text(60, required=True), "资源代码", required=True)
    max_grade = Whole(1, 4, required=True)
    valid_from = day(required=True)
    valid_until = day(required=True)

    @post_load
    def build(self, row: dict[str, Any], **_: Any) -> AgentRow:
        """Make the row."""
        return AgentRow(**{**row, "resources": tuple(row["resources"])})
