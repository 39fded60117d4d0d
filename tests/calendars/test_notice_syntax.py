"""A file that is no TOML, or no notice at all, is refused in a sentence, at its line."""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import files

import pytest

from calendars import NoticeError, parse_notice
from calendars.sentence import Sentence

TEXT = (files("calendars") / "notices" / "2026.toml").read_text(encoding="utf-8")
LINES = TEXT.splitlines()

SYNTAX: list[tuple[str, str, int]] = [
    ("year = 2026", "year = ", 1),
    ("year = 2026", "\ufeffyear = 2026", 1),
    ("[notice]", "[notice", LINES.index("[notice]") + 1),
    ("signed = 2025-11-04", "signed = 2025-11-31", 5),
    ("signed = 2025-11-04", "signed = 2025年11月4日", 5),
    ('name = "元旦"', "name = 元旦", LINES.index('name = "元旦"') + 1),
    ('name = "元旦"', 'name = "元旦"\nname = "元旦"', LINES.index('name = "元旦"') + 2),
    ("work = [2026-01-04]", "work = [2026-01-04", LINES.index("work = [2026-01-04]") + 3),
]


@pytest.mark.parametrize(("old", "new", "line"), SYNTAX)
def test_the_line_that_is_no_toml_is_named_and_shown(old: str, new: str, line: int) -> None:
    assert old in TEXT
    wrong = TEXT.replace(old, new)
    with pytest.raises(NoticeError) as caught:
        parse_notice("2026.toml", wrong)
    told = caught.value
    assert (told.file, told.line, told.value) == ("2026.toml", line, wrong.splitlines()[line - 1])
    assert str(told).startswith(f"2026.toml：第 {line} 行第 ")
    assert "不合 TOML 语法：文字须加引号" in told.reason


def test_a_text_that_ends_too_early_is_refused_at_its_end() -> None:
    with pytest.raises(NoticeError, match="不合 TOML 语法") as caught:
        parse_notice("2026.toml", TEXT + 'url = "https://')
    assert caught.value.line == len(LINES) + 1


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\x00",
        "a = " + "[" * 9_000,
        "a = " + "9" * 9_000,
        "a = {" * 4_000,
        "x" * 10_000_000,
        "[[holiday]]\n" * 1_000,
        "year = 2026\n" + "[[holiday]]\nname='元旦'\ndays_declared=1\noff=[]\nwork=[]\n" * 300,
    ],
    ids=range(8),
)
def test_anything_else_is_refused_too(text: str) -> None:
    with pytest.raises(NoticeError) as caught:
        parse_notice("x.toml", text)
    assert len(str(caught.value)) < 300


def test_what_is_refused_can_be_said_in_another_language() -> None:
    with pytest.raises(NoticeError) as caught:
        parse_notice("2026.toml", TEXT.replace('name = "元旦"', 'name = "新年"'))
    told = caught.value.args[0]
    assert isinstance(told, Sentence)
    assert told == "2026.toml：holiday[1].name = 新年：所列放假日中的法定节日是：元旦"
    english: dict[str, str] = {
        "%(file)s：%(key)s = %(value)s：%(reason)s": "%(file)s: %(key)s = %(value)s: %(reason)s",
        "所列放假日中的法定节日是：%(festivals)s": "the days off hold %(festivals)s",
        "元旦": "New Year's Day",
    }
    translate: Callable[[str], str] = lambda template: english.get(template, template)  # noqa: E731
    assert told.said(translate) == (
        "2026.toml: holiday[1].name = 新年: the days off hold New Year's Day"
    )


def test_a_long_value_is_cut_in_the_sentence_only() -> None:
    name = "长" * 500
    with pytest.raises(NoticeError) as caught:
        parse_notice("2026.toml", TEXT.replace('name = "元旦"', f'name = "{name}"'))
    assert caught.value.value == name
    assert len(str(caught.value)) < 200
