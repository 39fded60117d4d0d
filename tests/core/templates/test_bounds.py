"""Where a mail becomes too large: what is just allowed, and what is just not."""

import pytest

from engine.core.templates.growth import MAX_JOINED, MAX_ROUNDS
from engine.core.templates.reads import demanded, reads
from engine.core.templates.render import MAX_SOURCE, check_template, render
from engine.errors import MailTemplateError


def text_of(body: str, **data: object) -> str:
    return render(f"题\n\n{body}", data).text


@pytest.mark.parametrize(
    "body", ["{% for x in rows %}{% endfor %}", "{{ rows | join('') }}"], ids=["for", "join"]
)
def test_so_many_rounds_and_no_more(body: str) -> None:
    assert text_of(body, rows=[""] * MAX_ROUNDS) == "\n"
    with pytest.raises(MailTemplateError, match="循环"):
        text_of(body, rows=[""] * (MAX_ROUNDS + 1))


def test_each_mail_has_rounds_of_its_own() -> None:
    for _ in range(2):
        assert text_of("{% for x in rows %}{% endfor %}", rows=[""] * MAX_ROUNDS) == "\n"


@pytest.mark.parametrize("body", ["a ~ b", "a + b", "[a, b] | join('')"])
def test_so_long_a_text_and_no_longer(body: str) -> None:
    shown = f"{{{{ ({body}) | length }}}}"
    assert text_of(shown, a="长" * (MAX_JOINED - 1), b="长") == f"{MAX_JOINED}\n"
    with pytest.raises(MailTemplateError, match="拼接"):
        text_of(shown, a="长" * MAX_JOINED, b="长")


def test_so_long_a_template_and_no_longer() -> None:
    source = "题\n\n" + "x" * (MAX_SOURCE - 3)
    check_template(source)
    with pytest.raises(MailTemplateError, match="过长"):
        check_template(source + "x")


def test_rows_are_joined_with_what_stands_between() -> None:
    rows = [{"name": "甲"}, {"name": "乙"}, {"name": "丙"}]
    assert text_of("{{ rows | join('、', attribute='name') }}", rows=rows) == "甲、乙、丙\n"
    assert text_of("{{ rows | join }}", rows=["a", "b"]) == "ab\n"


def test_numbers_are_added_and_nothing_else_is_computed() -> None:
    assert text_of("{{ a + b }}", a=1, b=2.5) == "3.5\n"
    for body in ("{{ a + 'x' }}", "{{ a - b }}", "{{ a * b }}", "{{ -a }}", "{{ a ** b }}"):
        with pytest.raises(MailTemplateError):
            text_of(body, a=1, b=2)


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ("{{ case.number }}", {"case"}),
        ("{{ reply.at | default('') }}", set()),
        ("{% if reply is defined %}{{ reply.kind }}{% endif %}", set()),
        ("{% if reply is undefined %}{% endif %}{{ reply.kind }}", set()),
        ("{% if reply is defined %}{{ reply_by.person_name }}{% endif %}", set()),
        ("{% if reply_by is defined %}{{ reply.kind }}{% endif %}", {"reply"}),
        ("{% if case.reply is defined %}{{ reply.kind }}{% endif %}", {"reply"}),
        ("{% for each in rows %}{{ each.name }}{% endfor %}", {"rows"}),
    ],
)
def test_a_name_that_is_asked_for_is_not_demanded(body: str, names: set[str]) -> None:
    assert demanded(f"题\n\n{body}") == names


def test_readings_are_known_by_their_longest_name_and_line() -> None:
    found = reads("{{ case.number }}\n\n一\n{{ case['title'] }}{{ rows[0].name }}")
    assert {(each.name, each.line) for each in found} == {
        ("case.number", 1), ("case.title", 4), ("rows", 4),
    }  # fmt: skip
