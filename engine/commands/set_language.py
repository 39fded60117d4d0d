"""Choosing the language of the program's own words."""

from sqlalchemy import update

from engine.core.access import Actor
from engine.errors import BadRequest
from engine.store.database import Store
from engine.store.tables import Person

LANGUAGES = ("zh", "en")


def set_language(store: Store, actor: Actor, language: str) -> None:
    """Remember `language` ("zh" or "en") for `actor`; raises BadRequest for any other one."""
    if language not in LANGUAGES:
        raise BadRequest("只能选择中文或英文。")
    with store.transaction() as session:
        session.execute(
            update(Person).where(Person.id == actor.person_id).values(language=language)
        )
