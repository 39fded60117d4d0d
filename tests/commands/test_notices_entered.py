"""Entering notices, and the second person: what is kept, what is refused and with which words."""

from datetime import date

import pytest

from engine.commands.decide_notice import confirm_notice, reject_notice
from engine.commands.propose_notice import propose_notice, propose_withdrawal
from engine.core.notice_entry import MAX_REASON, Change
from engine.errors import Conflict, Forbidden, FormError, NotFound, RuleRefused
from engine.queries.audit import verify
from engine.store.tables import NoticeRow
from tests.bureau.fixtures import acting
from tests.commands.casework import at
from tests.revising import (
    NOTICE,
    NUMBER,
    URL,
    confirm,
    entry_of,
    extension,
    happened,
    in_force,
    propose,
    put_in_force,
    revision,
    take_back,
)

KEEPERS = ("pengli", "dongqiang", "yangfan", "sysadmin")
OTHERS = ("zhangwei", "chenjianguo", "panyue", "secadmin", "auditor", "yuanping")


@pytest.fixture
def store(each_bureau_store):
    each_bureau_store.clock.set(at("2026-12-29 15:00"))
    return each_bureau_store


@pytest.fixture
def quick(bureau_store):
    bureau_store.clock.set(at("2026-12-29 15:00"))
    return bureau_store


def row(store, notice_id):
    with store.reading() as session:
        return session.get(NoticeRow, notice_id)


def test_an_entry_is_kept_with_where_it_comes_from_and_counts_for_nobody(store):
    before = in_force(store).revision
    kept = row(store, propose(store, entry_of(reason="逐字核对过两遍")))
    assert (kept.kind, kept.year, kept.number, kept.state) == ("year", 2027, NUMBER, "proposed")
    assert (kept.signed, kept.published) == (date(2026, 12, 29), date(2026, 12, 29))
    assert (kept.text, kept.url, kept.reason) == (NOTICE, URL, "逐字核对过两遍")
    assert (len(kept.text_sha256), kept.decided_by_id) == (64, None)
    assert (in_force(store).revision, revision(store)) == (before, 0)
    (event,) = happened(store, "notice_proposed")
    assert (event.actor_name, event.actor_post, event.case_id) == ("彭莉", event.actor_post, None)
    assert event.actor_post
    assert set(event.data["rows"]["notice"]) == {kept.id}
    assert verify(store).problems == ()


def test_a_second_person_confirms_and_it_counts(store):
    entered = propose(store)
    made = confirm_notice(store, acting(store, "yangfan"), entered, 0, "与官网文本一致")
    assert (made.number, made.digest) == (1, in_force(store).revision)
    kept = row(store, entered)
    assert (kept.state, kept.decision) == ("confirmed", "与官网文本一致")
    assert kept.decided_by_id == acting(store, "yangfan").person_id
    assert in_force(store).last_covered == date(2027, 12, 31)
    (event,) = happened(store, "notice_confirmed")
    assert (event.data["revision"], event.data["digest"]) == (1, made.digest)
    assert verify(store).problems == ()


@pytest.mark.parametrize("who", KEEPERS)
def test_keepers_may_enter_and_confirm(quick, who):
    entered = propose(quick, who=who)
    second = next(each for each in KEEPERS if each != who)
    assert confirm(quick, entered, second).number == 1


@pytest.mark.parametrize("who", OTHERS)
def test_others_may_do_nothing_of_it(quick, who):
    entered, confirmed = propose(quick), propose(quick, extension_of_2026())
    confirm(quick, confirmed)
    me = acting(quick, who)
    for act in (
        lambda: propose_notice(quick, me, entry_of()),
        lambda: confirm_notice(quick, me, entered, 1),
        lambda: reject_notice(quick, me, entered, "不采用"),
        lambda: propose_withdrawal(quick, me, confirmed, "不采用"),
    ):
        with pytest.raises(Forbidden, match="维护工作日历"):
            act()
    assert (row(quick, entered).state, revision(quick)) == ("proposed", 1)


def extension_of_2026():
    change = Change(amends=2026, holiday="国庆节", work_remove=(date(2026, 10, 10),))
    number, signed = "国办发明电〔2026〕9号", date(2026, 10, 8)
    return extension(number=number, signed=signed, change=change)


def test_nobody_confirms_what_they_entered(store):
    entered = propose(store)
    with pytest.raises(Forbidden, match="另一人复核"):
        confirm(store, entered, "pengli")
    assert (row(store, entered).state, revision(store)) == ("proposed", 0)


def test_nor_a_withdrawal_that_they_asked_for(quick):
    entered = put_in_force(quick)
    asked = propose_withdrawal(quick, acting(quick, "yangfan"), entered, "文号有误")
    with pytest.raises(Forbidden, match="另一人复核"):
        confirm(quick, asked, "yangfan")
    assert confirm(quick, asked, "pengli").number == 2


