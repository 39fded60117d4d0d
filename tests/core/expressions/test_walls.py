"""What nobody gets out of the language, whatever they write."""

import builtins
import string

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from engine.core.expressions import (
    PURE_FUNCTIONS,
    ExpressionError,
    check,
    evaluate,
    names_in,
)
from engine.core.expressions.limits import MAX_ITEMS, MAX_NUMBER, MAX_TEXT

REFUSED = [
    "().__class__",
    "''.__class__.__mro__[1].__subclasses__()",
    "case.__class__",
    "__import__('os')",
    "_private",
    "case._hidden",
    "eval('1')",
    "exec('1')",
    "open('/etc/passwd')",
    "print(1)",
    "getattr(case, 'x')",
    "str(1)",
    "len.__globals__",
    "(len)(case).x()",
    "case.items()",
    "'a'.join(['b'])",
    "'{0.__class__}'.format(case)",
    "f'{case}'",
    "lambda: 1",
    "[x for x in case]",
    "{x: 1 for x in case}",
    "{1, 2}",
    "(1, 2)",
    "(x := 1)",
    "x[1:2]",
    "*x",
    "len(*case)",
    "len(**case)",
    "{**case}",
    "await x",
    "yield x",
    "b'x'",
    "1j",
    "...",
    "10 ** 10",
    "1 // 2",
    "1 << 9",
    "a & b",
    "a | b",
    "~a",
    "a @ b",
    "a is b",
    "1e999",
    "9999999999999999999",
    "'\\x41'",
    "'\\d'",
    "'\\N{BULLET}'",
]


@pytest.mark.parametrize("source", REFUSED)
def test_refused_before_anything_runs(source):
    with pytest.raises(ExpressionError):
        check(source)
    with pytest.raises(ExpressionError):
        evaluate(source, {"case": {}, "a": 1, "b": 2, "x": [1]})


@pytest.mark.parametrize("name", [each for each in vars(builtins) if each not in PURE_FUNCTIONS])
def test_no_builtin_is_within_reach(name):
    if name in {"None", "True", "False"}:
        return
    with pytest.raises(ExpressionError):
        evaluate(f"{name}(1)", {})
    if not name.startswith("_"):
        assert evaluate(name, {}) is None


@pytest.mark.parametrize(
    "source",
    [
        "(" * 90 + "1" + ")" * 90,
        "-" * 90 + "1",
        "not " * 90 + "x",
        "[" * 60 + "]" * 60,
        "+".join(["1"] * 400),
        ".".join(["a"] * 90),
        "[" + ",".join(["1"] * 600) + "]",
        "x" + "[0]" * 90,
    ],
)
def test_what_is_too_deep_or_too_large_is_refused(source):
    if source.startswith("((("):
        assert evaluate(source, {}) == 1  # brackets alone leave no depth behind
        return
    with pytest.raises(ExpressionError):
        check(source)


def test_arguments_are_never_spread():
    with pytest.raises(ExpressionError):
        evaluate("owner(**case)", {"case": {}}, {"owner": lambda: "reached"})


def test_growth_is_bounded():
    data = {"text": "x" * MAX_TEXT, "rows": [1] * MAX_ITEMS, "big": MAX_NUMBER}
    for source in ["text + 'y'", "rows + [1]", "big + 1", "big * big", "count_of(rows+rows,'a',1)"]:
        with pytest.raises(ExpressionError):
            evaluate(source, data)


def test_deeply_nested_data_is_an_error_of_the_expression():
    nested: list = []
    other: list = []
    for _ in range(100_000):
        nested, other = [nested], [other]
    with pytest.raises(ExpressionError):
        evaluate("a == b", {"a": nested, "b": other})


def test_only_keys_of_dicts_are_reached_by_a_dot():
    class Box(dict):
        secret = "not a key"

    assert evaluate("box.secret", {"box": Box()}) is None
    with pytest.raises(ExpressionError):
        evaluate("value.secret", {"value": type("Thing", (), {"secret": 1})()})


ALPHABET = st.text(alphabet=string.printable + "是否（）“”", max_size=60)
PIECES = """
a b case . [ ] ( ) { } : , == < in not and or if else is None True 1 2.5 'x' + - * / % **
len contains __class__ lambda for x := ; # \\ " f' 'a'
"""
WORDS = st.lists(st.sampled_from([*PIECES.split(), "\n"]), max_size=14).map(" ".join)
PLAIN = (int, float, str, list, dict, bool, type(None))


@given(ALPHABET | WORDS)
@example("\x00")
@example("'\ud800'")
@example("a\\\nb")
@example("0777")
@example("1if a else 2")
def test_any_text_gives_plain_data_or_an_expression_error(source):
    data = {"a": 1, "b": [1, "x"], "case": {"x": None}}
    try:
        value = evaluate(source, data)
    except ExpressionError:
        return
    assert isinstance(value, PLAIN)
    assert all(not name.partition(".")[0].startswith("_") for name in names_in(source))


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers(-99, 99) | st.text("ab", max_size=3),
        lambda inner: st.lists(inner, max_size=3),
        max_leaves=8,
    )
)
def test_a_literal_means_itself(value):
    assert evaluate(repr(value), {}) == value
