"""Whatever a template does with words that are withheld, it does not say them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.core.templates.render import render, render_withheld
from engine.core.templates.withheld import MASK, withhold

SECRET = "保密的理由"
ANSWERS = {
    "reason": SECRET,
    "result": "refuse",
    "on": "2026-09-21",
    "count": 3,
    "agreed": True,
    "none": None,
    "rows": [{"what": SECRET}, {"what": "另一句"}],
}


def said(body: str) -> str:
    return render_withheld(f"题\n\n{body}", {"reply": withhold(ANSWERS)}).text


@pytest.mark.parametrize(
    "body",
    [
        "{{ reply.reason }}", "{{ '（' ~ reply.reason ~ '）' }}", "{{ reply.reason | trim }}",
        "{{ reply.reason | default('无') }}", "{{ [reply.reason, 'x'] | join('、') }}",
        "{{ reply.rows | map(attribute='what') | join }}", "{{ (reply.rows | first).what }}",
        "{% for row in reply.rows %}{{ row.what }}{% endfor %}", "{{ reply.on | date }}",
        "{{ reply.on }}", "{{ reply.count }}", "{{ reply.result }}", "{{ reply.reason or 'x' }}",
        "{{ '《' in reply.reason and reply.reason }}{{ reply.reason }}",
        "{% set x = reply.reason %}{{ x }}",
        # what cannot be done without the words leaves nothing of the text
        "{{ reply.reason[0] }}", "{{ reply.reason | first }}", "{{ reply.reason + 'x' }}",
        "{% for sign in reply.reason %}{{ sign }}{% endfor %}", "{{ reply.reason | join('-') }}",
        "{{ reply.reason.upper }}", "{{ reply.reason._value }}", "{{ reply.rows[0] }}",
    ],
)  # fmt: skip
def test_it_is_masked(body: str) -> None:
    text = said(body)
    assert MASK in text
    assert not set(SECRET) & set(text.replace(MASK, ""))
    assert "2026" not in text
    assert "refuse" not in text


def test_conditions_go_the_same_way() -> None:
    body = (
        "{% if reply.result == 'refuse' and reply.result in ['partly', 'refuse'] %}不予提供"
        "{% endif %}{% if reply.agreed %}已确认{% endif %}{{ reply.none }}"
        "{% if reply.count > 2 %}多项{% endif %}{% if reply.missing is defined %}有{% endif %}"
        "{{ '有' if '理由' in reply.reason else '无' }}{{ reply.rows | length }}"
    )
    assert said(body) == render(f"题\n\n{body}", {"reply": ANSWERS}).text


@given(st.text(min_size=1), st.text(min_size=1))
def test_two_texts_compare_as_they_are(one: str, other: str) -> None:
    assert (withhold(one) == withhold(other)) == (one == other)
    assert (withhold(one) < other) == (one < other)
    assert hash(withhold(one)) == hash(one)
    assert str(withhold(one)) == repr(withhold(one)) == MASK
