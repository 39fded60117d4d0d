"""Selecting rows and columns: how a diagram says which information items were agreed to."""

import pytest

from engine.core.expressions import ExpressionError, evaluate

DATA = {
    "asked": ["name", "code"],
    "decisions": [
        {"code": "name", "decision": "agree"},
        {"code": "code", "decision": "refuse"},
        {"code": "phone", "decision": "agree"},
    ],
}


def test_rows_are_selected_by_one_value() -> None:
    found = evaluate('column(rows_where(decisions, "decision", "agree"), "code")', DATA)
    assert found == ["name", "phone"]


def test_rows_are_selected_by_a_list_of_values() -> None:
    found = evaluate('column(rows_where(decisions, "code", asked), "decision")', DATA)
    assert found == ["agree", "refuse"]


def test_nothing_selects_nothing() -> None:
    assert evaluate('column(rows_where(unknown, "code", "name"), "code")', DATA) == []


def test_a_text_has_no_rows() -> None:
    with pytest.raises(ExpressionError, match="列表"):
        evaluate('rows_where("text", "code", "name")', DATA)