def test_the_list_that_was_seen_must_be_the_present_one(store):
    entered = propose(store)
    put_in_force(store, extension_of_2026())
    for seen in (0, 2):
        with pytest.raises(Conflict, match="影响清单"):
            confirm_notice(store, acting(store, "yangfan"), entered, seen)
    assert row(store, entered).state == "proposed"
    assert confirm(store, entered).number == 2


@pytest.mark.parametrize("state", ["confirmed", "rejected"])
def test_what_was_decided_is_decided(store, state):
    entered = propose(store)
    if state == "confirmed":
        confirm(store, entered)
    else:
        reject_notice(store, acting(store, "yangfan"), entered, "文字有误")
    before = row(store, entered).decision
    with pytest.raises(Conflict, match="已经复核"):
        confirm(store, entered, "sysadmin")
    with pytest.raises(Conflict, match="已经复核"):
        reject_notice(store, acting(store, "sysadmin"), entered, "再看一遍")
    assert (row(store, entered).state, row(store, entered).decision) == (state, before)
    assert verify(store).problems == ()


def test_one_may_turn_down_what_one_entered(quick):
    entered = propose(quick)
    reject_notice(quick, acting(quick, "pengli"), entered, "录入错了")
    assert (row(quick, entered).state, row(quick, entered).decision) == ("rejected", "录入错了")
    (event,) = happened(quick, "notice_rejected")
    assert event.actor_name == "彭莉"
    assert propose(quick) != entered
    assert verify(quick).problems == ()


@pytest.mark.parametrize("reason", ["", "  \n", "长" * (MAX_REASON + 1)])
def test_a_reason_is_words_of_some_length(quick, reason):
    entered, confirmed = propose(quick), put_in_force(quick, extension_of_2026())
    with pytest.raises(FormError):
        reject_notice(quick, acting(quick, "yangfan"), entered, reason)
    with pytest.raises(FormError):
        propose_withdrawal(quick, acting(quick, "yangfan"), confirmed, reason)
    assert row(quick, entered).state == "proposed"


def test_a_remark_on_the_confirmation_has_an_end(quick):
    entered = propose(quick)
    with pytest.raises(FormError):
        confirm_notice(quick, acting(quick, "yangfan"), entered, 0, "长" * (MAX_REASON + 1))
    assert row(quick, entered).state == "proposed"


def test_one_number_waits_once(store):
    propose(store)
    with pytest.raises(Conflict, match="正等待复核"):
        propose(store, who="yangfan")
    propose(store, extension_of_2026())


def test_only_what_counts_can_be_taken_back(store):
    waiting = propose(store)
    refused = propose(store, extension_of_2026())
    reject_notice(store, acting(store, "yangfan"), refused, "不采用")
    for entry in (waiting, refused):
        with pytest.raises(Conflict, match="没有经过复核采用"):
            propose_withdrawal(store, acting(store, "sysadmin"), entry, "撤销")
    confirm(store, waiting)
    withdrawal = take_back(store, waiting)
    for entry in (waiting, withdrawal):
        with pytest.raises(Conflict, match="已经撤销"):
            propose_withdrawal(store, acting(store, "sysadmin"), entry, "再撤销一次")
    assert verify(store).problems == ()


def test_one_withdrawal_of_an_entry_waits(quick):
    entered = put_in_force(quick)
    propose_withdrawal(quick, acting(quick, "yangfan"), entered, "文号有误")
    with pytest.raises(Conflict, match="正等待复核"):
        propose_withdrawal(quick, acting(quick, "sysadmin"), entered, "日期有误")


@pytest.mark.parametrize("name", ["", "no-such-id", "x" * 300])
def test_what_is_not_there_is_not_found(store, name):
    me = acting(store, "yangfan")
    with pytest.raises(NotFound):
        confirm_notice(store, me, name, 0)
    with pytest.raises(NotFound):
        reject_notice(store, me, name, "不采用")
    with pytest.raises(NotFound):
        propose_withdrawal(store, me, name, "撤销")


def test_a_year_that_a_change_rests_on_cannot_be_taken_back_alone(store):
    entered = put_in_force(store)
    changed = put_in_force(store, extension())
    asked = propose_withdrawal(store, acting(store, "sysadmin"), entered, "先撤销年度的通知")
    with pytest.raises(RuleRefused, match="不能并存"):
        confirm(store, asked, "pengli")
    assert (row(store, asked).state, revision(store)) == ("proposed", 2)
    take_back(store, changed)
    assert confirm(store, asked, "pengli").number == 4
    assert in_force(store).revision == store.base_calendar.revision


def test_what_no_longer_fits_is_refused_on_confirmation(quick):
    """Two changes that each fit the year, and not each other."""
    put_in_force(quick)
    first = propose(quick, extension())
    second = propose(quick, extension(number="国办发明电〔2027〕2号"))
    confirm(quick, first)
    with pytest.raises(RuleRefused, match="不能并存"):
        confirm(quick, second)
    assert row(quick, second).state == "proposed"
