"""How moments, sizes and roles are written on a page: Asia/Shanghai, the Chinese way."""

from __future__ import annotations

import re
from datetime import date, datetime

from flask import Flask
from flask_babel import gettext as _
from markupsafe import Markup, escape

from engine.clock import SHANGHAI, aware
from engine.queries import words
from webui.context import current_settings
from webui.i18n import translated

KINDS = {
    "event": words.EVENTS,
    "incident": words.INCIDENTS,
    "remedy": words.REMEDIES,
    "mail": words.MAIL_STATES,
    "outcome": words.OUTCOMES,
    "door": words.DOORS,
}
FORMATS = {"minute": "%Y-%m-%d %H:%M", "second": "%Y-%m-%d %H:%M:%S", "day": "%Y-%m-%d"}


def init_filters(app: Flask) -> None:
    """Give templates the filters of this module, by their own names."""
    app.jinja_env.filters.update(
        moment=moment, when=when, size=size, role=role, post=post, word=word, paragraphs=paragraphs
    )


def moment(value: datetime | date | str | None, style: str = "minute") -> str:
    """Write an aware moment (or its ISO text) in Asia/Shanghai; a plain date as it is."""
    if not value:
        return ""
    if isinstance(value, str):
        value = datetime.fromisoformat(value)
    if not isinstance(value, datetime):
        return value.isoformat()
    return aware(value).astimezone(SHANGHAI).strftime(FORMATS[style])


def when(value: datetime | date | str | None, style: str = "minute") -> Markup | str:
    """Write a moment as a <time> element; an empty value as a dash."""
    if not value:
        return "—"
    exact = value if isinstance(value, str) else value.isoformat()
    if isinstance(value, datetime):
        exact = aware(value).astimezone(SHANGHAI).isoformat(timespec="seconds")
    return Markup('<time datetime="{}">{}</time>').format(exact, moment(value, style))


def size(number: int) -> str:
    """Write a number of bytes: 812 B, 34 KB, 1.2 MB."""
    if number < 1024:
        return f"{number} B"
    if number < 1024 * 1024:
        return f"{round(number / 1024)} KB"
    return f"{number / 1024 / 1024:.1f} MB"


def role(code: str) -> str:
    """Write a role code in the page's language."""
    return translated(words.ROLE_NAMES.get(code, code))


def post(title: str) -> str:
    """Write a post as it was noted, unit and role, with the role in the page's language."""
    unit, blank, name = title.rpartition(" ")
    return f"{unit}{blank}{translated(name)}"


def word(code: str, kind: str) -> str:
    """Write a code in the page's language; `kind` names one of the lists in KINDS."""
    return translated(KINDS[kind].get(code, code))


def paragraphs(text: str) -> Markup:
    """Write plain text as paragraphs, blank lines between them; nothing in it becomes markup.

    Addresses of this program, with their long ids, become links that say what they do.
    """
    blocks = (block.strip() for block in text.replace("\r\n", "\n").split("\n\n"))
    return Markup("").join(
        Markup("<p>{}</p>").format(Markup("<br>").join(map(_linked, block.split("\n"))))
        for block in blocks
        if block
    )


def _linked(line: str) -> Markup:
    ours = re.escape(current_settings().base_url.rstrip("/"))
    link = Markup('<a href="{}">{}</a>')
    # every second part is the path of an address
    parts = re.split(rf"{ours}(/[\w/.?=&%-]*)", line, flags=re.ASCII)
    return Markup("").join(
        link.format(part, _("打开页面")) if odd % 2 else escape(part)
        for odd, part in enumerate(parts)
    )
