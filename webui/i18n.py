"""The program's own words in Chinese, which the source carries, and in English, from a catalogue.

What packs, forms and people bring stays as it is: of a Sentence (`engine.sentence`) the template is
translated, and of its values those that are Sentences themselves. The catalogue is read as text
(.po) when the program starts, so that no compiled file has to be kept or built.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from flask import Flask, has_request_context, session
from flask_babel import Babel, Domain, gettext, lazy_gettext

from engine.sentence import Sentence
from webui.context import actor_or_none

LANGUAGES = {"zh": "中文", "en": "English"}
FOLDER = Path(__file__).parent / "translations"

__all__ = [
    "LANGUAGES",
    "gettext",
    "in_words",
    "init_i18n",
    "language",
    "lazy_gettext",
    "printed",
    "translated",
]


class PlainDomain(Domain):  # type: ignore[misc]
    """Translations straight from the .po file of the language."""

    def get_translations(self) -> Translations | NullTranslations:
        """Return the translations of the current request's language."""
        return read_catalogue(language())


class PlainBabel(Babel):  # type: ignore[misc]
    """Flask-Babel over catalogues that are kept as text."""

    @property
    def domain_instance(self) -> Domain:
        """Return where translations come from."""
        return PlainDomain()


def init_i18n(app: Flask) -> None:
    """Set up languages and the zone of the law for `app` and its templates."""
    PlainBabel(
        app,
        default_locale="zh",
        default_timezone="Asia/Shanghai",
        locale_selector=language,
    )
    app.jinja_env.globals.update(language=language, LANGUAGES=LANGUAGES, tr=translated)
    app.jinja_env.filters["tr"] = translated
    app.jinja_env.finalize = printed


def language() -> str:
    """Return the language of this request: the person's own, else the browser's choice here."""
    if not has_request_context():
        return "zh"
    actor = actor_or_none()
    chosen = session.get("language") if actor is None else actor.language
    return chosen if chosen in LANGUAGES else "zh"


def translated(words: str) -> str:
    """Return `words` of the engine (a state, a role, a message) in this request's language."""
    if isinstance(words, Sentence):
        return words.said(_looked_up)
    return _looked_up(words)


def printed(value: Any) -> Any:
    """What a template prints for `value`: a Sentence in this request's language, whether or not
    the template asks for it; everything else as it is."""
    return translated(value) if isinstance(value, Sentence) else value


def in_words(data: Any) -> Any:
    """Return plain JSON `data` with each Sentence in it in this request's language."""
    if isinstance(data, Mapping):
        return {key: in_words(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [in_words(value) for value in data]
    return printed(data)


def _looked_up(words: str) -> str:
    return str(gettext(words)) if words else ""


@cache
def read_catalogue(code: str) -> Translations | NullTranslations:
    """Return the translations into the language `code`; Chinese needs none."""
    path = FOLDER / code / "LC_MESSAGES" / "messages.po"
    if not path.exists():
        return NullTranslations()
    with path.open("rb") as file:
        catalogue = read_po(file, locale=code)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Translations(compiled)
