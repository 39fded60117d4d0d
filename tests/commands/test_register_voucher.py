"""Vouchers of the platform against a grant: who may, what is refused by name, once only."""

from datetime import timedelta
from io import BytesIO

import pytest
from sqlalchemy import select, update

from engine.clock import MovedClock
from engine.commands.register_voucher import digest_of, register_voucher
from engine.commands.seal_events import seal_events
from engine.errors import Conflict, Forbidden, FormError, KeyReused, NotFound
from engine.queries.audit import verify
from engine.queries.vouchers import list_vouchers
from engine.store.database import Store
from engine.store.tables import AccessGrant, CallVoucher, Event
from tests.bureau.fixtures import acting
from tests.commands.casework import act, approve, begin
from tests.commands.test_at_once import count, together
from tests.counting import counted
from tests.packs import with_mini

DIGEST = "0123456789abcdef" * 4
GIVEN = {"number": "DYPZ-2026-0001", "called_at": "2026-09-22T09:30", "digest": DIGEST}


@pytest.fixture
def store(each_bureau_store: Store, moved_clock: MovedClock) -> Store:
    """A grant of registration on a resource of special-equipment, opened a day and more ago."""
    store = with_mini(each_bureau_store)
    case = begin(store)
    approve(store, case.id)
    act(store, case.id, "panyue", {"result": "pass"})
    act(store, case.id, "zhoujun", {"result": "agree"})
    moved_clock.advance(timedelta(days=2))
    return store


@pytest.fixture
def number(store):
    with store.reading() as session:
        return session.scalars(select(AccessGrant.number)).one()


def register(store, who, grant, /, **more):
    register_voucher(store, acting(store, who), grant, **{**GIVEN, **more})


def refused(store, grant, /, **more):
    with pytest.raises(FormError) as caught:
        register(store, "zhangwei", grant, **more)
    assert count(store, CallVoucher) == 0
    return caught.value.errors


@pytest.mark.parametrize("who", ["zhangwei", "chenjianguo", "wangfang", "zhaoming", "yangfan"])
def test_people_of_the_using_unit_and_of_the_information_centre(store, number, who):
    register(store, who, number, note="窗口核验时出具")
    (voucher,) = list_vouchers(store, acting(store, "zhangwei"), number).items
    assert (voucher.number, voucher.digest, voucher.note) == ("DYPZ-2026-0001", DIGEST,
                                                              "窗口核验时出具")  # fmt: skip
    assert voucher.called_at.isoformat() == "2026-09-22T01:30:00+00:00"
    assert not voucher.after_end


@pytest.mark.parametrize("who", ["zhoujun", "pengli"])
def test_who_only_sees_the_grant_is_told_who_registers(store, number, who):
    with pytest.raises(Forbidden, match="信息中心"):
        register(store, who, number)


@pytest.mark.parametrize("who", ["lina", "panyue", "sysadmin", "secadmin", "auditor"])
def test_to_strangers_and_administrators_there_is_no_grant(store, number, who):
    with pytest.raises(NotFound):
        register(store, who, number)


def test_a_grant_that_is_none(store):
    with pytest.raises(NotFound):
        register(store, "zhangwei", "CS-2026-0001-SQ9")


def test_what_was_never_opened_has_no_calls(store, number):
    with store.transaction() as session:
        session.execute(update(AccessGrant).values(state="SUPPLYING", activated_at=None))
    with pytest.raises(Conflict, match="还没有开通"):
        register(store, "zhangwei", number)


