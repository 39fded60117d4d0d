"""Resources, key by key: what each may hold and what stands in for a blank (Art. 10, 11, 15(4))."""

import re
from typing import Any

from marshmallow import ValidationError, fields, post_load, validates_schema

from engine.core.bureau import words
from engine.core.bureau.fields import Text, Whole, Word, day, flag, many
from engine.core.bureau.model import ItemRow, ResourceRow
from engine.core.bureau.schemas import Row

#: 政务信息资源目录编制指南: class 1, 项 2, 目 3 digits, 细目 of any length, then 顺序码.
_RESOURCE_CODE = (
    r"[1-9]\d{5}[0-9A-Z]*/\d+",
    "应为“类1位、项2位、目3位数字＋细目/顺序码”，如 307012/000001",
)
_INTERNAL = re.compile("内部|本局|本单位|本部门|本科室?")
_NO_BASIS = (
    "部门内部管理办法不能作为不予共享的依据（第六条第一项），请改为法律、法规、规章或上级政策文件"
)
_ITEM_CODE = (r"[A-Za-z][A-Za-z0-9_]{0,59}", "应为以字母开头的字母、数字和下划线，如 XKZBH")


class ItemSchema(Row):
    """An information item; `share_type` is the resource's unless it is given."""

    code = Text(60, _ITEM_CODE, required=True)
    name = Text(200, required=True)
    type = Word(words.DATA_TYPES, required=True)
    share_type = Word(words.SHARE_TYPES, load_default=None)
    sensitive = flag(load_default=False)


class BasisSchema(Row):
    """Why a resource is not shared: what the refusal rests on, and the reason (Art. 6(1), 10)."""

    kind = Word(words.BASIS_KINDS, unlisted=(words.INTERNAL_RULE,), required=True)
    document = Text(200, required=True)
    number = Text(80, load_default="")
    article = Text(40, required=True)
    reason = Text(2000, required=True)

    @validates_schema
    def refuse_internal_rules(self, row: dict[str, Any], **_: Any) -> None:
        """Refuse what Art. 6(1) refuses: a department's own rules are no basis."""
        if row["kind"] == words.INTERNAL_RULE or _INTERNAL.search(row["document"]):
            raise ValidationError(_NO_BASIS, "document")


class ReviewSchema(Row):
    """What Art. 11 publishes together with a resource."""

    scene = Text(500, required=True)
    identity = Text(500, load_default="")
    region = Text(200, load_default="")
    audience = Text(500, required=True)
    use_scope = Text(500, required=True)
    security_agreement = flag(required=True)
    formalities = Text(500, load_default="")
    masking = Text(500, load_default="")
    authentication = Text(500, load_default="")
    tracing = Text(500, load_default="")
    system = Text(200, load_default="")
    open_type = Word(words.OPEN_TYPES, load_default="不可对社会开放")
    open_condition = Text(200, load_default="")
    period = Text(100, load_default="")


class ResourceSchema(Row):
    """`[[resource]]`, with its items, its review and, where it is not shared, its basis."""

    code = Text(60, _RESOURCE_CODE, required=True)
    name = Text(200, required=True)
    provider = Text(40, required=True)
    summary = Text(4000, required=True)
    theme = Text(60, load_default="")
    data_kind = Word(words.DATA_KINDS, required=True)
    share_type = Word(words.SHARE_TYPES, required=True)
    share_condition = Text(2000, load_default="")
    not_share_basis = fields.Nested(BasisSchema, load_default=None)
    provide_mode = Word(words.PROVIDE_MODES, required=True)
    api_param_controlled = flag(load_default=False)
    dedicated = flag(load_default=False)
    dedicated_units = many(Text(40, required=True), "单位代码", load_default=list)
    grade = Whole(1, 4, required=True)
    data_format = Word(words.DATA_FORMATS, required=True)
    update_cycle = Word(words.UPDATE_CYCLES, required=True)
    state = Word(words.RESOURCE_STATES, load_default="published")
    published_on = day(load_default=None)
    review = fields.Nested(ReviewSchema, required=True)
    items = many(fields.Nested(ItemSchema), "信息项", required=True)

    @post_load
    def build(self, row: dict[str, Any], **_: Any) -> ResourceRow:
        """Make the row."""
        row["items"] = tuple(_item(item, row["share_type"]) for item in row["items"])
        row["dedicated_units"] = tuple(row["dedicated_units"])
        row["not_share_basis"] = _in_words(row["not_share_basis"])
        return ResourceRow(**row)


def _item(item: dict[str, Any], share_type: str) -> ItemRow:
    own = item["share_type"] or share_type
    return ItemRow(item["code"], item["name"], item["type"], own, item["sensitive"])


def _in_words(basis: dict[str, Any] | None) -> str:
    if basis is None:
        return ""
    number = f"（{basis['number']}）" if basis["number"] else ""
    document = basis["document"].strip("《》")
    return f"《{document}》{number}{basis['article']}：{basis['reason']}"
