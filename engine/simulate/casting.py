"""What is different in one story: units that do not work here, more posts, shorter agency."""

from datetime import date

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from calendars import local_date
from engine.core.access import ROLE_NAMES
from engine.errors import PackError
from engine.sentence import say
from engine.simulate.scenario import MorePost, Scenario
from engine.store.database import Store
from engine.store.tables import AgentAuthorization, Person, Post, Unit


def cast(store: Store, scenario: Scenario) -> None:
    """Make the bureau in `store` the one that the story plays in.

    Raises PackError when it names a unit, a person or a role that does not exist.
    """
    if not (scenario.recorded or scenario.posts or scenario.agents_until):
        return
    today = local_date(store.clock.now())
    with store.transaction() as session:
        for code in scenario.recorded:
            _unit(session, scenario, code).works_here = False
        for post in scenario.posts:
            session.add(_post(session, scenario, post, today))
        if scenario.agents_until:
            session.execute(update(AgentAuthorization).values(valid_until=scenario.agents_until))


def _post(session: Session, scenario: Scenario, post: MorePost, today: date) -> Post:
    if post.role not in ROLE_NAMES:
        raise _unknown(scenario, say("角色 %(code)s", code=post.role))
    person = session.scalar(select(Person).where(Person.username == post.who))
    if person is None:
        raise _unknown(scenario, say("人员 %(code)s", code=post.who))
    unit = _unit(session, scenario, post.unit)
    return Post(
        person_id=person.id,
        unit_id=unit.id,
        role=post.role,
        valid_from=today.replace(month=1, day=1),
        valid_until=post.until,
    )


def _unit(session: Session, scenario: Scenario, code: str) -> Unit:
    unit = session.scalar(select(Unit).where(Unit.code == code))
    if unit is None:
        raise _unknown(scenario, say("单位 %(code)s", code=code))
    return unit


def _unknown(scenario: Scenario, what: str) -> PackError:
    reason = say("演示单位中没有%(what)s", what=what)
    return PackError(
        say("%(path)s：%(reason)s。", path=scenario.path, reason=reason),
        problems=[{"file": scenario.path, "message": reason}],
    )
