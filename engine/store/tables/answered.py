"""What verbs answered, under the key that their sender gave the request."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from engine.store.tables.base import Json, Table


class Answered(Table):
    """The first answer to a request; `digest` is the sha256 of what was asked for."""

    __tablename__ = "answered"
    __table_args__ = (Index(None, "at"),)

    person_id: Mapped[str] = mapped_column(ForeignKey("person.id"), primary_key=True)
    key: Mapped[str] = mapped_column(String(80), primary_key=True)
    digest: Mapped[str] = mapped_column(String(64))
    answer: Mapped[Json]
    at: Mapped[datetime]
