"""Signing in: locks, waits, sessions and their ends, on both databases."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from argon2 import PasswordHasher
from sqlalchemy import func, select

from engine.commands import sign_in as signing
from engine.commands.change_password import reset_password
from engine.commands.sign_in import SignedIn, check_again, sign_in
from engine.commands.sign_out import sign_out
from engine.commands.touch_session import touch_session
from engine.commands.unlock_account import unlock_account
from engine.core.sign_in_rules import SessionLimits
from engine.errors import Forbidden, FormError, SignInFailed
from engine.queries.sessions import resume_session
from engine.store.database import Store
from engine.store.passwords import hash_password, needs_rehash, verify_password
from engine.store.tables import Event, Person, SignInFailure, SignInSession
from tests.bureau.fixtures import PASSWORD, acting

LIMITS = SessionLimits(idle=timedelta(minutes=30), total=timedelta(hours=8))


def enter(
    store: Store, password: str = PASSWORD, who: str = "zhangwei", source: str = "a"
) -> SignedIn:
    return sign_in(store, who, password, source, LIMITS)


def fail(store: Store, times: int, who: str = "zhangwei", source: str = "a") -> str:
    message = ""
    for _ in range(times):
        with pytest.raises(SignInFailed) as caught:
            enter(store, "wrong", who, source)
        message = caught.value.message
    return message


def number(store: Store, table: type) -> int:
    with store.reading() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def kinds(store: Store) -> list[str]:
    with store.reading() as session:
        return list(session.scalars(select(Event.kind).order_by(Event.id)))


def person(store: Store, username: str = "zhangwei") -> Person:
    with store.reading() as session:
        return session.scalars(select(Person).where(Person.username == username)).one()


def test_the_right_password_opens_a_session(each_bureau_store: Store) -> None:
    opened = enter(each_bureau_store)
    live = resume_session(each_bureau_store, opened.secret, LIMITS)
    assert live is not None
    assert live.actor == acting(each_bureau_store, "zhangwei")
    assert "signed_in" in kinds(each_bureau_store)
    assert number(each_bureau_store, SignInFailure) == 0


def test_the_database_holds_no_secret(bureau_store: Store) -> None:
    opened = enter(bureau_store)
    with bureau_store.reading() as session:
        row = session.scalars(select(SignInSession)).one()
    assert opened.secret not in (row.digest, row.person_id)
    assert len(row.digest) == 64


def test_a_wrong_password_and_an_unknown_name_are_told_alike(each_bureau_store: Store) -> None:
    wrong = fail(each_bureau_store, 1)
    unknown = fail(each_bureau_store, 1, who="nobody")
    assert wrong == unknown
    assert kinds(each_bureau_store).count("sign_in_failed") == 2
    assert number(each_bureau_store, SignInFailure) == 2


@pytest.mark.parametrize("who", ["zhangwei", "nobody"])
def test_five_failures_lock_for_fifteen_minutes(each_bureau_store: Store, who: str) -> None:
    store = each_bureau_store
    assert "锁定" not in fail(store, 5, who)
    assert "锁定" in fail(store, 1, who)
    store.clock.advance(timedelta(minutes=14, seconds=59))  # type: ignore[attr-defined]
    assert "09:15" in fail(store, 1, who)
    store.clock.advance(timedelta(seconds=1))  # type: ignore[attr-defined]
    assert "锁定" not in fail(store, 1, who)


def test_a_locked_account_refuses_the_right_password(bureau_store: Store) -> None:
    fail(bureau_store, 5)
    with pytest.raises(SignInFailed, match="锁定"):
        enter(bureau_store)
    assert kinds(bureau_store)[-1] == "sign_in_refused"


def test_after_the_lock_counting_begins_afresh(bureau_store: Store) -> None:
    fail(bureau_store, 5)
    bureau_store.clock.advance(timedelta(minutes=15))  # type: ignore[attr-defined]
    fail(bureau_store, 4)
    assert enter(bureau_store).username == "zhangwei"


def test_a_success_forgives_earlier_failures(bureau_store: Store) -> None:
    fail(bureau_store, 4)
    bureau_store.clock.advance(timedelta(seconds=1))  # type: ignore[attr-defined]
    enter(bureau_store)
    bureau_store.clock.advance(timedelta(seconds=1))  # type: ignore[attr-defined]
    assert "锁定" not in fail(bureau_store, 4)
    assert enter(bureau_store).username == "zhangwei"


def test_guessing_at_once_counts_every_guess(each_bureau_store: Store) -> None:
    def guess(_: int) -> None:
        with pytest.raises(SignInFailed):
            enter(each_bureau_store, "wrong")

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(guess, range(12)))
    assert number(each_bureau_store, SignInFailure) == 5


def test_a_source_that_guesses_over_many_names_has_to_wait(bureau_store: Store) -> None:
    for index in range(11):
        fail(bureau_store, 1, who=f"guess{index}")
    with pytest.raises(SignInFailed, match="一分钟"):
        enter(bureau_store)
    assert enter(bureau_store, source="b").username == "zhangwei"
    bureau_store.clock.advance(timedelta(minutes=1))  # type: ignore[attr-defined]
    assert enter(bureau_store).username == "zhangwei"


def test_an_old_hash_is_renewed(bureau_store: Store) -> None:
    old = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    with bureau_store.transaction() as session:
        session.get_one(Person, person(bureau_store).id).password_hash = old
    enter(bureau_store)
    assert not needs_rehash(person(bureau_store).password_hash)


def test_full_width_letters_from_an_input_method_are_the_same_password(bureau_store: Store) -> None:
    wide = "".join(chr(ord(each) + 0xFEE0) for each in PASSWORD)
    assert enter(bureau_store, wide).username == "zhangwei"


def test_without_a_password_nobody_signs_in(bureau_store: Store) -> None:
    with bureau_store.transaction() as session:
        session.get_one(Person, person(bureau_store).id).password_hash = ""
    fail(bureau_store, 1)
    with pytest.raises(SignInFailed):
        enter(bureau_store, "nobody's password")


def test_who_has_left_does_not_come_in(bureau_store: Store) -> None:
    opened = enter(bureau_store)
    with bureau_store.transaction() as session:
        session.get_one(Person, person(bureau_store).id).active = False
    assert resume_session(bureau_store, opened.secret, LIMITS) is None
    with pytest.raises(SignInFailed):
        enter(bureau_store)


@pytest.fixture
def meanwhile(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], object]], None]:
    """Let something happen once, just when a password has been compared."""

    def arrange(act: Callable[[], object]) -> None:
        def compared(stored: str, given: str) -> bool:
            monkeypatch.setattr(signing, "verify_password", verify_password)
            found = verify_password(stored, given)
            act()
            return found

        monkeypatch.setattr(signing, "verify_password", compared)

    return arrange


def deactivate(store: Store) -> None:
    with store.transaction() as session:
        session.get_one(Person, person(store).id).active = False


def reset(store: Store) -> None:
    reset_password(store, acting(store, "secadmin"), person(store).id)


@pytest.mark.parametrize("act", [reset, deactivate])
def test_what_changes_while_a_password_is_compared_counts(
    each_bureau_store: Store,
    meanwhile: Callable[[Callable[[], object]], None],
    act: Callable[[Store], object],
) -> None:
    store, me = each_bureau_store, acting(each_bureau_store, "zhangwei")
    meanwhile(lambda: act(store))
    with pytest.raises(SignInFailed):
        enter(store)
    assert number(store, SignInSession) == 0
    assert kinds(store)[-1] == "sign_in_failed"
    store.clock.advance(timedelta(minutes=20))  # type: ignore[attr-defined]
    with store.transaction() as session:
        session.get_one(Person, me.person_id).active = True
        session.get_one(Person, me.person_id).password_hash = hash_password(PASSWORD)
    meanwhile(lambda: act(store))
    assert not check_again(store, me, PASSWORD)


def test_an_old_hash_does_not_come_back_over_a_reset(
    bureau_store: Store, meanwhile: Callable[[Callable[[], object]], None]
) -> None:
    store = bureau_store
    old = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    with store.transaction() as session:
        session.get_one(Person, person(store).id).password_hash = old
    meanwhile(lambda: reset(store))
    with pytest.raises(SignInFailed):
        enter(store)
    with pytest.raises(SignInFailed):
        enter(store)


def test_two_sign_ins_that_renew_the_same_hash_both_succeed(
    bureau_store: Store, meanwhile: Callable[[Callable[[], object]], None]
) -> None:
    store = bureau_store
    old = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
    with store.transaction() as session:
        session.get_one(Person, person(store).id).password_hash = old
    meanwhile(lambda: enter(store))
    enter(store)
    assert number(store, SignInSession) == 2


def test_a_session_ends_when_idle(bureau_store: Store) -> None:
    opened = enter(bureau_store)
    bureau_store.clock.advance(timedelta(minutes=29))  # type: ignore[attr-defined]
    live = resume_session(bureau_store, opened.secret, LIMITS)
    assert live is not None
    assert live.stale
    touch_session(bureau_store, live.digest)
    bureau_store.clock.advance(timedelta(minutes=29))  # type: ignore[attr-defined]
    assert resume_session(bureau_store, opened.secret, LIMITS) is not None
    bureau_store.clock.advance(timedelta(minutes=1))  # type: ignore[attr-defined]
    assert resume_session(bureau_store, opened.secret, LIMITS) is None


def test_a_session_ends_after_a_day_of_work_however_busy(bureau_store: Store) -> None:
    opened = enter(bureau_store)
    for _ in range(24):
        bureau_store.clock.advance(timedelta(minutes=20))  # type: ignore[attr-defined]
        live = resume_session(bureau_store, opened.secret, LIMITS)
        if live is not None:
            touch_session(bureau_store, live.digest)
    assert resume_session(bureau_store, opened.secret, LIMITS) is None


def test_signing_out_ends_the_session(bureau_store: Store) -> None:
    opened, other = enter(bureau_store), enter(bureau_store)
    sign_out(bureau_store, acting(bureau_store, "zhangwei"), opened.secret)
    assert resume_session(bureau_store, opened.secret, LIMITS) is None
    assert resume_session(bureau_store, other.secret, LIMITS) is not None
    assert kinds(bureau_store)[-1] == "signed_out"


def test_nobody_signs_out_somebody_else(bureau_store: Store) -> None:
    opened = enter(bureau_store)
    sign_out(bureau_store, acting(bureau_store, "liuyang"), opened.secret)
    assert resume_session(bureau_store, opened.secret, LIMITS) is not None


def test_asking_again_counts_towards_the_lock(bureau_store: Store) -> None:
    me = acting(bureau_store, "zhangwei")
    assert check_again(bureau_store, me, PASSWORD)
    bureau_store.clock.advance(timedelta(seconds=1))  # type: ignore[attr-defined]
    assert not any(check_again(bureau_store, me, "wrong") for _ in range(5))
    with pytest.raises(FormError) as caught:
        check_again(bureau_store, me, PASSWORD)
    assert "锁定" in caught.value.errors["password"][0]


def test_the_security_administrator_ends_a_lock(bureau_store: Store) -> None:
    fail(bureau_store, 5)
    wanted = person(bureau_store).id
    with pytest.raises(Forbidden):
        unlock_account(bureau_store, acting(bureau_store, "sysadmin"), wanted)
    unlock_account(bureau_store, acting(bureau_store, "secadmin"), wanted)
    assert enter(bureau_store).username == "zhangwei"
