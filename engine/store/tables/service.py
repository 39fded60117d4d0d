"""When the program served: a heartbeat, and the outages that its absence showed."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from engine.store.tables.base import Serial, Table


class Heartbeat(Table):
    """The one row, with the number 1, that every scheduler renews while it runs."""

    __tablename__ = "heartbeat"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]


class OutageRow(Table):
    """A time in which no scheduler of this database ran: nobody could count on the program."""

    __tablename__ = "outage"

    id: Mapped[int] = mapped_column(Serial, primary_key=True)
    began_at: Mapped[datetime]
    ended_at: Mapped[datetime]
