"""What a page with a form of a pack posts: answers, attachments, and the key of the page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from flask import request

from engine.commands.store_file import store_file
from engine.errors import FormError, GongxiangError
from engine.queries.forms import unflatten
from webui import again
from webui.context import current_actor, current_store


@dataclass(frozen=True)
class Posted:
    """Raw answers as typed; `errors` tells of attachments that were not taken.

    `key` makes a repeat harmless: it is made when a page is first shown and stays with it.
    `password` is not among the answers, so that no draft or page ever carries it.
    `verb` is "show" when the page came after its session had ended and is only shown again.
    """

    answers: dict[str, Any]
    errors: dict[str, list[str]]
    key: str
    password: str | None
    verb: str

    def check(self) -> None:
        """Raise FormError when an attachment was not taken."""
        if self.errors:
            raise FormError(self.errors)


def posted() -> Posted:
    """Read the posted page; attachments are stored at once, so that none has to be sent twice."""
    files, errors = ([], {}) if again.is_shown_again() else _uploads()
    return Posted(
        answers=unflatten(request.form.items(multi=True), files),
        errors=errors,
        key=sent_key() or new_key(),
        password=request.form.get("_password") or None,
        verb=_verb(),
    )


def _verb() -> str:
    if again.is_shown_again():
        return "show"
    return "add-row" if "_add_row" in request.form else request.form.get("_verb", "complete")


def sent_key() -> str | None:
    """Return the key that the posted form carries, so that a second click has no second effect."""
    return request.form.get("_key", "")[:80] or None


def new_key() -> str:
    """Return the key of a page that is shown for the first time."""
    return uuid4().hex


def _uploads() -> tuple[list[tuple[str, dict[str, Any]]], dict[str, list[str]]]:
    files: list[tuple[str, dict[str, Any]]] = []
    errors: dict[str, list[str]] = {}
    for name, given in request.files.items(multi=True):
        if not given.filename:
            continue
        try:
            ref = store_file(current_store(), current_actor(), given.filename, given.stream)
        except GongxiangError as refused:
            errors.setdefault(name, []).append(refused.message)
        else:
            files.append((name, ref.as_answer()))
    return files, errors
