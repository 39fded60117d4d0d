"""Passwords, users, tokens and languages."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from engine.commands.change_password import change_password, reset_password
from engine.commands.create_token import create_token, revoke_token
from engine.commands.create_user import NewPost, create_user
from engine.commands.note_token_use import note_token_use
from engine.commands.set_language import set_language
from engine.commands.sign_in import sign_in
from engine.core.password_rules import password_problems
from engine.errors import BadRequest, Conflict, Forbidden, FormError, NotFound, SignInFailed
from engine.queries.sessions import SessionLimits, actor_of_token, list_tokens, resume_session
from engine.store.database import Store
from engine.store.tables import ApiToken, Event, Person
from tests.bureau.fixtures import PASSWORD, acting

NEW = "Xin-mima-2027"
LIMITS = SessionLimits()


def errors_of(store: Store, current: str, new: str, repeated: str) -> set[str]:
    with pytest.raises(FormError) as caught:
        change_password(store, acting(store, "zhangwei"), current, new, repeated)
    return set(caught.value.errors)


def event(store: Store, kind: str) -> Event:
    with store.reading() as session:
        return session.scalars(select(Event).where(Event.kind == kind)).one()


@pytest.mark.parametrize(
    ("password", "fits"),
    [
        ("Abcdefg-12", True),
        ("abcdefg-12", True),
        ("Abcdef-12", False),
        ("abcdefghij12", False),
        ("Zhangwei-2026", False),
        ("Ａbcdefg-12", True),
        ("A1-" + "x" * 126, False),
    ],
)
def test_password_rules(password: str, fits: bool) -> None:
    assert (password_problems(password, "zhangwei") == []) == fits


def test_a_new_password_ends_every_other_session(bureau_store: Store) -> None:
    before = [sign_in(bureau_store, "zhangwei", PASSWORD, "a") for _ in range(2)]
    mine = change_password(bureau_store, acting(bureau_store, "zhangwei"), PASSWORD, NEW, NEW)
    assert [resume_session(bureau_store, each.secret, LIMITS) for each in before] == [None, None]
    assert resume_session(bureau_store, mine.secret, LIMITS) is not None
    assert sign_in(bureau_store, "zhangwei", NEW, "a").username == "zhangwei"
    with pytest.raises(SignInFailed):
        sign_in(bureau_store, "zhangwei", PASSWORD, "a")


@pytest.mark.parametrize(
    ("current", "new", "repeated", "wrong"),
    [
        ("no", NEW, NEW, {"current"}),
        (PASSWORD, "short", "short", {"new"}),
        (PASSWORD, NEW, NEW + "x", {"repeated"}),
        (PASSWORD, PASSWORD, PASSWORD, {"new"}),
        ("no", "short", "other", {"current", "new", "repeated"}),
    ],
)
def test_what_is_wrong_is_named_by_field(
    bureau_store: Store, current: str, new: str, repeated: str, wrong: set[str]
) -> None:
    assert errors_of(bureau_store, current, new, repeated) == wrong


def test_a_reset_password_must_be_changed_at_once(bureau_store: Store) -> None:
    old = sign_in(bureau_store, "zhangwei", PASSWORD, "a")
    wanted = acting(bureau_store, "zhangwei").person_id
    password = reset_password(bureau_store, acting(bureau_store, "secadmin"), wanted)
    assert password_problems(password, "zhangwei") == []
    assert resume_session(bureau_store, old.secret, LIMITS) is None
    assert sign_in(bureau_store, "zhangwei", password, "a").must_change_password
    me = acting(bureau_store, "zhangwei")
    assert not change_password(bureau_store, me, password, NEW, NEW).must_change_password


def test_a_reset_ends_the_tokens_of_that_person_alone(each_bureau_store: Store) -> None:
    store = each_bureau_store
    tokens = {
        who: create_token(store, acting(store, who), "脚本").token
        for who in ("zhangwei", "liuyang")
    }
    wanted = acting(store, "zhangwei").person_id
    reset_password(store, acting(store, "secadmin"), wanted)
    assert actor_of_token(store, tokens["zhangwei"]) is None
    assert actor_of_token(store, tokens["liuyang"]) is not None


@pytest.mark.parametrize("who", ["zhangwei", "sysadmin", "auditor"])
def test_only_the_security_administrator_manages_accounts(bureau_store: Store, who: str) -> None:
    actor = acting(bureau_store, who)
    with pytest.raises(Forbidden):
        reset_password(bureau_store, actor, actor.person_id)
    with pytest.raises(Forbidden):
        create_user(bureau_store, actor, "newcomer", "新人")


def test_a_new_user_signs_in_and_holds_the_post(each_bureau_store: Store) -> None:
    store = each_bureau_store
    posts = [NewPost("registration", "handler")]
    made = create_user(store, acting(store, "secadmin"), "newcomer", "新人", posts=posts)
    assert sign_in(store, "newcomer", made.password, "a").must_change_password
    assert [post.role for post in acting(store, "newcomer").posts] == ["handler"]
    assert event(store, "user_created").data["username"] == "newcomer"


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"username": "Big"}, "username"),
        ({"username": ""}, "username"),
        ({"name": " "}, "name"),
        ({"email": "no address"}, "email"),
        ({"password": "weak"}, "password"),
        ({"posts": [NewPost("registration", "king")]}, "posts"),
        ({"posts": [NewPost("nowhere", "handler")]}, "posts"),
        ({"posts": [NewPost("", "handler")]}, "posts"),
        ({"posts": [NewPost("registration", "")]}, "posts"),
        ({"posts": [NewPost("registration", "handler", date(2026, 9, 20))]}, "posts"),
        (
            {"posts": [NewPost("info-center", "auditor"), NewPost("info-center", "system_admin")]},
            "posts",
        ),
        (
            {"posts": [NewPost("info-center", "auditor"), NewPost("registration", "handler")]},
            "posts",
        ),
    ],
)
def test_a_wrong_user_is_refused_by_field(
    bureau_store: Store, changed: dict[str, object], field: str
) -> None:
    given = {"username": "newcomer", "name": "新人"} | changed
    with pytest.raises(FormError) as caught:
        create_user(bureau_store, acting(bureau_store, "secadmin"), **given)  # type: ignore[arg-type]
    assert set(caught.value.errors) == {field}
    with bureau_store.reading() as session:
        assert session.scalar(select(Person.id).where(Person.name == "新人")) is None


def test_a_user_name_is_given_once(bureau_store: Store) -> None:
    with pytest.raises(Conflict):
        create_user(bureau_store, acting(bureau_store, "secadmin"), "zhangwei", "张伟")


def test_a_token_acts_as_its_owner_until_revoked(each_bureau_store: Store) -> None:
    store, me = each_bureau_store, acting(each_bureau_store, "zhangwei", "api")
    made = create_token(store, me, "统计报表", 30)
    assert actor_of_token(store, made.token) == me
    digest = list_tokens(store, me)[0].digest
    with pytest.raises(NotFound):
        revoke_token(store, acting(store, "liuyang"), digest)
    revoke_token(store, me, digest)
    assert actor_of_token(store, made.token) is None
    with pytest.raises(NotFound):
        revoke_token(store, me, digest)


def test_a_token_ends_by_itself(bureau_store: Store) -> None:
    made = create_token(bureau_store, acting(bureau_store, "zhangwei"), "统计报表", 1)
    bureau_store.clock.advance(timedelta(days=1))  # type: ignore[attr-defined]
    assert actor_of_token(bureau_store, made.token) is None


def test_a_use_is_noted_once_an_hour(bureau_store: Store) -> None:
    store, me = bureau_store, acting(bureau_store, "zhangwei")
    token, start = create_token(store, me, "统计报表").token, store.clock.now()
    seen = []
    for _ in range(3):
        note_token_use(store, token)
        seen.append(list_tokens(store, me)[0].used_at)
        store.clock.advance(timedelta(minutes=40))  # type: ignore[attr-defined]
    assert seen == [start, start, start + timedelta(minutes=80)]


def test_the_database_holds_no_token(bureau_store: Store) -> None:
    made = create_token(bureau_store, acting(bureau_store, "zhangwei"), "统计报表")
    with bureau_store.reading() as session:
        row = session.scalars(select(ApiToken)).one()
    assert made.token.startswith("gxt_")
    assert made.token not in (row.digest, row.label)


@pytest.mark.parametrize(
    ("label", "days", "field"), [("", 1, "label"), ("x", 0, "days"), ("x", 367, "days")]
)
def test_a_wrong_token_is_refused_by_field(
    bureau_store: Store, label: str, days: int, field: str
) -> None:
    with pytest.raises(FormError) as caught:
        create_token(bureau_store, acting(bureau_store, "zhangwei"), label, days)
    assert set(caught.value.errors) == {field}


def test_a_language_is_remembered(bureau_store: Store) -> None:
    set_language(bureau_store, acting(bureau_store, "zhangwei"), "en")
    assert acting(bureau_store, "zhangwei").language == "en"
    with pytest.raises(BadRequest):
        set_language(bureau_store, acting(bureau_store, "zhangwei"), "xx")
