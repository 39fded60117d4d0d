"""Who somebody is."""

from marshmallow import fields

from webui.api.schemas.base import Wire


class PostSchema(Wire):
    """A post that is valid today."""

    id = fields.String(required=True)
    role = fields.String(required=True)
    title = fields.String(required=True, metadata={"description": "单位和岗位名称"})
    unit = fields.String(required=True, attribute="unit_code")
    unit_name = fields.String(required=True)


class MeSchema(Wire):
    """The person behind the token."""

    id = fields.String(required=True, attribute="person_id")
    username = fields.String(required=True)
    name = fields.String(required=True)
    posts = fields.List(fields.Nested(PostSchema), required=True)
