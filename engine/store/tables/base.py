"""The declarative base and its naming rules."""

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import JSON, BigInteger, Integer, MetaData
from sqlalchemy.orm import DeclarativeBase

from engine.store.types import Instant

#: Explicit names, so that a migration can name every constraint on every database.
NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

#: A number the database counts up; SQLite only counts plain INTEGER keys.
Serial = BigInteger().with_variant(Integer, "sqlite")

Json = dict[str, Any]
JsonList = list[Any]


class Table(DeclarativeBase):
    """Base of all tables."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: Instant,
        Json: JSON(none_as_null=True),
        JsonList: JSON(none_as_null=True),
    }