def test_calls_are_registered_after_the_end_too_and_marked_when_they_were_later(store, number):
    with store.transaction() as session:
        ended_at = store.clock.now() - timedelta(hours=24)
        session.execute(update(AccessGrant).values(state="REVOKED", ended_at=ended_at))
    register(store, "zhangwei", number, number="1", called_at="2026-09-21T10:00")
    register(store, "zhangwei", number, number="2", called_at="2026-09-22T10:00")
    found = list_vouchers(store, acting(store, "zhoujun"), number).items
    assert [(each.number, each.after_end) for each in found] == [("2", True), ("1", False)]


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("number", "", "请填写凭证编号"),
        ("number", " \u3000\u200b", "请填写凭证编号"),
        ("number", "x" * 81, "最多 80 个字符"),
        ("number", "A\x07B", "不可见的字符"),
        ("called_at", "", "请填写调用时间"),
        ("called_at", "昨天", "请填写调用时间"),
        ("called_at", "2026-09-23T09:01", "晚于现在"),
        ("called_at", "2026-09-21T08:59", "早于本授权的开通时间（2026-09-21 09:00）"),
        ("called_at", "9999-12-31T23:59:59+14:00", "请填写调用时间"),
        ("digest", "", "64 位十六进制"),
        ("digest", DIGEST[:-1], "64 位十六进制"),
        ("digest", "g" * 64, "64 位十六进制"),
        ("note", "x" * 2001, "最多 2000 个字"),
    ],
)
def test_bad_input_by_name(store, number, field, value, words):
    errors = refused(store, number, **{field: value})
    assert list(errors) == [field]
    assert words in errors[field][0]


def test_all_that_is_wrong_is_told_at_once(store, number):
    errors = refused(store, number, number="", called_at="x", digest="y")
    assert list(errors) == ["number", "called_at", "digest"]


def test_the_minute_of_the_opening_is_not_before_it(store, number):
    with store.transaction() as session:
        opened = session.scalars(select(AccessGrant.activated_at)).one() + timedelta(seconds=40)
        session.execute(update(AccessGrant).values(activated_at=opened))
    register(store, "zhangwei", number, called_at="2026-09-21T09:00")
    assert count(store, CallVoucher) == 1


def test_a_digest_is_kept_in_one_way_of_writing(store, number):
    register(store, "zhangwei", number, digest=f" {DIGEST.upper()} ".replace("A", "Ａ"))
    (voucher,) = list_vouchers(store, acting(store, "zhangwei"), number).items
    assert voucher.digest == DIGEST


def test_a_number_stands_once_against_a_grant(store, number):
    register(store, "zhangwei", number)
    with pytest.raises(FormError) as caught:
        register(store, "yangfan", number, number="  DYPZ-2026-0001 ")
    assert "已登记过编号为 DYPZ-2026-0001 的凭证" in caught.value.errors["number"][0]
    told = together(*[lambda: register(store, "zhangwei", number, number="同时")] * 3)
    assert [type(each).__name__ for each in told].count("NoneType") == 1
    assert count(store, CallVoucher) == 2


def test_a_repeat_under_a_key_adds_nothing(store, number):
    register(store, "zhangwei", number, key="k")
    register(store, "zhangwei", number, key="k")
    with pytest.raises(KeyReused):
        register(store, "zhangwei", number, number="其他", key="k")
    together(*[lambda: register(store, "zhangwei", number, number="同时", key="j")] * 3)
    assert count(store, CallVoucher) == 2


def test_the_trail_vouches_for_it(store, number):
    register(store, "zhangwei", number)
    with store.reading() as session:
        event = session.scalars(select(Event).where(Event.kind == "voucher_registered")).one()
    assert (event.actor_name, event.actor_post) == ("张伟", "登记注册科 经办人")
    assert (event.data["number"], event.data["voucher"]) == (number, "DYPZ-2026-0001")
    seal_events(store)
    assert verify(store).sound
    with store.transaction() as session:
        session.execute(update(CallVoucher).values(digest="f" * 64))
    assert not verify(store).sound


def test_it_costs_little(store, number):
    actor = acting(store, "zhangwei")
    with counted(store) as cost:
        register_voucher(store, actor, number, key="k", **GIVEN)
    assert len(cost.statements) <= 8, "\n".join(cost.statements)
    assert cost.commits == 1


def test_a_digest_is_worked_out_piece_by_piece():
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert digest_of(BytesIO(b"")) == empty
    assert digest_of(BytesIO(b"x" * 600_000)) == digest_of(BytesIO(b"x" * 600_000))
    assert digest_of(BytesIO(b"abc")).startswith("ba7816bf")
