"""Keeping the calendar over HTTP: enter, confirm, compare, and read what was refused."""

from typing import Any

from tests.api.caller import Caller, problem
from tests.revising import NOTICE, URL

FORM = (422, "invalid_answers")


def enter(who: Caller, **more: Any) -> str:
    """Enter the notice of 2027, or another entry; return its id."""
    made = who.post("/calendar/notices", **{"text": NOTICE, "url": URL, **more})
    assert made.status_code == 201, made.text
    return str(made.json["id"])


def confirm(who: Caller, notice_id: str) -> Any:
    """Confirm what is shown now."""
    shown = who.get(f"/calendar/notices/{notice_id}").json
    revision = shown["impact"]["revision"] if shown["impact"] else 0
    return who.post(f"/calendar/notices/{notice_id}/confirm", revision=revision)


def errors(answer: Any) -> dict[str, Any]:
    """The fields that a refused entry names."""
    assert problem(answer) == FORM, answer.text
    return dict(answer.get_json(force=True)["errors"])


def send(who: Caller, content: bytes, name: str = "theirs.ics", year: object = "") -> Any:
    """Upload a calendar for comparison, of all years or one."""
    # Written out: what werkzeug's client keeps in a file when it is large, it does not close.
    head = f'--x\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
    query = f"?year={year}" if year else ""
    body = head.encode() + content + b"\r\n--x--\r\n"
    return who.send(f"/calendar/compare{query}", body, "multipart/form-data; boundary=x")
