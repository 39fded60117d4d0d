"""What the pages of a rehearsal post, as a step of a story."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask import request
from flask_babel import gettext as _

from engine.clock import SHANGHAI, aware
from engine.errors import BadRequest, FormError
from engine.queries.forms import unflatten
from engine.simulate.asking import Beginning, split_files
from engine.simulate.scenario import Step
from webui.modeler.scenarios_setup import LAST, moment_of

#: What is done to a task or a case, and what it takes along: field of the step -> name posted.
TAKES: dict[str, dict[str, str]] = {
    "complete": {},
    "claim": {},
    "release": {},
    "transfer": {"to": "_to", "reason": "_reason"},
    "return": {"target": "_target", "reason": "_reason"},
    "withdraw": {"reason": "_reason"},
    "comment": {"text": "_text"},
}
LONGEST = 4000


def raw_answers() -> dict[str, Any]:
    """Return the answers as typed; of a document that was chosen only the name is looked at."""
    chosen = [
        (name, {"digest": "0", "name": each.filename, "size": 0})
        for name, each in request.files.items(multi=True)
        if each.filename
    ]
    return unflatten(request.form.items(multi=True), chosen)


def step_of(verb: str, now: datetime, beginning: Beginning) -> Step:
    """Return the step that was posted, at the moment `now`. Raises BadRequest, FormError."""
    if verb == "wait":
        return _wait(now)
    answers, files = split_files(raw_answers())
    if verb == "start":
        return _started(now, beginning, answers, files)
    if verb not in TAKES:
        raise BadRequest()
    if verb != "complete":
        answers, files = {}, {}
    said: dict[str, Any] = {name: text(posted) for name, posted in TAKES[verb].items()}
    return Step(
        at=now, do=verb, who=text("_who"), of=text("_of") or None, answers=answers, files=files,
        task=text("_task") or None if verb not in ("withdraw", "comment") else None, **said,
    )  # fmt: skip


def text(name: str) -> str:
    """Return a posted text."""
    return request.form.get(name, "").strip()[:LONGEST]


def _started(
    now: datetime, beginning: Beginning, answers: dict[str, Any], files: dict[str, Any]
) -> Step:
    return Step(
        at=now, do="start", who=beginning.who, process=beginning.process, entry=beginning.entry,
        resource=beginning.resource, grant=beginning.grant, successor=beginning.successor,
        answers=answers, files=files,
    )  # fmt: skip


def _wait(now: datetime) -> Step:
    moment = _named_moment()
    if moment < now:
        raise FormError({"_date": [_("时间只能往后推进。")]})
    if moment.date() > LAST:
        raise FormError({"_date": [_("最远推进到 %(last)s。", last=LAST)]})
    return Step(at=moment, do="wait", down="_down" in request.form)


def _named_moment() -> datetime:
    """The moment of the button that was pressed, else the one that was typed."""
    if request.form.get("_at"):
        return _exact(request.form["_at"])
    errors: dict[str, list[str]] = {}
    moment = moment_of(text("_date"), text("_time"), errors, "_date", "_time")
    if moment is None:
        raise FormError(errors)
    return moment


def _exact(given: str) -> datetime:
    try:
        return aware(datetime.fromisoformat(given)).astimezone(SHANGHAI)
    except (ValueError, OverflowError):
        raise BadRequest() from None
