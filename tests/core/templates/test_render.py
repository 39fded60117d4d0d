"""Templates: data in, a subject of one line and a text out, and nothing else reached."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.core.templates.render import MAX_SUBJECT, MAX_TEXT, check_template, names_used, render
from engine.errors import MailTemplateError

TEMPLATE = """主题：{{ case.number }} 已超期

{{ case.resource.items | length }} 项，{{ due | last_day }}。
"""
CASE = {"number": "GXSQ-2026-0001", "resource": {"items": ["A", "B"]}, "note": None}
DATA = {"case": CASE, "due": "2026-09-29T00:00:00+08:00"}


def text_of(body: str, **data: object) -> str:
    return render(f"题\n\n{body}", {"case": CASE, **data}).text


def test_the_first_line_is_the_subject() -> None:
    assert render(TEMPLATE, DATA).subject == "GXSQ-2026-0001 已超期"


def test_the_rest_is_the_text() -> None:
    assert render(TEMPLATE, DATA).text == "2 项，2026年9月28日。\n"


def test_the_label_of_the_subject_may_be_left_out() -> None:
    assert render("已超期\n\n正文", {}).subject == "已超期"


def test_windows_line_ends_are_fine() -> None:
    assert render(TEMPLATE.replace("\n", "\r\n"), DATA) == render(TEMPLATE, DATA)


def test_an_unknown_name_is_an_error() -> None:
    with pytest.raises(MailTemplateError, match="unknown"):
        text_of("{{ unknown }}")


def test_an_unknown_field_is_an_error() -> None:
    with pytest.raises(MailTemplateError, match="colour"):
        text_of("{{ case.colour }}")


def test_a_default_may_stand_in() -> None:
    assert text_of("{{ case.colour | default('无') }}") == "无\n"


def test_none_is_shown_as_nothing() -> None:
    assert text_of("[{{ case.note }}]") == "[]\n"


def test_a_text_is_not_escaped() -> None:
    assert text_of("{{ x }}", x="<b>&") == "<b>&\n"


def test_loops_and_conditions_work() -> None:
    loop = "{% for x in case.resource.items %}\n{{ loop.index }}.{{ x }}\n{% endfor %}\n"
    assert text_of(loop + "{% if case.note %}!{% endif %}") == "1.A\n2.B\n"


@pytest.mark.parametrize(
    "character", ["\n", "\r", "\r\n", "\x0b", "\x85", "\u2028", "\x00", "\u202e"]
)
def test_data_cannot_break_the_subject(character: str) -> None:
    made = render("{{ x }}\n\n正文", {"x": f"甲{character}Bcc: b@example.cn"})
    assert made.subject == "甲 Bcc: b@example.cn"


def test_a_long_subject_is_cut() -> None:
    subject = render("{{ x }}\n\n正文", {"x": "长" * 500}).subject
    assert len(subject) == MAX_SUBJECT
    assert subject.endswith("…")


def test_a_long_text_is_cut_with_a_note() -> None:
    text = text_of("{{ x }}", x="长" * (MAX_TEXT * 2))
    assert len(text) < MAX_TEXT + 50
    assert text.endswith("请登录系统查看全文）\n")


def test_a_text_that_just_fits_is_whole() -> None:
    assert len(text_of("{{ x }}", x="长" * (MAX_TEXT - 1))) == MAX_TEXT


def test_characters_no_database_takes_are_left_out() -> None:
    assert text_of("{{ x }}", x="甲\x00\r\n乙\t丙") == "甲\n乙\t丙\n"


@pytest.mark.parametrize(
    "body",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ case.__class__ }}",
        "{{ case['__class__'] }}",
        "{{ case.items() }}",
        "{{ case.number.format(1) }}",
        "{{ range(10) }}",
        "{{ lipsum() }}",
        "{{ cycler('a') }}",
        "{{ self }}",
        "{{ self._TemplateReference__context }}",
        "{{ 'a' * 1000000000 }}",
        "{{ 9 ** 999999999 }}",
        "{{ '%1000000000d' % 1 }}",
        "{{ case.number | center(1000000000) }}",
        "{{ case | attr('keys') }}",
        "{{ 1 / 0 }}",
        "{{ case.resource.items | map('upper') | join }}",
        "{% for x in case recursive %}{{ loop(x) }}{% endfor %}",
        "{% include 'other' %}",
        "{% import 'other' as other %}",
        "{% extends 'other' %}",
        "{% macro m() %}{% endmacro %}",
        "{% set x = namespace(a=1) %}",
        "{% call m() %}{% endcall %}",
    ],
)
def test_a_template_reaches_nothing_but_its_data(body: str) -> None:
    with pytest.raises(MailTemplateError):
        text_of(body)


@pytest.mark.parametrize(
    "source",
    ["", "只有主题", "主题\n没有空行", "主题\n\n", "\n\n正文", "主题\n\n{{ x", "{{ x\n\n正文"],
)
def test_a_wrong_template_is_refused(source: str) -> None:
    with pytest.raises(MailTemplateError):
        check_template(source)


def test_a_wrong_template_names_its_line() -> None:
    with pytest.raises(MailTemplateError) as caught:
        check_template("主题\n\n第一行\n{{ x")
    assert caught.value.line == 4


def test_a_refused_call_names_its_line() -> None:
    with pytest.raises(MailTemplateError) as caught:
        check_template("主题\n\n第一行\n{{ x() }}")
    assert caught.value.line == 4


def test_the_names_a_template_reads_are_known() -> None:
    assert names_used(TEMPLATE) == {"case", "due"}


@settings(deadline=None)
@given(st.text())
def test_whatever_was_typed_makes_a_mail(typed: str) -> None:
    made = render("{{ x }}\n\n{{ x }}", {"x": typed})
    assert "\n" not in made.subject
    assert "\x00" not in made.text
