"""What may be started, and the form that starts it."""

from typing import Any

from marshmallow import fields

from webui.api.schemas.base import PostOnly, Wire, text
from webui.api.schemas.people import PostSchema
from webui.api.schemas.tasks import FORM, DraftSchema, FormOf


class EntrySchema(Wire):
    """A way in."""

    key = fields.String(required=True)
    title = fields.String(required=True)
    needs = fields.String(required=True, metadata={"description": "resource grant nothing"})
    side = fields.String(
        required=True, metadata={"description": "using providing managing recording"}
    )
    successor = fields.Boolean(required=True, metadata={"description": "还要指明新资源"})
    needs_resource = fields.Boolean(required=True)
    posts = fields.List(fields.Nested(PostSchema), required=True)


class ProcessSchema(Wire):
    """A process that the asker may start."""

    key = fields.String(required=True)
    title = fields.String(required=True)
    article = fields.String(required=True)
    entries = fields.List(fields.Nested(EntrySchema), required=True)


class ProcessesSchema(Wire):
    """All that may be started."""

    items = fields.List(fields.Nested(ProcessSchema), required=True)


class StartFormQuery(PostOnly):
    """Which form."""

    entry = text(60)
    resource = text(60, metadata={"description": "资源代码"})
    grant = text(60, metadata={"description": "使用授权编号"})
    successor = text(60, metadata={"description": "新资源的代码"})


class StartFormSchema(Wire):
    """The form that starts a case; `why_not` says why this start would be refused."""

    process = fields.String(required=True)
    process_title = fields.String(required=True)
    article = fields.String(required=True)
    entry = fields.String(required=True)
    entry_title = fields.String(required=True)
    post = fields.Nested(PostSchema, required=True)
    posts = fields.List(fields.Nested(PostSchema), required=True)
    resource = fields.String(required=True, attribute="resource_code")
    resource_name = fields.String(required=True)
    grant = fields.String(required=True)
    successor = fields.String(required=True)
    legal = fields.Boolean(required=True)
    why_not = fields.String(required=True)
    form = FormOf(required=True, metadata=FORM)
    draft = fields.Nested(DraftSchema, required=True, allow_none=True)


class Upload(fields.Field[Any]):
    """A file of a multipart body."""


class UploadSchema(Wire):
    """The attachment."""

    file = Upload(required=True, metadata={"type": "string", "format": "binary"})


class FileSchema(Wire):
    """An attachment, as answers name it."""

    digest = fields.String(required=True, metadata={"description": "sha256"})
    name = fields.String(required=True)
    size = fields.Integer(required=True)
    type = fields.String(required=True)
