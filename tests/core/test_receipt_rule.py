"""[receipt] of a process: when what arrives counts as received, and by which rule."""

from datetime import time

import pytest

from calendars import last_day_before, shipped
from engine.core.pack import read_pack
from engine.core.workflow import ReceiptRule, count_term, receipt_rule_of
from engine.errors import PackError
from tests.commands.casework import at
from tests.packs import pack_files

RULE = "《公共数据共享工作规程》第九条"
NEXT = f'policy = "next_working_day_receipt"\nrule = "{RULE}"\n'


def with_receipt(table: str) -> dict[str, bytes]:
    """The mini pack with this [receipt] in its process.toml."""
    files = pack_files()
    head = files["mini/process.toml"].decode()
    return files | {"mini/process.toml": f"{head}\n[receipt]\n{table}".encode()}


def read(table: str) -> ReceiptRule:
    return read_pack(with_receipt(table)).process("mini").receipt


def refusal(table: str) -> str:
    with pytest.raises(PackError) as refused:
        read(table)
    (problem,) = refused.value.details["problems"]
    assert problem["file"] == "mini/process.toml"
    return str(problem["message"])


def last_day(start: str, receipt: ReceiptRule, n: int = 2) -> str:
    term = count_term(shipped(), at(start), n, "working_day", receipt)
    assert receipt_rule_of(term.trace) == receipt
    return f"{last_day_before(term.due_at):%m-%d}"


def test_without_the_table_it_is_the_law():
    assert read_pack(pack_files()).process("mini").receipt == ReceiptRule()
    assert read("") == read('policy = "statutory"\n') == ReceiptRule("statutory", time(17, 30), "")


def test_another_way_is_read_with_its_rule_and_its_closing_time():
    assert read(NEXT) == ReceiptRule("next_working_day_receipt", time(17, 30), RULE)
    assert read(NEXT + 'closing = "18:00"\n').closing == time(18)
    assert read(NEXT + "closing = 18:00:00\n").closing == time(18)


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ('policy = "next_working_day_receipt"\n', "receipt.rule"),
        ('policy = "next_working_day_receipt"\nrule = "  "\n', "receipt.rule"),
        ('policy = "next_working_day_receipt"\nrule = 9\n', "receipt.rule"),
        ('policy = "tomorrow"\n', "receipt.policy"),
        ("policy = 1\n", "receipt.policy"),
        (NEXT + 'close = "18:00"\n', "close"),
        (NEXT + 'closing = "25:00"\n', "receipt.closing"),
        (NEXT + "closing = 18\n", "receipt.closing"),
        (NEXT + 'closing = "下班"\n', "receipt.closing"),
        (NEXT + 'closing = "17:30+08:00"\n', "receipt.closing"),
        (NEXT + 'closing = "17:30:20"\n', "receipt.closing"),
    ],
)
def test_a_wrong_table_is_refused_with_file_and_key(table, words):
    assert words in refusal(table)


def test_a_receipt_that_is_no_table_is_refused():
    head = pack_files()["mini/process.toml"].decode()
    files = pack_files() | {"mini/process.toml": f'receipt = "later"\n{head}'.encode()}
    with pytest.raises(PackError, match=r"process\.toml"):
        read_pack(files)


@pytest.mark.parametrize(
    ("start", "by_law", "next_day"),
    [
        ("2026-09-21 09:00", "09-23", "09-23"),
        ("2026-09-21 17:30", "09-23", "09-23"),
        ("2026-09-21 17:31", "09-23", "09-24"),
        ("2026-09-21 18:00", "09-23", "09-24"),
        ("2026-09-19 10:00", "09-21", "09-22"),  # a Saturday; Sunday the 20th is worked
        ("2026-09-20 10:00", "09-22", "09-22"),
        ("2026-09-30 18:00", "10-09", "10-10"),  # the eve of 国庆节, whose Saturday after is worked
        ("2026-10-03 10:00", "10-09", "10-10"),
    ],
)
def test_after_hours_or_on_a_day_off_it_is_received_the_next_working_day(start, by_law, next_day):
    assert last_day(start, ReceiptRule()) == by_law
    assert last_day(start, read(NEXT)) == next_day


def test_the_office_may_close_later():
    assert last_day("2026-09-21 17:45", read(NEXT + 'closing = "18:00"\n')) == "09-23"


def test_a_count_by_the_law_says_nothing_of_rules():
    trace = count_term(shipped(), at("2026-09-21 18:00"), 2, "working_day").trace
    assert not {"closing", "receipt_rule"} & set(trace)
    assert receipt_rule_of(trace) == ReceiptRule()
