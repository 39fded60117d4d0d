"""Sentences of the language put together at random, over data of every kind and size."""

from contextlib import suppress
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.core.expressions import PURE_FUNCTIONS, ExpressionError, check, evaluate
from engine.core.expressions.limits import MAX_NODES, MAX_NUMBER, MAX_RESULT, MAX_TEXT

DATA: dict[str, Any] = {
    "text": "长" * MAX_TEXT,
    "signs": "、" * 2_000,
    "rows": [{"n": n, "t": "甲"} for n in range(10_000)],
    "many": list(range(10_000)),
    "big": MAX_NUMBER,
    "half": 0.5,
    "case": {"unit": "U", "none": None},
    "yes": True,
}
LITERALS = [
    "0",
    "1",
    "-1",
    "999999999999999",
    "0.5",
    "'甲'",
    "'、、、、x'",
    "None",
    "True",
    "[]",
    "{}",
]
OPERATORS = ["+", "-", "*", "/", "%", "==", "!=", "<", "<=", ">", ">=", "in", "not in", "and", "or",
             "is not None and", "or not"]  # fmt: skip
LEAVES = st.sampled_from([*LITERALS, *DATA, "case.unit", "case.none.x", "rows[0].t", "unknown"])


def _grown(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    called = [*PURE_FUNCTIONS, "touch"]
    return st.one_of(
        st.tuples(inner, st.sampled_from(OPERATORS), inner).map(lambda p: f"({' '.join(p)})"),
        st.tuples(inner, inner, inner).map(lambda p: f"({p[0]} if {p[1]} else {p[2]})"),
        st.tuples(st.sampled_from(called), st.lists(inner, max_size=3)).map(
            lambda p: f"{p[0]}({', '.join(p[1])})"
        ),
        st.lists(inner, max_size=4).map(lambda p: f"[{', '.join(p)}]"),
        st.tuples(inner, inner).map(lambda p: f"{p[0]}[{p[1]}]"),
        inner.map(lambda p: f"not {p}"),
        inner.map(lambda p: f"-{p}"),
    )


SENTENCES = st.recursive(LEAVES, _grown, max_leaves=30)


def _entries(value: Any) -> int:
    inner = value.values() if isinstance(value, dict) else value
    return sum(1 + _entries(each) for each in inner) if isinstance(value, list | dict) else 0


@settings(max_examples=400, deadline=None)
@given(SENTENCES)
def test_a_sentence_has_a_bounded_value_or_is_an_error(source: str) -> None:
    touched = []

    def touch(*values: Any) -> None:
        touched.append(values)

    value = None
    with suppress(ExpressionError):
        value = evaluate(source, DATA, {"touch": touch})
    assert _entries(value) <= MAX_RESULT
    assert len(touched) <= MAX_NODES


@settings(max_examples=200, deadline=None)
@given(SENTENCES)
def test_what_the_check_lets_through_can_be_parsed_when_it_runs(source: str) -> None:
    with suppress(ExpressionError):
        check(source, functions={*PURE_FUNCTIONS, "touch"})
        assert not isinstance(_refusal(source), SyntaxError)


def _refusal(source: str) -> ExpressionError | None:
    try:
        evaluate(source, {}, {"touch": lambda *_: None})
    except ExpressionError as error:
        return error
    return None
