"""A unit put on a 专用 list stands in the catalogue, once, and the trail says why."""

import pytest
from sqlalchemy import select

from engine.clock import SHANGHAI
from engine.core.workflow import EffectAsked
from engine.effects import EffectContext, carry_out
from engine.queries import catalogue
from engine.queries.cases import get_case
from engine.simulate.acting import Play
from engine.simulate.performing import perform
from engine.simulate.scenario import Scenario
from engine.store.directory import Directory
from engine.store.grant_book import GrantBook
from engine.store.packs import pack_of
from engine.store.tables import Case, Event, Table
from tests.bureau.fixtures import DEDICATED, acting
from tests.scenarios.shipped import SCENARIOS

STORY = SCENARIOS["dedicated-access/scenarios/unlisted-asks-and-is-listed.toml"]


@pytest.fixture
def play(stage) -> Play:
    """The story up to the provider's answer."""
    story = Scenario(**{**vars(STORY), "steps": STORY.steps[:4]})
    play = Play(stage.store(story.steps[0].at))
    assert perform(play, story) == []
    return play


def listings(play: Play) -> list[Event]:
    with play.store.reading() as session:
        return list(session.scalars(select(Event).where(Event.kind == "unit_listed")))


def test_the_catalogue_shows_who_was_listed(play: Play) -> None:
    units = catalogue.get(play.store, acting(play.store, "caiying"), DEDICATED).dedicated_units
    assert "市行政审批服务管理局" in units
    assert len(units) == 3


def test_the_trail_and_the_case_keep_document_and_day(play: Play) -> None:
    (event,) = listings(play)
    assert (event.case_id, event.hash is not None) == (play.case_id, True)
    assert event.data["document"] == "餐饮监管科关于调整专用名单的函（2022年第3号）"
    assert event.data["amended_on"] == "2022-10-08"
    assert play.case_id is not None
    view = get_case(play.store, acting(play.store, "caiying"), play.case_id)
    assert "将市行政审批服务管理局列入专用名单" in [str(line.text) for line in view.timeline]
    shown = [line.text for sheet in view.sheets for line in sheet.lines]
    assert "餐饮监管科关于调整专用名单的函（2022年第3号）" in shown


def test_who_is_listed_is_not_listed_again(play: Play) -> None:
    assert again(play) == ([], [])


def again(play: Play) -> tuple[list[object], list[Table]]:
    """Carry out the effect once more: the events, and the rows it would add."""
    with play.store.transaction() as session:
        case, now = session.get_one(Case, play.case_id), play.store.clock.now()
        rows: list[Table] = []
        directory = Directory(session, now.astimezone(SHANGHAI).date())
        pack = pack_of(session, play.store, case.pack_version_id)
        context = EffectContext(
            play.store, session, case, pack, directory, now, [], rows, GrantBook(session), []
        )
        facts = {"case": {"applicant": {"unit": "u", "unit_name": "n"},
                          "resource": {"code": "c", "name": "r"}}}  # fmt: skip
        asked = EffectAsked(
            name="list_unit", params={"document": "函", "amended_on": "2022-10-08"}, data=facts,
            at=now, task_id="t", element="list", process="dedicated-access", host_id=None,
        )  # fmt: skip
        return list(carry_out(context, asked)), rows
