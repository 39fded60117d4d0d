"""Drawings of a case."""

from marshmallow import fields

from webui.api.schemas.base import Wire


class MarkSchema(Wire):
    """How an element stands."""

    state = fields.String(required=True, metadata={"description": "done current overdue cancelled"})
    note = fields.String(required=True)


class LevelSchema(Wire):
    """A drawing: BPMN text and the state of its elements by id."""

    process = fields.String(required=True)
    title = fields.String(required=True)
    xml = fields.String(required=True)
    elements = fields.Dict(fields.String(), fields.Nested(MarkSchema), required=True)
