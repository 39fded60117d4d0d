"""Who a mail reaches: the posts; of a unit that works elsewhere and has nobody, 信息中心."""

import pytest
from sqlalchemy import select, update

from engine.clock import SHANGHAI
from engine.commands.lapse_due import lapse_due
from engine.core.workflow import EffectAsked
from engine.effects import EffectContext, carry_out
from engine.store.audit import NewEvent
from engine.store.database import Store
from engine.store.directory import Directory
from engine.store.grant_book import GrantBook
from engine.store.packs import pack_of
from engine.store.tables import Case, Incident, Message, Person, Post, Table, Unit
from tests.bureau.fixtures import OF_POLICE, OF_TAX
from tests.commands.casework import act, approve, at, begin
from tests.packs import with_mini

LATE = "2026-10-12T09:00"


@pytest.fixture
def store(bureau_store: Store) -> Store:
    return with_mini(bureau_store)


def overdue(store: Store, resource: str) -> str:
    """A case of `resource` that the provider has let lapse; its id."""
    case = begin(store, resource)
    approve(store, case.id)
    act(store, case.id, "panyue", {"result": "pass"})
    store.clock.set(at(LATE))  # type: ignore[attr-defined]
    lapse_due(store)
    return case.id


def told(store: Store, template: str = "late") -> dict[str, str]:
    """User name -> text of the mails from a template."""
    with store.reading() as session:
        rows = session.execute(
            select(Person.username, Message.text)
            .join(Person, Person.id == Message.person_id)
            .where(Message.template == template)
        )
        return {row.username: row.text for row in rows}


def incidents(store: Store) -> list[str]:
    with store.reading() as session:
        return list(session.scalars(select(Incident.kind)))


def nobody_in(store: Store, unit: str) -> None:
    """Strike out the posts of a unit that hear of a lapse."""
    with store.transaction() as session:
        posts = session.scalars(
            select(Post).join(Unit, Unit.id == Post.unit_id).where(
                Unit.code == unit, Post.role.in_(("responsible", "principal_head"))
            )
        )  # fmt: skip
        for post in posts:
            session.delete(post)


def test_whoever_is_registered_for_a_unit_elsewhere_is_told(store: Store) -> None:
    overdue(store, OF_POLICE)
    assert told(store).keys() == {"qinfeng"}
    assert incidents(store) == []


@pytest.mark.parametrize("why", ["no_post", "no_address"])
def test_the_info_centre_stands_in_for_a_unit_elsewhere_with_nobody(store: Store, why: str) -> None:
    if why == "no_post":
        nobody_in(store, "police")
    else:
        with store.transaction() as session:
            session.execute(update(Person).where(Person.username == "qinfeng").values(email=""))
    overdue(store, OF_POLICE)
    mails = told(store)
    assert mails.keys() - {"qinfeng"} == {"liangchen", "yangfan"}
    first, second, *_ = mails["yangfan"].split("\n\n")
    assert first == "信息中心："
    assert second.startswith("市公安局不在本系统办理")
    assert "转告" in second
    assert incidents(store) == []


def test_a_unit_that_works_here_with_nobody_is_an_incident(store: Store) -> None:
    nobody_in(store, "tax")
    overdue(store, OF_TAX)
    assert told(store) == {}
    assert incidents(store) == ["nobody_told"]


def ask(store: Store, case_id: str, to: object) -> tuple[list[NewEvent], list[Table]]:
    """Carry out a `send_mail` to `to`: the events, and the rows it would add."""
    with store.transaction() as session:
        case = session.get_one(Case, case_id)
        now = store.clock.now()
        rows: list[Table] = []
        directory = Directory(session, now.astimezone(SHANGHAI).date())
        pack = pack_of(session, store, case.pack_version_id)
        context = EffectContext(
            store, session, case, pack, directory, now, [], rows, GrantBook(session), []
        )
        facts = {"case": {"info_center": "info-center"}}
        asked = EffectAsked(
            name="send_mail", params={"template": "told", "to": to}, data=facts, at=now,
            task_id="t", element="tell", process="mini", host_id=None,
        )  # fmt: skip
        return list(carry_out(context, asked)), rows


def test_an_empty_list_tells_nobody_and_is_no_incident(store: Store) -> None:
    assert ask(store, begin(store).id, []) == ([], [])


def test_no_list_at_all_is_an_incident(store: Store) -> None:
    _, rows = ask(store, begin(store).id, None)
    assert [type(row) for row in rows] == [Incident]


def test_a_unit_that_does_not_exist_is_an_incident(store: Store) -> None:
    _, rows = ask(store, begin(store).id, [{"unit": "nowhere", "role": "responsible"}])
    assert [type(row) for row in rows] == [Incident]
