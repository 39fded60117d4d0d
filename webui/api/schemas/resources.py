"""The catalogue."""

from marshmallow import fields

from webui.api.schemas.base import PageQuery, Wire, one_of, text
from webui.api.schemas.cases import Pair


class ResourcesQuery(PageQuery):
    """Which resources."""

    q = text(200, metadata={"description": "名称、代码、摘要或信息项中的文字"})
    unit = text(60, metadata={"description": "提供部门的代码"})
    share_type = one_of("unconditional", "conditional", "not_shared")
    theme = text(60)


class ResourceLineSchema(Wire):
    """A resource in a list."""

    code = fields.String(required=True)
    name = fields.String(required=True)
    provider = fields.String(required=True)
    provider_code = fields.String(required=True)
    theme = fields.String(required=True)
    share_type = fields.String(required=True)
    provide_mode = fields.String(required=True)
    dedicated = fields.Boolean(required=True)
    grade = fields.Integer(required=True)
    update_cycle = fields.String(required=True)
    state = fields.String(required=True)
    items = fields.Integer(required=True, metadata={"description": "信息项的数目"})


class ItemSchema(Wire):
    """An information item."""

    code = fields.String(required=True)
    name = fields.String(required=True)
    data_type = fields.String(required=True)
    share_type = fields.String(required=True)
    sensitive = fields.Boolean(required=True)


class ApplicantSchema(Wire):
    """One of the asker's posts as 经办人, and whether its unit may ask."""

    post = fields.String(required=True, attribute="post_id")
    unit = fields.String(required=True, attribute="unit_code")
    unit_name = fields.String(required=True)
    may = fields.Boolean(required=True)
    why_not = fields.List(fields.String(), required=True)
    note = fields.String(required=True)
    listed = fields.Boolean(required=True)
    grants = fields.List(fields.String(), required=True)


class ResourceSchema(Wire):
    """A resource with its items and its review information."""

    head = fields.Nested(ResourceLineSchema, required=True, attribute="line")
    version = fields.Integer(required=True)
    summary = fields.String(required=True)
    data_kind = fields.String(required=True)
    share_condition = fields.String(required=True)
    not_share_basis = fields.String(required=True)
    api_param_controlled = fields.Boolean(required=True)
    data_format = fields.String(required=True)
    published_on = fields.Date(required=True, allow_none=True)
    review = fields.List(Pair(), required=True)
    items = fields.List(fields.Nested(ItemSchema), required=True, attribute="item_lines")
    dedicated_units = fields.List(fields.String(), required=True)
    applicants = fields.List(fields.Nested(ApplicantSchema), required=True)
