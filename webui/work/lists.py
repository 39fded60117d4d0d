"""The three lists; what is wished for stands in the address, so that a list can be kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import render_template, request

from engine.queries import inbox, processes
from webui.context import current_actor, current_store
from webui.work import blueprint

if TYPE_CHECKING:
    from engine.queries.inbox import InboxItem
    from engine.queries.page import Page

WISHES = ("q", "process", "due", "sort")


@blueprint.get("/work/todo")
def todo() -> str:
    """Show what waits for me."""
    return _list("todo")


@blueprint.get("/work/done")
def done() -> str:
    """Show what I have done."""
    return _list("done")


@blueprint.get("/work/started")
def started() -> str:
    """Show the cases that I started."""
    return _list("started")


def _list(which: str) -> str:
    wished = {name: request.args.get(name, "") for name in WISHES}
    return render_template(
        f"work/{which}.html",
        which=which,
        page=_page(which, wished),
        titles=processes.titles(current_store()),
        wished=wished,
        narrowed=any(wished[name] for name in ("q", "process", "due")),
    )


def _page(which: str, wished: dict[str, str]) -> Page[InboxItem]:
    return inbox.list_tasks(
        current_store(),
        current_actor(),
        which,
        due=wished["due"] or None,
        process=wished["process"] or None,
        q=wished["q"],
        after=request.args.get("after"),
        sort=wished["sort"] or "urgency",
    )
