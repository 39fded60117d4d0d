"""Whether a condition could hold while some forms are unanswered; in doubt it could."""

import pytest

from engine.core.lint.maybe import can_hold

ABSENT = ("check", "reply")


@pytest.mark.parametrize(
    ("source", "may"),
    [
        ('check.result == "pass"', False),
        ('check.result != "pass"', True),
        ("check", False),
        ("not check", True),
        ("True", True),
        ("False", False),
        ("case.legal", True),
        ("not case.legal", True),
        # and, or
        ('check.result == "pass" and case.legal', False),
        ('case.legal and check.result == "pass"', False),
        ('check.result == "pass" or case.legal', True),
        ('check.result == "pass" or reply.kind == "full"', False),
        ("not (check.done or case.legal)", True),
        ("not (check.done and case.legal)", True),
        ("not (not check.done or case.legal)", False),
        ("case.legal or not check.done", True),
        # either way
        ('check.result == "pass" if case.legal else reply.kind == "full"', False),
        ('check.result == "pass" if case.legal else True', True),
        ("case.legal if check.done else False", False),
        ("False if check.done else case.legal", True),
        ("case.legal if not check.done else False", True),
        ("False if not check.done else case.legal", False),
        ("(check.done if case.legal else reply.done) and case.other", False),
        # functions are asked where nothing else is read, and believed where they are known
        ('any_of(check.items, "result", "pass")', False),
        ("len(check.items) == 0", True),
        ("len(check.items) > 0", False),
        ('any_of(fill.items, "result", "pass")', True),
        ('today() == "2026-09-28"', True),
        # one name of several
        ("check.result == fill.result", True),
        # no expression
        ("(", True),
        ("", True),
        ("number(check.text) > 1", False),
        ('number("x") > 1', True),
    ],
)
def test_in_doubt_a_condition_may_hold(source: str, may: bool) -> None:
    assert can_hold(source, ABSENT) is may
