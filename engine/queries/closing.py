"""The closing papers of a grant: proof that the channel is cut, record of the destruction.

A grant keeps the answers to the forms in which they were given (`AccessGrant.closing`); read with
the forms of the pack they are the papers that its page and its certificate show.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from engine.core.expressions import ExpressionError
from engine.core.forms import Form, FormContext
from engine.core.forms.view import Line
from engine.core.pack import Pack


@dataclass(frozen=True)
class Paper:
    """What one form says: its title and its answers in words."""

    form: str
    title: str
    lines: tuple[Line, ...]


def papers_of(
    sources: Iterable[tuple[Pack, str]], closing: Mapping[str, Any], now: datetime
) -> tuple[Paper, ...]:
    """Return the papers in `closing`.

    `sources`: packs with the processes that may have written it. What none of their forms asks for
    is left out.
    """
    forms = list(_forms(sources))
    return tuple(paper for answers in _answers(closing) for paper in _papers(forms, answers, now))


def _answers(kept: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the answers in what is kept: its own, then those of each paper within."""
    own = {key: each for key, each in kept.items() if not _is_paper(each)}
    if own:
        yield own
    for each in kept.values():
        if _is_paper(each):
            yield from _answers(each)


def _is_paper(value: Any) -> bool:
    """Whether a value holds answers of its own; a file or a period is itself an answer."""
    return isinstance(value, dict) and not {"digest", "start"} & value.keys()


def _forms(sources: Iterable[tuple[Pack, str]]) -> Iterator[Form]:
    for pack, process in sources:
        start, end = f"{process}/forms/", ".json"
        for path in sorted(pack.files):
            if path.startswith(start) and path.endswith(end):
                yield pack.form(process, path[len(start) : -len(end)])


def _papers(forms: list[Form], answers: dict[str, Any], now: datetime) -> Iterator[Paper]:
    """Divide answers among the forms that ask for them, those that ask for most of them first."""
    left = dict(answers)
    for form in sorted(forms, key=lambda each: -len(_asked(each, answers))):
        mine = {name: left.pop(name) for name in _asked(form, left)}
        lines = _lines(form, mine, now)
        if lines:
            yield Paper(form.key, form.title, lines)


def _asked(form: Form, answers: Mapping[str, Any]) -> list[str]:
    names = (spec.name for spec in form.with_recording().spec.answered())
    return [name for name in names if answers.get(name) is not None]


def _lines(form: Form, answers: Mapping[str, Any], now: datetime) -> tuple[Line, ...]:
    context = FormContext({}, now)
    try:
        return tuple(form.with_recording().fields_for_display(answers, context))
    except ExpressionError:  # choices that only the case knows: the codes stand for themselves
        return tuple(Line(name, name, json.dumps(each)) for name, each in answers.items())
