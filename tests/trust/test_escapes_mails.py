"""Nothing gets out of the language of mails: not at the check, not where one is filled."""

from itertools import chain
from typing import Any

import pytest

from engine.core.lint import lint
from engine.core.templates.growth import MAX_JOINED, MAX_ROUNDS
from engine.core.templates.render import MAX_TEXT, check_template, render, render_withheld
from engine.core.templates.withheld import MASK
from engine.errors import MailTemplateError
from tests.core.lint.good import files
from tests.trust.attempts_on_mails import GREEDY_TEMPLATES, TEMPLATES

ATTEMPTS = list(chain(*TEMPLATES.values()))
DATA: dict[str, Any] = {
    "case": {"number": "甲-1", "title": "申请"},
    "text": "长" * 15_000,
    "rows": [str(n) for n in range(5_000)],
}


def mail(body: str) -> str:
    """A template with this text."""
    return f"主题：提醒\n\n{body}\n"


def _short(source: str) -> str:
    return ascii(source[:50])


@pytest.mark.parametrize("body", ATTEMPTS, ids=_short)
def test_refused_when_it_is_read(body: str) -> None:
    for ask in (check_template, lambda source: render(source, DATA)):
        with pytest.raises(MailTemplateError) as caught:
            ask(mail(body))
        assert any("\u4e00" <= sign <= "\u9fff" for sign in caught.value.message)
        assert len(caught.value.message) < 300


@pytest.mark.parametrize("body", [each for each in ATTEMPTS if "\n" not in each], ids=_short)
def test_refused_in_a_subject(body: str) -> None:
    with pytest.raises(MailTemplateError):
        check_template(f"{body}\n\n正文\n")


@pytest.mark.parametrize("body", ATTEMPTS, ids=_short)
def test_refused_when_the_pack_is_checked(body: str) -> None:
    found = lint(files() | {"good/mail/late.txt": mail(body).encode()})
    assert [each.rule for each in found] == ["mail-text"]


@pytest.mark.parametrize("body", GREEDY_TEMPLATES, ids=_short)
def test_stopped_while_it_is_filled(body: str) -> None:
    """At the end of its room at the latest, with a sentence."""
    with pytest.raises(MailTemplateError):
        render(mail(body), DATA)
    assert render_withheld(mail(body), DATA).text.strip() == MASK


def test_an_endless_text_is_cut() -> None:
    rows = "{% for a in rows %}{{ text }}{% endfor %}"
    assert len(render(mail(rows), DATA).text) < MAX_TEXT + 100


def test_every_filling_has_its_own_room() -> None:
    body = "{% for a in rows %}{{ a ~ '' }}{% endfor %}"
    assert 3 * len(DATA["rows"]) > MAX_ROUNDS
    assert {render(mail(body), DATA).text for _ in range(5)} == {render(mail(body), DATA).text}


def test_what_stays_below_the_limits_is_filled() -> None:
    body = "{% set x = case.number ~ '、' ~ case.title %}{{ x }}{{ rows | length }}{{ 1 + 1 }}"
    assert render(mail(body), DATA).text == "甲-1、申请50002\n"
    assert len(render(mail("{{ text }}"), DATA).text) <= MAX_JOINED


def test_there_are_many_attempts() -> None:
    assert len(ATTEMPTS) + len(GREEDY_TEMPLATES) > 100
