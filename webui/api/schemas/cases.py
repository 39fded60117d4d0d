"""Cases: starting one, one of a list, one as a whole, what happened to it, its drawings."""

from typing import Any

from marshmallow import fields

from webui.api.schemas.base import PageQuery, PostOnly, Wire, one_of, text
from webui.api.schemas.due import DueSchema, TermSchema
from webui.api.schemas.grants import GrantSchema
from webui.api.schemas.transition import TransitionSchema


class StartSchema(PostOnly):
    """What starts a case."""

    process = text(60, 1, required=True)
    entry = text(60, metadata={"description": "发起方式；不给出时取岗位可用的第一种"})
    resource = text(60, metadata={"description": "资源代码"})
    grant = text(60, metadata={"description": "使用授权编号：办件所涉及的，或者申请续期的"})
    successor = text(60, metadata={"description": "替代原资源的新资源的代码"})
    answers = fields.Dict(required=True, metadata={"description": "发起表单的回答，按字段名"})
    password = text(200, metadata={"description": "需要书面确认时，再次给出登录密码"})


class TaskRefSchema(Wire):
    """An open task, in short."""

    id = fields.String(required=True)
    element = fields.String(required=True)
    name = fields.String(required=True)


class CaseMovedSchema(Wire):
    """A case after a verb."""

    id = fields.String(required=True)
    number = fields.String(required=True)
    state = fields.String(required=True)
    state_label = fields.String(required=True)
    tasks = fields.List(fields.Nested(TaskRefSchema), required=True)


class CasesQuery(PageQuery):
    """Which cases."""

    scope = one_of("mine", "unit", "all", load_default="mine")
    process = text(60)
    q = text(100, metadata={"description": "办件编号或标题中的文字"})
    open = fields.Boolean(load_default=False, metadata={"description": "只要未办结的"})


class CaseLineSchema(Wire):
    """A case in a list."""

    id = fields.String(required=True)
    number = fields.String(required=True)
    title = fields.String(required=True)
    process = fields.String(required=True)
    state = fields.String(required=True, attribute="state_code")
    state_label = fields.String(required=True)
    outcome = fields.String(required=True, allow_none=True)
    legal = fields.Boolean(required=True, metadata={"description": "是否属于办法调整的共享"})
    starter = fields.String(
        required=True, metadata={"description": "姓名；系统发起的，写明由系统发起和原因"}
    )
    automatic = fields.Boolean(required=True, metadata={"description": "是否由系统发起"})
    applicant_unit = fields.String(required=True)
    started_at = fields.AwareDateTime(required=True)
    ended_at = fields.AwareDateTime(required=True, allow_none=True)


class CaseHeadSchema(CaseLineSchema):
    """What a case is."""

    process_title = fields.String(required=True)
    article = fields.String(required=True)
    provider_unit = fields.String(required=True)
    recorded_at = fields.AwareDateTime(required=True)
    notice = fields.String(
        required=True, metadata={"description": "在办期间各页都要提示的话；没有则为空"}
    )


class LineSchema(Wire):
    """A line of a data sheet."""

    name = fields.String(required=True)
    label = fields.String(required=True)
    text = fields.String(required=True)
    columns = fields.List(fields.String(), required=True)
    rows = fields.List(fields.List(fields.String()), required=True)
    files = fields.List(fields.Dict(), required=True)


class SheetSchema(Wire):
    """The answers to one form in one round, in words."""

    task_id = fields.String(required=True)
    form = fields.String(required=True)
    title = fields.String(required=True)
    basis = fields.String(required=True)
    step = fields.String(required=True)
    by = fields.String(required=True)
    unit = fields.String(required=True)
    at = fields.AwareDateTime(required=True)
    recorded_at = fields.AwareDateTime(required=True)
    recorded = fields.Boolean(required=True, metadata={"description": "补录"})
    for_unit = fields.String(required=True)
    lines = fields.List(fields.Nested(LineSchema), required=True)
    warnings = fields.List(fields.String(), required=True)
    round = fields.Integer(required=True)
    rounds = fields.Integer(required=True)


