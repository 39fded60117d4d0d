"""The transition of a resource that goes out of use (Art. 18)."""

from marshmallow import fields

from webui.api.schemas.base import Wire


class HolderNoticeSchema(Wire):
    """That a unit was told, in one round of notices."""

    round = fields.Integer(required=True)
    way = fields.String(required=True, metadata={"description": "system other"})
    placed_at = fields.AwareDateTime(required=True, allow_none=True)
    mails = fields.Integer(required=True)
    mail_state = fields.String(
        required=True, metadata={"description": "waiting sent kept dead dropped none"}
    )
    mailed_at = fields.AwareDateTime(required=True, allow_none=True)
    read_at = fields.AwareDateTime(required=True, allow_none=True)
    read_by = fields.String(required=True)


class AnswerSchema(Wire):
    """What a unit reported, or what was decided on it."""

    code = fields.String(required=True)
    words = fields.String(required=True)
    until = fields.String(required=True)
    reason = fields.String(required=True)
    at = fields.AwareDateTime(required=True)
    by = fields.String(required=True)
    recorded = fields.Boolean(required=True, metadata={"description": "补录"})


class HolderOfTransitionSchema(Wire):
    """A unit that may use the old resource."""

    unit = fields.String(required=True)
    code = fields.String(required=True)
    grants = fields.List(fields.String(), required=True)
    notices = fields.List(fields.Nested(HolderNoticeSchema), required=True)
    report = fields.Nested(AnswerSchema, required=True, allow_none=True)
    decision = fields.Nested(AnswerSchema, required=True, allow_none=True)
    undecided = fields.Boolean(required=True)


class TransitionSchema(Wire):
    """A plan and its transition; `earliest` is the first instant at which it may go offline."""

    days = fields.Integer(required=True)
    registered_at = fields.AwareDateTime(required=True)
    usable_at = fields.AwareDateTime(required=True)
    planned_on = fields.Date(required=True, allow_none=True)
    successor = fields.String(required=True, attribute="successor_code")
    successor_name = fields.String(required=True, attribute="successor")
    starts_on = fields.Date(required=True, allow_none=True)
    last_day = fields.Date(required=True, allow_none=True)
    earliest = fields.AwareDateTime(required=True, allow_none=True)
    recommended_on = fields.Date(required=True, allow_none=True)
    extended_until = fields.Date(required=True, allow_none=True)
    undelivered = fields.Integer(required=True)
    cancelled_at = fields.AwareDateTime(required=True, allow_none=True)
    offline_at = fields.AwareDateTime(required=True, allow_none=True)
    holders = fields.List(fields.Nested(HolderOfTransitionSchema), required=True)
