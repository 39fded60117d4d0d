"""What the pages of the calendar show: the year, the notices, the effect of an entry, freshness."""

from datetime import date
from importlib.resources import files

import pytest

from engine.commands.decide_notice import reject_notice
from engine.commands.propose_notice import propose_withdrawal
from engine.commands.recount_clocks import recount_open
from engine.errors import Forbidden, NotFound, RuleRefused
from engine.queries.calendar.freshness import freshness
from engine.queries.calendar.impact import LISTED, impact_of
from engine.queries.calendar.notices import get_notice, list_notices
from engine.queries.calendar.year import get_year
from engine.queries.inbox import list_tasks
from engine.store.database import Store
from tests.bureau.fixtures import CONDITIONAL_FILE, acting
from tests.commands.casework import act, at
from tests.counting import counted
from tests.packs import with_mini
from tests.revising import (
    NUMBER,
    checked,
    clock_of,
    confirm,
    entry_of,
    extension,
    in_force,
    propose,
    put_in_force,
    reviewed,
    take_back,
)


@pytest.fixture
def store(each_bureau_store: Store) -> Store:
    each_bureau_store.clock.set(at("2026-12-28 10:00"))  # type: ignore[attr-defined]
    return with_mini(each_bureau_store)


@pytest.fixture
def quick(bureau_store: Store) -> Store:
    bureau_store.clock.set(at("2026-12-28 10:00"))  # type: ignore[attr-defined]
    return with_mini(bureau_store)


def impact(store, notice_id, who="yangfan"):
    return impact_of(store, acting(store, who), notice_id)


def states(store, who="yangfan"):
    """How the notices that were entered stand, the first in the list first."""
    found = list_notices(store, acting(store, who))
    return [(each.kind, each.year, each.state) for each in found if each.id]


def test_the_effect_is_told_before_and_comes_true(store):
    answered = reviewed(store, who="gaofei")
    act(store, answered.id, "zhoujun", {"result": "agree"})
    moves, settles = reviewed(store), checked(store, who="lina")
    entered = propose(store)
    told = impact(store, entered)
    assert (told.open_terms, told.moving, told.settled, told.revision) == (2, 1, 1, 0)
    (term,) = told.moved
    assert (term.case_id, term.was, term.due) == (moves.id, date(2027, 1, 5), date(2027, 1, 6))
    assert (term.term, term.kind, term.unit, term.provisional) == (
        "5个工作日",
        "internal",
        "登记注册科",
        False,
    )
    before = clock_of(store, moves.id, "reply_term")
    assert before.due_at == at("2027-01-06 00:00")  # looking changes nothing
    confirm(store, entered)
    recount_open(store)
    assert clock_of(store, moves.id, "reply_term").due_at == at("2027-01-07 00:00")
    assert clock_of(store, settles.id).due_at == at("2026-12-31 00:00")


def test_the_days_that_change_are_told(quick):
    days = {each.date: each for each in impact(quick, propose(quick)).days}
    first, worked = days[date(2027, 1, 4)], days[date(2027, 1, 9)]
    assert (first.before.working, first.after.working, first.before.provisional) == (
        True,
        False,
        True,
    )
    assert (worked.before.working, worked.after.working, worked.after.notice) == (
        False,
        True,
        NUMBER,
    )
    assert date(2027, 1, 1) not in days  # by law already
    assert list(days) == sorted(days)


def test_the_effect_of_a_withdrawal_is_the_way_back(quick):
    reviewed(quick)
    entered = put_in_force(quick)
    recount_open(quick)
    asked = propose_withdrawal(quick, acting(quick, "pengli"), entered, "文号有误")
    told = impact(quick, asked)
    assert (told.moving, told.revision) == (1, 1)
    assert (told.moved[0].was, told.moved[0].due) == (date(2027, 1, 6), date(2027, 1, 5))
    assert told.moved[0].provisional is True


def test_the_effect_of_what_does_not_fit_is_its_refusal(quick):
    put_in_force(quick)
    first = propose(quick, extension())
    second = propose(quick, extension(number="国办发明电〔2027〕2号"))
    confirm(quick, first)
    with pytest.raises(RuleRefused, match="不能并存"):
        impact(quick, second)


def test_only_keepers_see_what_waits(quick):
    entered = propose(quick)
    for who in ("zhangwei", "secadmin", "auditor"):
        with pytest.raises(Forbidden):
            impact(quick, entered, who)
        with pytest.raises(Forbidden):
            get_notice(quick, acting(quick, who), entered)
        assert states(quick, who) == []
    assert states(quick) == [("year", 2027, "proposed")]
    for question in (impact, lambda s, i: get_notice(s, acting(s, "yangfan"), i)):
        with pytest.raises(NotFound):
            question(quick, "no-such-id")


def test_the_effect_costs_the_same_however_many_terms(quick):
    entered, costs = propose(quick), []
    for who in ("zhangwei", "lina", "gaofei"):
        reviewed(quick, who=who)
        with counted(quick) as count:
            impact(quick, entered)
        costs.append(len(count.statements))
    assert len(set(costs)) == 1
    assert LISTED == 500


