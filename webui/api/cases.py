"""Cases: start, list, look, withdraw, comment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import url_for

from engine.commands.comment_case import comment_case
from engine.commands.start_case import start_case
from engine.commands.withdraw_case import withdraw_case
from engine.queries import case_lists
from engine.queries import cases as queries
from engine.queries.diagram import diagram as drawings_of
from webui.api.blueprint import IDEMPOTENCY, group
from webui.api.door import acting, idempotency_key
from webui.api.schemas import cases as shapes
from webui.api.schemas.base import paged
from webui.api.schemas.diagram import LevelSchema
from webui.context import current_store

if TYPE_CHECKING:
    from engine.commands.results import CaseMoved
    from engine.queries.page import Page

blueprint = group("cases", "办件")


@blueprint.post("/cases")
@blueprint.arguments(shapes.StartSchema)
@blueprint.response(201, shapes.CaseMovedSchema)
@blueprint.doc(parameters=[IDEMPOTENCY])
def start(asked: dict[str, Any]) -> tuple[CaseMoved, dict[str, str]]:
    """Start a case and hand in its first form."""
    started = start_case(
        current_store(), acting(), asked["process"], asked["answers"],
        post_id=asked.get("post"), entry=asked.get("entry"), resource=asked.get("resource"),
        grant=asked.get("grant"), successor=asked.get("successor"),
        key=idempotency_key(), password=asked.get("password"),
    )  # fmt: skip
    return started, {"Location": url_for("api_cases.show", case_id=started.id)}


@blueprint.get("/cases")
@blueprint.arguments(shapes.CasesQuery, location="query")
@blueprint.response(200, paged(shapes.CaseLineSchema))
def listed(asked: dict[str, Any]) -> Page[case_lists.CaseLine]:
    """Cases, latest first: mine, those of my units, or all that I may open.

    Administrators may open every case, its flow without answers.
    """
    return case_lists.list_cases(
        current_store(), acting(), asked["scope"],
        q=asked.get("q"), process=asked.get("process"), open_only=asked["open"],
        after=asked.get("after"), limit=asked["limit"],
    )  # fmt: skip


@blueprint.get("/cases/<case_id>")
@blueprint.response(200, shapes.CaseSchema)
def show(case_id: str) -> queries.CaseView:
    """One case with its answers, terms, grants, notices, attachments and what I may do."""
    return queries.get_case(current_store(), acting(), case_id)


@blueprint.get("/cases/<case_id>/history")
@blueprint.response(200, shapes.HistorySchema)
def history(case_id: str) -> dict[str, Any]:
    """What happened to a case, from its audit events."""
    view = queries.get_case(current_store(), acting(), case_id)
    return {"items": [each for each in view.timeline if each.kind != "task_open"]}


@blueprint.get("/cases/<case_id>/diagram")
@blueprint.response(200, LevelSchema(many=True))
def diagram(case_id: str) -> list[dict[str, Any]]:
    """The drawings with where the case stands: one entry per call level, outermost first."""
    return [each.to_json() for each in drawings_of(current_store(), acting(), case_id)]


@blueprint.post("/cases/<case_id>/withdraw")
@blueprint.arguments(shapes.ReasonSchema)
@blueprint.response(200, shapes.CaseMovedSchema)
@blueprint.doc(parameters=[IDEMPOTENCY])
def withdraw(asked: dict[str, Any], case_id: str) -> CaseMoved:
    """Withdraw my request, any time before the answer."""
    actor = acting(asked.get("post"))
    return withdraw_case(current_store(), actor, case_id, asked["reason"], key=idempotency_key())


@blueprint.post("/cases/<case_id>/comment")
@blueprint.arguments(shapes.CommentSchema)
@blueprint.response(204)
@blueprint.doc(parameters=[IDEMPOTENCY])
def comment(asked: dict[str, Any], case_id: str) -> None:
    """Say something about a case that I see."""
    actor = acting(asked.get("post"))
    comment_case(current_store(), actor, case_id, asked["text"], key=idempotency_key())
