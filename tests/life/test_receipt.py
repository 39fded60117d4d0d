"""A matter whose rule moves the receipt: what arrives after hours counts from the next day."""

import pytest

from engine.commands.deploy_pack import deploy_pack
from engine.commands.recount_clocks import recount_open
from engine.queries.audit import verify
from engine.queries.cases import get_case
from tests.bureau.fixtures import acting
from tests.commands.casework import act, approve, at, begin
from tests.core.test_receipt_rule import NEXT, RULE, with_receipt
from tests.packs import with_mini
from tests.revising import clock_of, put_in_force, reviewed


@pytest.fixture
def store(each_bureau_store):
    deploy_pack(each_bureau_store, None, with_receipt(NEXT), "test")
    return each_bureau_store


def received_at(store, moment):
    """A case that the platform receives at `moment`."""
    case = begin(store)
    store.clock.set(at(moment))
    approve(store, case.id)
    return case


def why(store, case):
    view = get_case(store, acting(store, "zhangwei"), case.id)
    return "".join(str(each) for term in view.terms for each in term.why)


@pytest.mark.parametrize(
    ("moment", "day_zero", "due"),
    [
        ("2026-09-21 18:00", "2026-09-22", "2026-09-25 00:00"),
        ("2026-09-25 10:00", "2026-09-28", "2026-10-01 00:00"),  # 中秋节, and the weekend
    ],
)
def test_a_case_received_after_hours_counts_from_the_next_working_day(store, moment, day_zero, due):
    case = received_at(store, moment)
    clock = clock_of(store, case.id)
    assert (clock.started_at, clock.due_at) == (at(moment), at(due))
    assert (clock.trace["day_zero"], clock.trace["policy"], clock.trace["receipt_rule"]) == (
        day_zero,
        "next_working_day_receipt",
        RULE,
    )
    words = why(store, case)
    assert "视为下一工作日" in words
    assert RULE in words
    assert verify(store).problems == ()


def test_within_hours_nothing_is_different(store):
    case = received_at(store, "2026-09-21 17:00")
    assert clock_of(store, case.id).due_at == at("2026-09-24 00:00")
    assert "视为下一工作日" not in why(store, case)


def test_a_matter_without_the_rule_counts_by_the_law(each_bureau_store):
    store = with_mini(each_bureau_store)
    case = received_at(store, "2026-09-21 18:00")
    clock = clock_of(store, case.id)
    assert (clock.due_at, clock.trace["policy"]) == (at("2026-09-24 00:00"), "statutory")
    assert RULE not in why(store, case)


def test_a_term_keeps_its_rule_when_the_calendar_changes(store):
    """Received on Thursday evening: on 4 January by law alone, on the 5th by the notice."""
    store.clock.set(at("2026-12-30 10:00"))
    case = begin(store)
    approve(store, case.id)
    store.clock.set(at("2026-12-31 18:00"))
    act(store, case.id, "panyue", {"result": "pass"})
    assert clock_of(store, case.id, "reply_term").trace["day_zero"] == "2027-01-04"
    put_in_force(store)
    assert recount_open(store) >= 1
    clock = clock_of(store, case.id, "reply_term")
    assert (clock.trace["day_zero"], clock.trace["receipt_rule"]) == ("2027-01-05", RULE)


def test_a_later_version_of_the_pack_leaves_what_runs(store):
    """What began under the rule goes on under it; what begins in another version does not."""
    first = received_at(store, "2026-09-21 18:00")
    with_mini(store)
    second = reviewed(store, who="lina")
    assert clock_of(store, first.id).trace["policy"] == "next_working_day_receipt"
    assert clock_of(store, second.id).trace["policy"] == "statutory"
