"""Mails of a pack: they can be filled, and read what there is."""

import pytest

from engine.core.lint.mails import OWN, PROGRAM
from engine.core.lint.shape import Shape
from engine.queries.case_names import MAIL_NAMES, PROGRAM_NAMES
from tests.core.lint.good import files, found_in

LATE = "good/mail/late.txt"


def said(text: str, path: str = LATE) -> set[tuple[str, str, str]]:
    """What the check says of the good pack with this mail."""
    return found_in(files() | {path: text.encode()})


@pytest.mark.parametrize(
    "text",
    [
        "主题：{{ case.number }}\n\n{{ case.title }}{{ check.reason }}{{ check_by.person_name }}\n",
        "提醒\n\n{% for row in fill.items %}{{ row.kind }}{{ loop.index }}{% endfor %}\n",
        "提醒\n\n{% set n = case.number %}{{ n }}{{ clock.last_day | date }}{{ terms.x.due_at }}\n",
    ],
)
def test_a_mail_reads_what_the_case_has(text: str) -> None:
    assert said(text) == set()


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ("{{ case.nummer }}", "case.nummer"),
        ("{{ case['nummer'] }}", "case.nummer"),
        ("{{ chek.reason }}", "chek.reason"),
        ("{% if chek %}x{% endif %}", "chek"),
        ("{{ check.reasons }}", "check.reasons"),
        ("{{ expiry.days }}", "expiry.days"),
        ("{{ clock.lastday }}", "clock.lastday"),
        ("{{ cycler }}", "cycler"),
    ],
)
def test_a_name_that_nothing_has_is_an_error(body: str, name: str) -> None:
    assert said(f"提醒\n\n{body}\n") == {("error", "mail-name", name)}


@pytest.mark.parametrize(
    "text",
    ["", "提醒", "提醒\n正文\n", "提醒\n\n{{ case.number", "提醒\n\n{% if %}x{% endif %}",
     "提醒\n\n{{ case.number | attr('x') }}", "提醒\n\n{{ case.items() }}",
     "提醒\n\n{% include 'x' %}", "提醒\n\n" + "长" * 200_000],
)  # fmt: skip
def test_what_cannot_be_filled_is_an_error(text: str) -> None:
    assert said(text) == {("error", "mail-text", "")}


def test_bytes_that_are_no_text() -> None:
    assert found_in(files() | {LATE: b"\xff\xfe\x00"}) == {("error", "mail-text", "")}


def test_a_mail_of_the_program_has_its_own_names() -> None:
    text = "授权到期\n\n{{ expiry.days }}\n"
    assert said(text, "mail/grant-expiring.txt") == set()
    assert said(text, "mail/before.txt") == {("error", "mail-name", "expiry.days")}


def test_the_names_are_those_that_the_editor_offers() -> None:
    def has(shape: Shape | None, dotted: str) -> bool:
        head, _, rest = dotted.partition(".")
        parts = shape.parts if shape is not None else None
        return parts is None or (head in parts and (not rest or has(parts[head], rest)))

    offered = {each.name for each in MAIL_NAMES if not each.name.startswith("case.")}
    assert all(has(Shape(OWN), name) for name in offered)
    for key, names in PROGRAM_NAMES.items():
        given = Shape(PROGRAM[f"mail/{key}.txt"])
        assert all(has(given, each.name) for each in names)
