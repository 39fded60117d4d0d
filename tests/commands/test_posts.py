"""Posts are given to people who are there, and ended, by the rules of the bureau."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from engine.commands.end_post import end_post
from engine.commands.give_post import give_post
from engine.errors import Conflict, Forbidden, FormError, NotFound
from engine.store.tables import Event, Person
from tests.bureau.fixtures import acting

#: The day of the tests.
TODAY = date(2026, 9, 21)


@pytest.fixture
def store(each_bureau_store):
    return each_bureau_store


def give(store, who, unit, role, by="secadmin", **days):
    give_post(store, acting(store, by), who, unit, role, **days)


def end(store, who, unit, role, by="secadmin", **days):
    end_post(store, acting(store, by), who, unit, role, **days)


def posts(store, who):
    return {(post.unit_code, post.role) for post in acting(store, who).posts}


def test_a_post_is_given_and_ended_at_once(store):
    before = posts(store, "zhangwei")
    for _ in range(2):  # and again on the same day
        give(store, "zhangwei", "credit", "handler")
        assert posts(store, "zhangwei") == before | {("credit", "handler")}
        end(store, "zhangwei", "credit", "handler")
        assert posts(store, "zhangwei") == before
    with store.reading() as session:
        found = select(Event).where(Event.kind.in_(("post_given", "post_ended")))
        first, second, *_ = session.scalars(found.order_by(Event.id))
    assert (first.kind, first.data) == ("post_given", {
        "username": "zhangwei", "post": "credit:handler", "from": "2026-09-21", "until": None,
    })  # fmt: skip
    assert (second.kind, second.data["until"]) == ("post_ended", "2026-09-20")
    assert second.actor_post.endswith("安全管理员")


def test_a_post_holds_from_its_first_day_to_its_last(store):
    first, last = TODAY + timedelta(days=2), TODAY + timedelta(days=4)
    give(store, "zhangwei", "credit", "handler", first_day=first, last_day=last)
    held = []
    for _ in range(7):
        held.append(("credit", "handler") in posts(store, "zhangwei"))
        store.clock.advance(timedelta(days=1))
    assert held == [False, False, True, True, True, False, False]


def test_a_post_that_never_began_is_taken_back(store):
    give(store, "zhangwei", "credit", "handler", first_day=TODAY + timedelta(days=2))
    end(store, "zhangwei", "credit", "handler")
    store.clock.advance(timedelta(days=3))
    assert ("credit", "handler") not in posts(store, "zhangwei")
    with pytest.raises(NotFound):
        end(store, "zhangwei", "credit", "handler")


@pytest.mark.parametrize(
    ("who", "unit", "role", "days", "field"),
    [
        ("zhangwei", "nowhere", "handler", {}, "unit"),
        ("zhangwei", "credit", "king", {}, "role"),
        ("zhangwei", "credit", "auditor", {}, "role"),
        ("auditor", "credit", "handler", {}, "role"),
        ("auditor", "credit", "system_admin", {}, "role"),
        ("zhangwei", "credit", "managing", {}, "role"),
        ("zhangwei", "credit", "handler", {"first_day": TODAY - timedelta(days=1)}, "from"),
        ("zhangwei", "credit", "handler", {"last_day": TODAY - timedelta(days=1)}, "until"),
    ],
)
def test_what_no_bureau_allows_is_refused(store, who, unit, role, days, field):
    with pytest.raises(FormError) as caught:
        give(store, who, unit, role, **days)
    assert list(caught.value.errors) == [field]


def test_an_administrator_to_be_holds_nothing_else_by_then(store):
    end(store, "zhangwei", "registration", "handler", last_day=TODAY)
    with pytest.raises(FormError):
        give(store, "zhangwei", "info-center", "auditor")
    give(store, "zhangwei", "info-center", "auditor", first_day=TODAY + timedelta(days=1))


def test_the_responsible_are_on_the_establishment(store):
    with store.transaction() as session:
        person = session.scalars(select(Person).where(Person.username == "zhangwei")).one()
        person.on_establishment = False
    with pytest.raises(FormError):
        give(store, "zhangwei", "credit", "responsible")


def test_what_is_held_is_not_given_twice(store):
    with pytest.raises(Conflict):
        give(store, "zhangwei", "registration", "handler")
    with pytest.raises(NotFound):
        give(store, "nobody", "registration", "handler")


def test_somebody_can_always_manage_accounts(store):
    (post,) = acting(store, "secadmin").posts
    with pytest.raises(Conflict):
        end(store, "secadmin", post.unit_code, "security_admin")
    end(store, "zhangwei", "registration", "handler")
    give(store, "zhangwei", post.unit_code, "security_admin")
    end(store, "secadmin", post.unit_code, "security_admin", by="zhangwei")


@pytest.mark.parametrize("who", ["sysadmin", "auditor", "pengli"])
def test_only_the_security_administrator_may(store, who):
    with pytest.raises(Forbidden):
        give(store, "zhangwei", "credit", "handler", by=who)
    with pytest.raises(Forbidden):
        end(store, "zhangwei", "registration", "handler", by=who)
