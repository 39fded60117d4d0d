"""Tasks: the lists of the inbox, one task, and what each verb takes."""

from typing import Any

from marshmallow import fields

from webui.api.schemas.base import PageQuery, PostOnly, Wire, one_of, text
from webui.api.schemas.due import DueSchema, TermSchema


class TasksQuery(PageQuery):
    """Which tasks."""

    list = one_of("todo", "done", "started", load_default="todo")
    due = one_of("overdue", "today", "soon")
    process = text(60)
    q = text(100, metadata={"description": "办件编号或标题中的文字"})
    sort = one_of("urgency", "arrival", load_default="urgency")


class InboxItemSchema(Wire):
    """A task of mine, or (list=started) a case of mine."""

    id = fields.String(required=True, attribute="task_id")
    case_id = fields.String(required=True)
    number = fields.String(required=True)
    title = fields.String(required=True)
    process = fields.String(required=True)
    name = fields.String(required=True, attribute="step")
    state = fields.String(required=True, attribute="state_code")
    state_label = fields.String(required=True)
    outcome = fields.String(required=True, allow_none=True)
    applicant = fields.String(required=True)
    applicant_unit = fields.String(required=True)
    at = fields.AwareDateTime(required=True)
    legal = fields.Boolean(required=True)
    recorded = fields.Boolean(required=True)
    own = fields.Boolean(required=True)
    due = fields.Nested(DueSchema, required=True, allow_none=True)


class TaskCaseSchema(Wire):
    """The case of a task, in short."""

    id = fields.String(required=True)
    number = fields.String(required=True)
    title = fields.String(required=True)
    state = fields.String(required=True, attribute="state_code")
    state_label = fields.String(required=True)
    legal = fields.Boolean(required=True)


class ChoiceSchema(Wire):
    """A person or a step to choose."""

    value = fields.String(required=True)
    name = fields.String(required=True)


class DraftSchema(Wire):
    """What the asker kept and did not hand in."""

    answers = fields.Dict(required=True)
    updated_at = fields.AwareDateTime(required=True)


class FormOf(fields.Field[Any]):
    """The form with its fields, options and starting values, as far as the asker may answer it."""

    def _serialize(self, value: Any, attr: str | None, obj: Any, **_more: Any) -> Any:
        return value.to_json(obj.context) if value is not None else None


FORM = {
    "type": "object",
    "description": "key, title, password（需再次给出登录密码）, values（初始值）, "
    "fields（name, type, label, required, options, columns …）；不可由您填写时为 null",
}


class TaskSchema(Wire):
    """A task and what the asker may do with it."""

    id = fields.String(required=True)
    case = fields.Nested(TaskCaseSchema, required=True, attribute="case.head")
    process = fields.String(required=True)
    element = fields.String(required=True)
    name = fields.String(required=True)
    state = fields.String(required=True, metadata={"description": "open done cancelled"})
    form = FormOf(required=True, allow_none=True, metadata=FORM)
    draft = fields.Nested(DraftSchema, required=True, allow_none=True)
    unit = fields.String(required=True)
    role = fields.String(required=True)
    assignee = fields.String(required=True)
    mine = fields.Boolean(required=True, attribute="is_mine")
    candidates = fields.List(fields.String(), required=True)
    approving = fields.Boolean(required=True)
    recorded = fields.Boolean(required=True)
    for_unit = fields.String(required=True)
    fallback = fields.Boolean(required=True)
    arrived_at = fields.AwareDateTime(required=True)
    completed_at = fields.AwareDateTime(required=True, allow_none=True)
    completed_by = fields.String(required=True)
    due = fields.Nested(DueSchema, required=True, allow_none=True)
    terms = fields.List(fields.Nested(TermSchema), required=True)
    verbs = fields.List(fields.String(), required=True)
    transfer_to = fields.List(fields.Nested(ChoiceSchema), required=True)
    return_to = fields.List(fields.Nested(ChoiceSchema), required=True)


class CompleteSchema(PostOnly):
    """The answers that complete a task."""

    answers = fields.Dict(required=True, metadata={"description": "表单的回答，按字段名"})
    password = text(200, metadata={"description": "书面批准的环节再次给出登录密码"})


class SaveDraftSchema(PostOnly):
    """What is kept without being handed in."""

    answers = fields.Dict(required=True)


class TransferSchema(PostOnly):
    """To whom, and why."""

    to_person = text(36, 1, required=True, metadata={"description": "transfer_to 中的 value"})
    reason = fields.String(required=True)


class ReturnSchema(PostOnly):
    """To which step, and why."""

    target = text(80, 1, required=True, metadata={"description": "return_to 中的 value"})
    reason = fields.String(required=True)
