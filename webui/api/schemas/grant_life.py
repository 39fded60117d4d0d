"""What happened to a grant, and the papers that close it."""

from marshmallow import fields

from webui.api.schemas.base import Wire
from webui.api.schemas.cases import HappeningSchema, LineSchema


class CaseAboutSchema(Wire):
    """A case about a grant."""

    id = fields.String(required=True)
    number = fields.String(required=True)
    title = fields.String(required=True)
    process = fields.String(required=True)
    state_label = fields.String(required=True)
    outcome = fields.String(required=True, allow_none=True)
    started_at = fields.AwareDateTime(required=True)
    ended_at = fields.AwareDateTime(required=True, allow_none=True)


class PaperSchema(Wire):
    """A closing paper: the answers to one form, in words."""

    form = fields.String(required=True)
    title = fields.String(required=True)
    lines = fields.List(fields.Nested(LineSchema), required=True)


class GrantLifeSchema(Wire):
    """The life of a grant; of the cases about it those that the asker may open."""

    number = fields.String(required=True, attribute="grant.number")
    state = fields.String(required=True, attribute="grant.state")
    history = fields.List(fields.Nested(HappeningSchema), required=True, attribute="life")
    cases = fields.List(fields.Nested(CaseAboutSchema), required=True)
    renewed_by = fields.List(fields.String(), required=True)
    papers = fields.List(fields.Nested(PaperSchema), required=True)