class OpenTaskSchema(Wire):
    """A task that is open: what, with whom, until when."""

    id = fields.String(required=True)
    name = fields.String(required=True)
    holder = fields.String(required=True)
    arrived_at = fields.AwareDateTime(required=True)
    recorded = fields.Boolean(required=True)
    for_unit = fields.String(required=True)
    fallback = fields.Boolean(required=True)
    due = fields.Nested(DueSchema, required=True, allow_none=True)


class FileLineSchema(Wire):
    """An attachment of the case."""

    digest = fields.String(required=True)
    name = fields.String(required=True)
    size = fields.Integer(required=True)
    by = fields.String(required=True)
    at = fields.AwareDateTime(required=True)


class NoticeSchema(Wire):
    """A message sent about the case."""

    subject = fields.String(required=True)
    to = fields.String(required=True)
    at = fields.AwareDateTime(required=True)
    mail_state = fields.String(required=True)


class Pair(fields.Field[Any]):
    """A pair of label and text, given as an object."""

    def _serialize(self, value: Any, attr: str | None, obj: Any, **_more: Any) -> dict[str, str]:
        return {"label": value[0], "text": value[1]}


class AboutSchema(Wire):
    """A grant that a case is about."""

    number = fields.String(required=True)
    state = fields.String(required=True)


class SuccessorSchema(Wire):
    """The resource that takes the place of the one a case is about."""

    code = fields.String(required=True)
    name = fields.String(required=True)


class CaseSchema(Wire):
    """A case as the asker may see it; without `full`, answers are left out."""

    id = fields.String(required=True, attribute="head.id")
    head = fields.Nested(CaseHeadSchema, required=True)
    full = fields.Boolean(required=True)
    facts = fields.List(Pair(), required=True)
    about = fields.Nested(AboutSchema, required=True, allow_none=True)
    successor = fields.Nested(SuccessorSchema, required=True, allow_none=True)
    transition = fields.Nested(TransitionSchema, required=True, allow_none=True)
    sheets = fields.List(fields.Nested(SheetSchema), required=True)
    open_tasks = fields.List(fields.Nested(OpenTaskSchema), required=True)
    terms = fields.List(fields.Nested(TermSchema), required=True)
    grants = fields.List(fields.Nested(GrantSchema), required=True)
    notices = fields.List(fields.Nested(NoticeSchema), required=True)
    files = fields.List(fields.Nested(FileLineSchema), required=True)
    verbs = fields.List(fields.String(), required=True)


class HappeningSchema(Wire):
    """Something that happened: when it took effect, and when it was recorded if that differs."""

    kind = fields.String(required=True)
    text = fields.String(required=True)
    at = fields.AwareDateTime(required=True)
    recorded_at = fields.AwareDateTime(required=True, allow_none=True)
    who = fields.String(required=True)
    post = fields.String(required=True)
    via = fields.String(required=True, metadata={"description": "web api cli scenario system"})
    state = fields.String(required=True)
    recorded = fields.Boolean(required=True)
    for_unit = fields.String(required=True)
    outcome = fields.String(required=True)
    note = fields.List(Pair(), required=True)
    task_id = fields.String(required=True, allow_none=True)
    element = fields.String(required=True)
    late = fields.Boolean(required=True)
    legal = fields.Boolean(required=True, allow_none=True)
    clause = fields.String(required=True)


class HistorySchema(Wire):
    """What happened to a case, in order of effect."""

    items = fields.List(fields.Nested(HappeningSchema), required=True)


class ReasonSchema(PostOnly):
    """Why."""

    reason = fields.String(required=True)


class CommentSchema(PostOnly):
    """What is said."""

    text = fields.String(required=True)
