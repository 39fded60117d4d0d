"""使用授权."""

from __future__ import annotations

from marshmallow import fields

from engine.queries.grants import STATES
from webui.api.schemas.base import PageQuery, PostOnly, Wire, one_of, text


class GrantsFilter(Wire):
    """Which grants."""

    side = one_of("all", "using", "providing", load_default="all")
    state = one_of(*STATES, metadata={"description": "状态；held 为尚未结束的各状态"})
    q = text(100, metadata={"description": "授权编号、资源或单位中的文字"})
    resource = text(60, metadata={"description": "资源代码"})
    unit = text(60, metadata={"description": "使用部门的代码"})


class GrantsQuery(GrantsFilter, PageQuery):
    """Which grants, and which page of them."""


class GrantSchema(Wire):
    """Who may use which items of what, for what and how long."""

    number = fields.String(required=True)
    case_id = fields.String(required=True)
    case_number = fields.String(required=True)
    resource = fields.String(required=True, attribute="resource_code")
    resource_name = fields.String(required=True, attribute="resource")
    resource_version = fields.Integer(required=True)
    unit = fields.String(required=True)
    unit_code = fields.String(required=True)
    provider = fields.String(required=True)
    provider_code = fields.String(required=True)
    kind = fields.String(required=True)
    items = fields.List(fields.String(), required=True)
    conditions = fields.String(required=True)
    purpose = fields.String(required=True)
    period_start = fields.Date(required=True, allow_none=True)
    period_end = fields.Date(required=True, allow_none=True)
    days_left = fields.Integer(
        required=True,
        allow_none=True,
        metadata={"description": "距使用时限最后一日的自然日数，当日为 0；长期或已结束的为 null"},
    )
    state = fields.String(required=True)
    supply = fields.Dict(required=True)
    granted_at = fields.AwareDateTime(required=True)
    activated_at = fields.AwareDateTime(required=True, allow_none=True)
    suspended_at = fields.AwareDateTime(required=True, allow_none=True)
    ended_at = fields.AwareDateTime(required=True, allow_none=True)
    end_reason = fields.String(
        required=True, metadata={"description": "expired revoked offline purpose_done，或为空"}
    )
    renews = fields.String(required=True, allow_none=True)
    mine = fields.Boolean(required=True)


class VoucherSchema(Wire):
    """A voucher of the platform that is registered against a grant."""

    number = fields.String(required=True)
    called_at = fields.AwareDateTime(required=True)
    digest = fields.String(required=True, metadata={"description": "凭证文件的 SHA-256"})
    note = fields.String(required=True)
    by = fields.String(required=True)
    recorded_at = fields.AwareDateTime(required=True)
    after_end = fields.Boolean(required=True, metadata={"description": "调用时间在授权结束之后"})


class VoucherGivenSchema(PostOnly):
    """What is registered of a voucher."""

    number = fields.String(required=True, metadata={"description": "凭证编号"})
    called_at = fields.String(
        required=True, metadata={"description": "调用时间，ISO 8601；不带时区的按北京时间"}
    )
    digest = fields.String(
        required=True, metadata={"description": "凭证文件的 SHA-256，64 位十六进制字符"}
    )
    note = fields.String(load_default="")
