"""What the language gives: one row per construct."""

from decimal import Decimal

import pytest

from engine.core.expressions import (
    ExpressionError,
    ExpressionSyntaxError,
    check,
    evaluate,
    names_in,
)

CASE = {
    "case": {"applicant": {"unit": "SCJG-XK"}, "agent": None, "resource": {"grade": 2}},
    "reply": {
        "result": "partly",
        "rows": [{"code": "a", "decision": "agree"}, {"code": "b", "decision": "refuse"}],
    },
    "round": 2,
    "amount": "12.50",
    "words": "提供有偿服务",
}


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("1", 1),
        ("'文字'", "文字"),
        ("True", True),
        ("None", None),
        ("[1, 'a', None]", [1, "a", None]),
        ("{'a': 1, 2: [3]}", {"a": 1, 2: [3]}),
        ("case.applicant.unit", "SCJG-XK"),
        ("case['applicant'][\"unit\"]", "SCJG-XK"),
        ("reply.rows[1].decision", "refuse"),
        ("reply.rows[7].decision", None),
        ("case.agent.unit", None),
        ("nowhere.at.all", None),
        ("case.agent is None", True),
        ("case.agent is not None", False),
        ("reply.result == 'partly'", True),
        ("reply.result in ['agree', 'partly']", True),
        ("reply.result not in ['agree', 'partly']", False),
        ("'有偿' in words", True),
        ("'x' in nowhere", False),
        ("'result' in reply", True),
        ("1 < round <= 2", True),
        ("round > nowhere", False),
        ("nowhere <= round", False),
        ("not round == 2", False),
        ("round == 2 and case.agent or 'none'", "none"),
        ("1 + 2 * 3 - 4", 3),
        ("-round", -2),
        ("7 % 4", 3),
        ("1 / 4", 0.25),
        ("0.5 + number('1.5')", Decimal("2.0")),
        ("'a' + 'b'", "ab"),
        ("[1] + [2]", [1, 2]),
        ("'late' if round > 1 else 'early'", "late"),
        ("len(reply.rows)", 2),
        ("len(nowhere)", 0),
        ("length(' 两 字 ')", 2),
        ("contains(words, '有偿')", True),
        ("contains(words, '')", False),
        ("contains('ＡＢＣ', 'abc')", True),
        ("contains_any(words, ['转让', '有偿服务'])", True),
        ("contains_any(nowhere, ['转让'])", False),
        ("mentions('转 让给企业', ['转让'])", True),
        ("mentions('转·让、转\\n让', ['转让'])", True),
        ("mentions('核验经营许可', ['经营'], ['经营许可'])", False),
        ("mentions('核验经 营许可', ['经营'], ['经营许可'])", False),
        ("mentions('用于数据经营活动、经营许可核验', ['经营'], ['经营许可'])", True),
        ("mentions('数据经营、许可', ['经营'], ['经营许可'])", True),
        ("mentions('股权转让后转让', ['转让'], ['股权转让'])", True),
        ("mentions(nowhere, ['转让'], nowhere)", False),
        ("mentions('转让', [])", False),
        ("mentions('转让', [''])", False),
        ("any_of(reply.rows, 'decision', 'agree')", True),
        ("all_of(reply.rows, 'decision', 'agree')", False),
        ("all_of(nowhere, 'decision', 'agree')", False),
        ("count_of(reply.rows, 'decision', 'refuse')", 1),
        ("column(rows_where(reply.rows, 'decision', 'agree'), 'code')", ["a"]),
        ("column(rows_where(reply.rows, 'code', ['a', 'b']), 'code')", ["a", "b"]),
        ("same_text('用于 核查。', '用于核查')", True),
        ("same_text(nowhere, '')", False),
        ("number(amount) > 12", True),
        ("number(nowhere)", None),
        ("  round\n  == 2 ", True),
        ("'#' == '#' and round\t== 2", True),
    ],
)
def test_value(source, value):
    check(source)
    assert evaluate(source, CASE) == value


def test_functions_of_the_caller_are_called_with_positions_and_names():
    def working_days(n, since=None):
        return (n, since)

    found = evaluate("working_days(5, since=reply.at)", {}, {"working_days": working_days})

    assert found == (5, None)


def test_decision_table_input_is_a_name():
    assert evaluate("dmninputexpr >= 10", {"dmninputexpr": 12}) is True


@pytest.mark.parametrize("source", ["", "  ", ">= 10", "a b", "1 +", "(", "'", "a = 1", "x" * 3000])
def test_what_is_no_expression_is_a_syntax_error(source):
    with pytest.raises(SyntaxError):
        evaluate(source, CASE)
    with pytest.raises(ExpressionSyntaxError):
        check(source)


@pytest.mark.parametrize(
    "source",
    [
        "case + 1",
        "'a' * 9",
        "'%s' % 1",
        "[1] * 9",
        "True + 1",
        "round < 'x'",
        "1 / 0",
        "1 % 0",
        "round.real",
        "words.upper",
        "words[0]",
        "case[reply]",
        "{reply: 1}",
        "1 in 2",
        "999999999999 * 999999999999",
        "len(1)",
        "len()",
        "len(1, 2)",
        "number('x')",
        "number('NaN')",
        "contains(1, 'a')",
        "contains_any('a', 'a')",
        "mentions('a', 'a')",
        "mentions(1, ['a'])",
        "working_days(5)",
        "round(1)",
    ],
)
def test_what_has_no_value_says_so(source):
    with pytest.raises(ExpressionError):
        evaluate(source, CASE)


def test_an_error_says_where():
    with pytest.raises(ExpressionError) as caught:
        check('  结果 == "是" and eval(1)')
    assert caught.value.position == 17
    assert "第 17 个字符" in caught.value.message
    assert "eval" in caught.value.message


def test_names_and_functions_are_held_against_what_there_is():
    check("case.number == '1'", names={"case"})
    check("working_days(5)")
    with pytest.raises(ExpressionError, match="没有名为“reply”的数据"):
        check("case.number == reply.number", names={"case"})
    with pytest.raises(ExpressionError, match="没有名为“working_days”的函数"):
        check("working_days(5)", functions={"len"})


@pytest.mark.parametrize(
    "source", ["len()", "len(a, b)", "working_days()", "working_days(5, from_=a)", "today(1)"]
)
def test_the_arguments_of_a_function_are_checked_before_anything_runs(source):
    with pytest.raises(ExpressionError, match="参数个数或名称不对"):
        check(source)


def test_names_in_gives_the_longest_dotted_names_and_no_functions():
    found = names_in("len(case.rows) > 0 and case['unit'].name == reply or rows[0].x in {'k': y}")

    assert found == {"case.rows", "case.unit.name", "reply", "rows", "y"}


def test_what_is_looked_up_by_another_name_is_read_whole():
    assert names_in("case[reply.key].unit") == {"case", "reply.key"}
    assert names_in("case['a' + 'b']") == {"case"}


def test_data_is_not_changed():
    data = {"rows": [1]}

    assert evaluate("rows + [2]", data) == [1, 2]
    assert data == {"rows": [1]}
