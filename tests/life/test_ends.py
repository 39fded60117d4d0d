"""How grants go on and end: reminders, renewal, suspension, destruction."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select, update

from engine.commands.expire_grants import expire_grants
from engine.commands.point_requests import point_requests
from engine.commands.remind_expiring import remind_expiring
from engine.commands.start_case import start_case
from engine.errors import FormError, GongxiangError, RuleRefused
from engine.queries.audit import verify
from engine.store.tables import AccessGrant, Case, Event, Message
from tests.life.deeds import (
    acting,
    ask,
    at,
    do,
    grants,
    hold,
    state_of,
    upload,
)
from tests.life.test_pointing import COMPLIANT, forward
from tests.life.test_races import ERROR, MISUSE

#: A grant on the old resource until the end of 2022-09-30.
UNTIL: dict[str, Any] = {"end": date(2022, 9, 30)}


def templates(store):
    with store.reading() as session:
        return session.scalars(select(Message.template).order_by(Message.id)).all()


def destructions(store):
    with store.reading() as session:
        return session.scalars(select(Case).where(Case.process == "data-destruction")).all()


def ask_again(store):
    """信用监管科 asks anew for what it holds, and the platform passes it."""
    case = ask(store)
    forward(store, case.id)
    do(store, case.id, "check_compliance", "panyue", COMPLIANT)
    return grants(store)[-1]


def test_a_grant_that_ends_soon_says_so_once_early_and_once_shortly_before(store):
    number = hold(store, end=date(2022, 12, 31))
    for day, state, told in (
        ("2022-11-30", "ACTIVE", 0),
        ("2022-12-01", "EXPIRING", 1),
        ("2022-12-02", "EXPIRING", 1),
        ("2022-12-24", "EXPIRING", 2),
        ("2022-12-31", "EXPIRING", 2),
    ):
        store.clock.set(at(f"{day} 09:00"))
        remind_expiring(store)
        assert state_of(store, number) == state, day
        with store.reading() as session:
            keys = session.scalars(select(Message.dedupe)).all()
        assert len({key.rpartition(":")[0] for key in keys}) == told, day
    assert verify(store).problems == ()


def test_what_has_no_end_reminds_nobody(store):
    hold(store)
    store.clock.set(at("2032-09-15 09:00"))
    assert remind_expiring(store) == 0


def test_at_its_end_the_data_is_to_be_destroyed(store):
    number = hold(store, **UNTIL)
    store.clock.set(at("2022-10-08 09:00"))
    assert (expire_grants(store), expire_grants(store)) == (1, 0)
    (case,) = destructions(store)
    assert (state_of(store, number), case.automatic) == ("DESTROY_PENDING", True)
    assert case.started_at == at("2022-10-01 00:00")
    assert verify(store).problems == ()


def test_what_was_never_supplied_has_nothing_to_destroy(store):
    number = hold(store, state="SUPPLYING", **UNTIL)
    store.clock.set(at("2022-10-08 09:00"))
    expire_grants(store)
    assert (state_of(store, number), destructions(store)) == ("EXPIRED", [])


def test_what_is_suspended_ends_with_its_period_too(store):
    number = hold(store, state="SUSPENDED", **UNTIL)
    store.clock.set(at("2022-10-08 09:00"))
    expire_grants(store)
    assert state_of(store, number) == "DESTROY_PENDING"


def test_what_one_holds_is_not_asked_for_twice(store):
    hold(store, end=date(2023, 6, 30))
    with pytest.raises(RuleRefused, match="无需重复申请"):
        ask(store)


def test_a_grant_that_ends_soon_is_renewed_and_nothing_is_destroyed(store):
    old = hold(store, **UNTIL)
    renewed = ask_again(store)
    with store.reading() as session:
        first = session.scalars(select(AccessGrant).where(AccessGrant.number == old)).one()
        assert session.get_one(AccessGrant, renewed.id).renews_id == first.id
    store.clock.set(at("2022-10-08 09:00"))
    expire_grants(store)
    assert (state_of(store, old), destructions(store)) == ("EXPIRED", [])
    assert verify(store).problems == ()


def test_a_renewal_of_a_part_leaves_the_rest_to_be_destroyed(store):
    old = hold(store, **UNTIL)
    renewed = ask_again(store)
    with store.transaction() as session:
        session.execute(
            update(AccessGrant).where(AccessGrant.id == renewed.id).values(items=["FDDBR"])
        )
    store.clock.set(at("2022-10-08 09:00"))
    expire_grants(store)
    assert (state_of(store, old), len(destructions(store))) == ("DESTROY_PENDING", 1)


def test_a_suspended_grant_is_still_held(store):
    hold(store, state="SUSPENDED", end=date(2023, 6, 30))
    with pytest.raises(RuleRefused, match="无需重复申请"):
        ask(store)


@pytest.mark.parametrize("state", ["EXPIRED", "REVOKED", "DESTROYED", "DESTROY_PENDING"])
def test_a_grant_that_has_ended_is_not_taken_back(store, state):
    number = hold(store, state=state)
    answers = {**MISUSE, "proof_files": [upload(store, "wangfang", "取证记录.pdf")]}
    with pytest.raises(RuleRefused) as refused:
        start_case(store, acting(store, "wangfang"), "use-right-revocation", answers, grant=number)
    assert number in refused.value.message


@pytest.mark.parametrize("who", ["zhoujun", "caiying", "zhangwei", "yangfan", "auditor"])
def test_a_third_unit_takes_nothing_back(store, who):
    number = hold(store)
    answers = {**MISUSE, "proof_files": [upload(store, who, "取证记录.pdf")]}
    with pytest.raises(GongxiangError) as refused:
        start_case(store, acting(store, who), "use-right-revocation", answers, grant=number)
    assert refused.value.status in (403, 404, 422)
    assert state_of(store, number) == "ACTIVE"


def test_without_evidence_nothing_is_suspended(store):
    number = hold(store)
    with pytest.raises(FormError) as refused:
        start_case(store, acting(store, "wangfang"), "use-right-revocation", MISUSE, grant=number)
    assert "proof_files" in refused.value.errors
    assert state_of(store, number) == "ACTIVE"


@pytest.mark.parametrize("who", ["zhangwei", "zhoujun", "caiying"])
def test_a_correction_is_the_using_unit_s_to_ask_for(store, who):
    with pytest.raises(GongxiangError) as refused:
        start_case(store, acting(store, who), "correction", ERROR, grant=hold(store))
    assert refused.value.status in (403, 404, 422)


def test_what_a_grant_is_needed_for_begins_with_one(store):
    with pytest.raises(GongxiangError, match="使用授权"):
        start_case(store, acting(store, "lina"), "correction", ERROR)


def test_the_trail_of_a_grant_tells_its_whole_life(store):
    number = hold(store, **UNTIL)
    remind_expiring(store)
    store.clock.set(at("2022-10-08 09:00"))
    expire_grants(store)
    with store.reading() as session:
        grant = session.scalars(select(AccessGrant).where(AccessGrant.number == number)).one()
        kinds = session.scalars(
            select(Event.kind).where(Event.case_id == grant.case_id).order_by(Event.seq)
        ).all()
    assert [kind for kind in kinds if "grant" in kind or "destruction" in kind] == [
        "grant_opened", "grant_expiring", "grant_expired", "destruction_opened",
    ]  # fmt: skip
    assert "grant-expiring" in templates(store)


def test_jobs_without_anything_due_do_nothing(store):
    assert (expire_grants(store), remind_expiring(store), point_requests(store)) == (0, 0, 0)
