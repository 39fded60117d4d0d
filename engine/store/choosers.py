"""What unit and person fields of a form may choose from; read only for forms with such fields."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.core.forms import Form, Option
from engine.sentence import say
from engine.store.tables import Person, Post, Unit


def choosers(session: Session, form: Form) -> dict[str, Any]:
    """Return the `units` and `people` of a FormContext, read now if `form` has such fields."""
    kinds = {each.type for spec in form.spec.fields for each in (spec, *spec.columns)}
    units = _units(session) if "unit" in kinds else []
    people = _people(session) if "person" in kinds else []
    return {"units": lambda: units, "people": lambda: people}


def _units(session: Session) -> list[Option]:
    rows = session.execute(select(Unit.code, Unit.name).order_by(Unit.position, Unit.code))
    return [Option(code, name) for code, name in rows]


def _people(session: Session) -> list[Option]:
    rows = session.execute(
        select(Person.id, Person.name, Unit.name)
        .join(Post, Post.person_id == Person.id)
        .join(Unit, Unit.id == Post.unit_id)
        .where(Person.active)
        .order_by(Unit.position, Person.name)
    )
    return list(
        {
            key: Option(key, say("%(name)s（%(more)s）", name=name, more=unit))
            for key, name, unit in rows
        }.values()
    )
