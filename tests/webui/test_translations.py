"""Both languages are whole: every word has its English, nothing superfluous, nothing half done."""

import ast
import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po
from flask import Flask, render_template_string, session
from flask_babel import gettext

from engine.sentence import listed, say
from tests.webui.wording import PAGES, engine_words, named, page_words, spoken_files, unsaid
from webui.i18n import in_words, translated

ENGLISH = PAGES / "translations" / "en" / "LC_MESSAGES" / "messages.po"
HOLES = re.compile(r"%\(\w+\)[sd]")
CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
#: Chinese that no page says, by module: what is compared and not shown, names of laws, and messages
#: to those who write templates, forms and notices.
NEVER_SHOWN = {
    "calendars/feeds/ics_writing.py": ("中国工作日历", "（休）", "（班）", "《"),
    "calendars/statutory.py": ("国务院令第",),
    "calendars/zone.py": ("一二三四五六日",),
    "engine/core/forms/options.py": ("结果应当是列表。",),
    "engine/core/forms/placeholders.py": ("测试", "暂时"),
    "engine/core/forms/text.py": ("。",),
    "engine/errors.py": ("第 {line} 行：",),
    "engine/queries/calendar/year.py": ("周",),
    "engine/queries/mail_draft.py": ("【通知】",),
    "engine/simulate/giving.py": ("已同意",),
    "engine/simulate/scenario.py": ("按情况办理", "办理登记业务时核对"),
}
#: Words of notices that a pasted text is compared with. What is said about them is a Sentence by
#: type: `NoticeTextError` takes no other reason.
COMPARED = "calendars/notice_text/"


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


def test_the_engine_says_nothing_that_has_no_english(needed: set[str]) -> None:
    """Neither put together without `say`, where the parts are lost, nor in a plain text that is
    not in the catalogue."""
    left = {
        f"{named(path)}:{line}": text
        for path in spoken_files()
        if not named(path).startswith(COMPARED)
        for line, text in unsaid(ast.parse(path.read_text("utf-8")), needed)
        if not any(each in text for each in NEVER_SHOWN.get(named(path), ()))
    }
    assert left == {}, "say it with engine.sentence.say and give its English"


@pytest.mark.parametrize(
    ("source", "wrong"),
    [
        ('raise Conflict(f"{name}已签收。")', ["f'{name}已签收。'"]),
        ('message = "%s已签收。" % name', ["%s已签收。"]),
        ('message = "、".join(names)', ["、"]),
        ('message = "请" + verb', ["请"]),
        ('"""约定见第十四条。"""', []),
        ('form = re.compile("[年月日]")', []),
        ('message = say("待办")', []),
    ],
)
def test_what_counts_as_having_no_english(source: str, wrong: list[str]) -> None:
    assert [text for _line, text in unsaid(ast.parse(source), {"待办"})] == wrong


def _templates() -> list[Path]:
    return [
        path for path in PAGES.glob("**/templates/**/*.html") if "node_modules" not in path.parts
    ]


def test_a_word_is_translated_by_the_language_of_the_page(app: Flask) -> None:
    with app.test_request_context("/"):
        assert gettext("待办") == "待办"
        session["language"] = "en"
        assert gettext("待办") == "To do"
        assert gettext("已试 %(n)s 次", n=3) == "3 tries"


def test_a_sentence_is_said_in_the_language_of_the_page(app: Flask) -> None:
    typed = "100% <b>%(name)s</b>"
    sentence = say("%(name)s已先签收了这项待办。", name=typed)
    others = say("没有这样的岗位：%(roles)s。", roles=listed((say("他人"), typed)))
    with app.test_request_context("/"):
        assert translated(sentence) == sentence == f"{typed}已先签收了这项待办。"
        session["language"] = "en"
        assert translated(sentence) == f"{typed} has claimed this task before you."
        assert translated(others) == f"There is no such role: somebody else, {typed}."
        assert in_words({"a": [others], "b": 1, "c": "他人"})["c"] == "他人"


def test_a_template_prints_a_sentence_in_the_language_of_the_page(app: Flask) -> None:
    """Also one that does not ask for it, and never as markup."""
    sentence = say("%(name)s已先签收了这项待办。", name="<b>")
    with app.test_request_context("/"):
        session["language"] = "en"
        page = render_template_string("{{ it }} {{ [it]|map('tr')|join }} {{ plain }}",
                                      it=sentence, plain="他人")  # fmt: skip
    told = "&lt;b&gt; has claimed this task before you."
    assert page == f"{told} {told} 他人"
