"""What every effect is handed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from engine.core.pack import Pack
from engine.store.database import Store
from engine.store.directory import Directory
from engine.store.tables import Case, ClockRow, Table


@dataclass(frozen=True)
class EffectContext:
    """The command's transaction and the case as it stands in it; `now` is when it is recorded.

    What an effect makes goes into `rows`: the command writes them after the case, once.
    """

    store: Store
    session: Session
    case: Case
    pack: Pack
    directory: Directory
    now: datetime
    clocks: Sequence[ClockRow]
    rows: list[Table]
