"""The lookups that diagrams may name are the ones that exist, and find what is said of them."""

from datetime import date
from types import SimpleNamespace
from typing import Any, cast

import pytest

from engine.core.workflow.lookups import FINDS, LISTS, PARAMETERS
from engine.errors import WorkflowFault
from engine.lookups import LOOKUPS, LookupContext, lookups
from engine.store.database import Store
from tests.bureau.fixtures import CONDITIONAL


def asked(name: str, store: Store, **params: Any) -> Any:
    facts = {"resource": {"code": CONDITIONAL}, "provider": {"unit": "special-equipment"}}
    return cast("Any", SimpleNamespace(
        name=name, params=params, data={"case": facts}, at=store.clock.now(),
    ))  # fmt: skip


def look_up(store: Store, name: str, **params: Any) -> Any:
    with store.reading() as session:
        context = LookupContext(store, session, date(2026, 9, 21), "no case yet")
        return lookups(context)(asked(name, store, **params))


def test_what_is_named_is_what_can_be_looked_up() -> None:
    assert LOOKUPS.keys() == PARAMETERS.keys() == FINDS.keys()
    assert set(LOOKUPS) >= LISTS


def test_an_unknown_lookup_is_a_fault(bureau_store: Store) -> None:
    with pytest.raises(WorkflowFault, match="不存在"):
        look_up(bureau_store, "everything")


def test_of_a_resource_that_nobody_holds_there_is_nobody(bureau_store: Store) -> None:
    assert look_up(bureau_store, "holders") == []
    assert look_up(bureau_store, "unready") == []


def test_a_unit_that_never_had_a_step_receives_it_now(bureau_store: Store) -> None:
    found = look_up(bureau_store, "receipt", unit="tax", task="verify_record")
    assert found.keys() == set(FINDS["receipt"])
    assert found["received_at"] == look_up(bureau_store, "moment") == "2026-09-21T09:00:00+08:00"


def test_a_unit_that_is_none_is_a_fault(bureau_store: Store) -> None:
    with pytest.raises(WorkflowFault, match="nowhere"):
        look_up(bureau_store, "receipt", unit="nowhere", task="verify_record")


def test_a_case_without_a_plan_is_in_no_transition(bureau_store: Store) -> None:
    assert look_up(bureau_store, "transition") is None
