"""Mail templates: source and data in, subject and text out."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from jinja2 import Template, TemplateError, meta, nodes
from jinja2.exceptions import TemplateSyntaxError

from engine.core.templates.growth import counting
from engine.core.templates.sandbox import MailSandbox
from engine.core.templates.withheld import MASK
from engine.errors import MailTemplateError

MAX_SUBJECT = 200
MAX_TEXT = 20_000
MAX_SOURCE = 100_000
CUT = "\n……（内容较长，请登录系统查看全文）\n"

_SANDBOX = MailSandbox()
_LABEL = re.compile(r"^(?:主题|Subject)\s*[:：]\s*", re.IGNORECASE)
#: Control characters (tab and line feed aside), line and paragraph separators, direction marks.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True)
class Rendered:
    """What a mail says: one line, and plain text whose lines end with a line feed."""

    subject: str
    text: str


def render(source: str, context: Mapping[str, Any]) -> Rendered:
    """Fill the template `source` with `context`.

    The subject is one line of at most 200 characters whatever the data hold; a text that grows too
    long is cut with a note. Raises MailTemplateError for a wrong template or a name that `context`
    lacks.
    """
    subject, text = _templates(source)
    return Rendered(_line(_filled(subject, context)), _body(_filled(text, context)))


def render_withheld(source: str, context: Mapping[str, Any]) -> Rendered:
    """Fill `source` with a `context` whose words are withheld (engine/core/templates/withheld.py).

    A part that does more with them than ask and show is withheld as a whole.
    """
    subject, text = _templates(source)
    return Rendered(_line(_without(subject, context)), _body(_without(text, context)))


def _line(text: str) -> str:
    line = " ".join(_UNPRINTABLE.sub(" ", text).split())
    return line if len(line) <= MAX_SUBJECT else line[: MAX_SUBJECT - 1] + "…"


def _body(text: str) -> str:
    return _UNPRINTABLE.sub("", text).strip("\n") + "\n"


def check_template(source: str) -> None:
    """Raise MailTemplateError, with the line, when `source` is no usable template."""
    _templates(source)


def names_used(source: str) -> frozenset[str]:
    """Return the top-level names that the template `source` reads."""
    return frozenset(meta.find_undeclared_variables(_SANDBOX.parse(source)))


@lru_cache(maxsize=256)
def parsed(source: str) -> tuple[tuple[nodes.Template, int], ...]:
    """Return the trees of subject and text, each with the line it begins at.

    Raises MailTemplateError when `source` is no usable template.
    """
    return tuple((_tree(part, line), line) for part, line in _parts(source))


@lru_cache(maxsize=256)
def _templates(source: str) -> tuple[Template, Template]:
    (subject, first), (text, second) = _parts(source)
    return _compiled(subject, first), _compiled(text, second)


def _parts(source: str) -> tuple[tuple[str, int], tuple[str, int]]:
    if len(source) > MAX_SOURCE:
        raise MailTemplateError(f"模板过长，最多 {MAX_SOURCE} 个字。")
    subject, found, text = source.lstrip("\ufeff").replace("\r\n", "\n").partition("\n")
    if not found or not subject.strip() or text[:1] != "\n" or not text.strip():
        raise MailTemplateError("模板的第一行应为主题，第二行为空行，其后为正文。")
    return (_LABEL.sub("", subject), 1), (text, 2)


def _compiled(source: str, first_line: int) -> Template:
    with _located(first_line):
        return _SANDBOX.from_string(source)


def _tree(source: str, first_line: int) -> nodes.Template:
    with _located(first_line):
        return _SANDBOX.parse(source)


@contextmanager
def _located(first_line: int) -> Iterator[None]:
    """Say what is wrong with a part in our words, with the line of the whole template."""
    try:
        yield
    except TemplateSyntaxError as wrong:
        line = wrong.lineno + first_line - 1
        raise MailTemplateError(f"模板语法不正确（{wrong.message}）。", line) from wrong
    except (SyntaxError, ValueError, RecursionError, MemoryError, OverflowError) as wrong:
        # Jinja writes Python, and both have limits of their own for what is nested or long.
        raise MailTemplateError("模板嵌套过深或者过于复杂，请简化。", first_line) from wrong


def _without(template: Template, context: Mapping[str, Any]) -> str:
    try:
        return _filled(template, context)
    except MailTemplateError:
        return MASK


def _filled(template: Template, context: Mapping[str, Any]) -> str:
    try:
        with counting():
            return _generated(template, context)
    except (
        TemplateError,
        TypeError,
        ValueError,
        ArithmeticError,
        LookupError,
        RecursionError,
    ) as wrong:
        raise MailTemplateError(f"模板无法填写：{wrong}") from wrong


def _generated(template: Template, context: Mapping[str, Any]) -> str:
    parts: list[str] = []
    room = MAX_TEXT
    for part in template.generate(**{str(name): value for name, value in context.items()}):
        parts.append(part[:room])
        room -= len(part)
        if room < 0:
            return "".join(parts) + CUT
    return "".join(parts)