def test_the_notices_say_who_entered_and_who_checked(store):
    waiting = propose(store)
    (item,) = (each for each in list_notices(store, acting(store, "pengli")) if each.id)
    assert (item.entered_by, item.checked_by, item.mine, str(item.state_words)) == (
        "彭莉",
        "",
        True,
        "待复核",
    )
    confirm(store, waiting)
    (item,) = (each for each in list_notices(store, acting(store, "zhangwei")) if each.id)
    assert (item.entered_by, item.checked_by, item.mine, str(item.state_words)) == (
        "彭莉",
        "杨帆",
        False,
        "已复核采用",
    )
    assert item.checked_at == at("2026-12-28 10:00")


def test_shipped_notices_say_that_nobody_checked_them(quick):
    shipped = [each for each in list_notices(quick, acting(quick, "zhangwei")) if not each.id]
    assert len(shipped) == len(quick.base_calendar.notices)
    assert {str(each.state_words) for each in shipped} == {"随版本提供、未复核"}
    assert {each.entered_by for each in shipped} == {""}
    assert [each.year for each in shipped if each.kind == "year"] == list(range(2026, 2006, -1))
    without_text = {each.year for each in shipped if not each.text_sha256 and each.kind == "year"}
    assert without_text == {2024, 2025}


def test_every_state_is_told(quick):
    first = put_in_force(quick)
    take_back(quick, first)
    second = put_in_force(quick)
    reject_notice(quick, acting(quick, "yangfan"), propose(quick, extension()), "文号不对")
    propose(quick, extension())
    assert sorted(states(quick)) == [
        ("change", 2027, "proposed"),
        ("change", 2027, "rejected"),
        ("withdrawal", 2027, "confirmed"),
        ("year", 2027, "confirmed"),
        ("year", 2027, "withdrawn"),
    ]
    assert states(quick)[0] == ("change", 2027, "proposed")  # what waits comes first
    assert get_notice(quick, acting(quick, "pengli"), second).item.state == "confirmed"
    file = get_notice(quick, acting(quick, "pengli"), first)
    assert (file.item.state, file.text, len(file.breaks)) == ("withdrawn", entry_of().text, 7)


def test_what_replaces_a_shipped_notice_says_so(quick):
    text = mended_2026()
    put_in_force(quick, entry_of(text))
    shipped = [each for each in list_notices(quick, acting(quick, "pengli")) if not each.id]
    assert [each.year for each in shipped if each.state == "replaced"] == [2026]


def mended_2026():
    """The notice of 2026 under another number."""
    found = files("calendars") / "notices" / "texts" / "2026.txt"
    return found.read_text(encoding="utf-8").replace("〔2025〕7号", "〔2025〕8号")


def test_a_change_is_shown_as_the_change_it_is(quick):
    put_in_force(quick)
    file = get_notice(quick, acting(quick, "yangfan"), propose(quick, extension()))
    assert file.change is not None
    assert (file.change.amends, file.breaks, file.findings) == (2027, (), ())


def test_a_year_is_shown_as_the_calendar_in_force_has_it(store):
    assert (get_year(store, 2027).known, get_year(store, 2027).days_worked) == (False, 0)
    put_in_force(store)
    year = get_year(store, 2027)
    cells = {
        cell.date: cell for month in year.months for week in month.weeks for cell in week if cell
    }
    assert (year.known, year.notices, year.days_worked) == (True, (NUMBER,), 5)
    assert (cells[date(2027, 1, 4)].mark, cells[date(2027, 1, 9)].mark) == ("休", "班")
    assert cells[date(2027, 1, 9)].notice == NUMBER
    assert len(cells) == 365
    assert year.working_days == sum(cell.working for cell in cells.values())


@pytest.mark.parametrize("year", [0, -5, 2006, 2028, 9999, 10**12])
def test_a_year_of_which_nothing_is_known_is_not_found(quick, year):
    with pytest.raises(NotFound):
        get_year(quick, year)


def test_how_fresh_it_is(store):
    case = reviewed(store)
    state = freshness(store)
    assert (state.last_year, state.missing, state.level) == (2026, 2027, "critical")
    assert (state.waiting, state.revision, state.recounting) == (0, 0, False)
    assert state.words is not None
    assert "2027年" in str(state.words)
    entered = propose(store)
    assert freshness(store).waiting == 1
    confirm(store, entered)
    state = freshness(store)
    assert (state.last_year, state.missing, state.words) == (2027, None, None)
    assert (state.waiting, state.revision, state.recounting) == (0, 1, True)
    recount_open(store)
    assert freshness(store).recounting is False
    assert clock_of(store, case.id, "reply_term").provisional is False


def test_lists_count_the_days_left_by_the_calendar_in_force(quick):
    """On 8 January one working day is left until Monday the 11th; the Saturday makes it two."""
    quick.clock.set(at("2027-01-08 10:00"))
    case = checked(quick, resource=CONDITIONAL_FILE)
    (item,) = list_tasks(quick, acting(quick, "panyue")).items
    assert item.due is not None
    assert (item.due.days, item.due.provisional) == (2, True)
    put_in_force(quick)
    assert in_force(quick).is_working_day(date(2027, 1, 9))
    (item,) = list_tasks(quick, acting(quick, "panyue")).items
    assert item.due is not None
    assert item.due.days == 3  # the term itself is still to follow
    recount_open(quick)
    (item,) = list_tasks(quick, acting(quick, "panyue")).items
    assert item.due is not None
    assert (item.due.days, item.due.provisional) == (2, False)
    assert clock_of(quick, case.id).due_at == at("2027-01-12 00:00")
