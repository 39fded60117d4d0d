"""Check what somebody answers, and turn it into what the case knows from then on."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, or_, tuple_, update
from sqlalchemy.orm import Session

from engine.clock import aware, local_iso
from engine.core.access import Actor, PostRef
from engine.core.forms import Form, FormContext
from engine.errors import FormError
from engine.store.tables import Attachment


@dataclass(frozen=True)
class Answered:
    """Checked answers: `values` as kept, `changes` to the case's data, `effective` their moment."""

    form: Form
    values: dict[str, Any]
    changes: dict[str, Any]
    effective: datetime
    files: Sequence[dict[str, Any]]


def check_answers(
    form: Form,
    raw: Mapping[str, Any],
    context: FormContext,
    actor: Actor,
    post: PostRef | None,
    recorded: bool = False,
) -> Answered:
    """Check `raw` against `form`. Raises FormError with everything that is wrong.

    The moment of the act is now, or what the form's `effective` field says (补录, transfers).
    """
    answers = form.load(raw, context)
    effective = _effective(form, answers.values, context.now)
    name = form.key.replace("-", "_")
    warnings = [
        {"field": each.field, "label": each.label, "message": each.message}
        for each in answers.warnings
    ]
    changes = {
        name: answers.values,
        f"{name}_by": signature(actor, post, effective, recorded),
        f"{name}_warnings": warnings,
    }
    files = form.files(answers.values)
    return Answered(form, answers.values, changes, effective, files)


def _effective(form: Form, values: Mapping[str, Any], now: datetime) -> datetime:
    text = values.get(form.effective) if form.effective else None
    if not text:
        return now
    moment = aware(datetime.fromisoformat(text))
    if moment > now:
        raise FormError({form.effective: ["时间不能晚于现在，请填写实际发生的时间。"]})  # type: ignore[dict-item]
    return moment


def signature(actor: Actor, post: PostRef | None, at: datetime, recorded: bool) -> dict[str, Any]:
    """Return who acted, in which post and when, as process data."""
    return {
        "person": actor.person_id,
        "person_name": actor.name,
        "post": post.title if post is not None else "",
        "unit": post.unit_code if post is not None else "",
        "unit_name": post.unit_name if post is not None else "",
        "at": local_iso(at),
        "recorded": recorded,
    }


def attach_files(
    session: Session, actor: Actor, case_id: str, task_id: str | None, answered: Answered
) -> None:
    """Give the case the files that the answers name, in one statement.

    A file is a content under a name: the same content under another name stays where it is. One
    that the case has already keeps the task of its first use.

    Raises FormError on each field whose file was neither uploaded by the actor nor already the
    case's, or goes by another name than it was uploaded under.
    """
    if not answered.files:
        return
    mine = or_(Attachment.uploaded_by_id == actor.person_id, Attachment.case_id == case_id)
    pairs = {(each["digest"], each["name"]) for each in answered.files}
    found = session.execute(
        update(Attachment)
        .where(tuple_(Attachment.digest, Attachment.name).in_(sorted(pairs)), mine)
        .where(or_(Attachment.case_id.is_(None), Attachment.case_id == case_id))
        .values(case_id=case_id, task_id=func.coalesce(Attachment.task_id, task_id))
        .returning(Attachment.digest, Attachment.name)
    ).all()
    known = {(digest, name) for digest, name in found}
    lost = [each for each in answered.files if (each["digest"], each["name"]) not in known]
    if lost:
        raise FormError(_fields_of(answered, lost))


def _fields_of(answered: Answered, files: Sequence[dict[str, Any]]) -> dict[str, list[str]]:
    """The message beside each field that holds one of `files`, in a table beside the table."""
    digests = {each["digest"] for each in files}
    return {
        name: ["有附件没有上传成功，请重新上传后再提交。"]
        for name, value in answered.values.items()
        if any(digest in json.dumps(value) for digest in digests)
    }
