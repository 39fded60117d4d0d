"""Both languages are whole: every word has its English, nothing superfluous, nothing half done."""

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from flask import Flask
from flask_babel import gettext

from tests.webui.wording import PAGES, engine_words, page_words

ENGLISH = PAGES / "translations" / "en" / "LC_MESSAGES" / "messages.po"
HOLES = re.compile(r"%\(\w+\)[sd]")
CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")


@pytest.fixture(scope="module")
def catalogue() -> Catalog:
    with ENGLISH.open("rb") as file:
        return read_po(file, locale="en")


@pytest.fixture(scope="module")
def needed() -> set[str]:
    return page_words() | engine_words()


def entries(words: set[str]) -> str:
    return "\n\n".join(f'msgid "{word}"\nmsgstr ""' for word in sorted(words))


def test_every_word_has_its_english(catalogue: Catalog, needed: set[str]) -> None:
    missing = needed - {str(message.id) for message in catalogue if message.id}
    assert not missing, f"missing in {ENGLISH.name}:\n{entries(missing)}"


def test_the_catalogue_holds_nothing_that_is_not_said(catalogue: Catalog, needed: set[str]) -> None:
    unused = {str(message.id) for message in catalogue if message.id} - needed
    assert not unused, f"no longer used:\n{entries(unused)}"


def test_no_entry_is_empty_or_left_in_chinese(catalogue: Catalog) -> None:
    wrong = [
        message.id
        for message in catalogue
        if message.id and (not message.string or CHINESE.search(str(message.string)))
    ]
    assert wrong == []


def test_both_sides_have_the_same_holes(catalogue: Catalog) -> None:
    wrong = [
        message.id
        for message in catalogue
        if message.id
        and sorted(HOLES.findall(str(message.id))) != sorted(HOLES.findall(str(message.string)))
    ]
    assert wrong == []


def test_entries_are_sorted(catalogue: Catalog) -> None:
    ids = [str(message.id) for message in catalogue if message.id]
    assert ids == sorted(ids)


def test_the_source_speaks_chinese(needed: set[str]) -> None:
    assert [word for word in needed if not CHINESE.search(word)] == []


def test_chinese_words_of_templates_are_all_marked() -> None:
    """What stands outside `_()` in a template would stay Chinese on an English page."""
    comment = re.compile(r"\{#.*?#\}|<!--.*?-->", re.DOTALL)
    code = re.compile(r"\{[{%].*?[%}]\}", re.DOTALL)
    left: dict[str, list[str]] = {}
    for path in _templates():
        plain = code.sub("", comment.sub("", path.read_text("utf-8")))
        found = re.findall(r"[\u4e00-\u9fff]+", plain)
        if found:
            left[path.name] = found
    assert left == {}


def _templates() -> list[Path]:
    return [
        path for path in PAGES.glob("**/templates/**/*.html") if "node_modules" not in path.parts
    ]


def test_a_word_is_translated_by_the_language_of_the_page(app: Flask) -> None:
    with app.test_request_context("/"):
        from flask import session

        assert gettext("待办") == "待办"
        session["language"] = "en"
        assert gettext("待办") == "To do"
        assert gettext("已试 %(n)s 次", n=3) == "3 tries"
