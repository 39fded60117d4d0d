"""What a form may look at while it is shown or checked."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

#: Dates in forms are read and shown in the legal time of China.
BEIJING = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True)
class Option:
    """One thing to choose: `value` is stored, `label` is read, `hint` explains, `badge` marks;
    `disabled` says why it is shown and yet cannot be chosen."""

    value: str
    label: str
    hint: str = ""
    badge: str = ""
    disabled: str = ""


def no_options() -> Sequence[Option]:
    """No registry at hand: a unit or person field then takes nothing."""
    return ()


@dataclass(frozen=True)
class FormContext:
    """`data`: the process data (`data.case.resource…` in expressions); `now`: aware, any zone;
    `arrived`: when the task came to be (aware; None at the start of a case).
    `units` and `people` are asked only when a field of that type is shown or checked.
    """

    data: Mapping[str, Any]
    now: datetime
    arrived: datetime | None = None
    units: Callable[[], Sequence[Option]] = field(default=no_options)
    people: Callable[[], Sequence[Option]] = field(default=no_options)

    def __post_init__(self) -> None:
        for moment in (self.now, self.arrived):
            if moment is not None and moment.tzinfo is None:
                raise ValueError("a form needs aware datetimes")

    @property
    def names(self) -> dict[str, Any]:
        """The names that expressions of a form see beside the answers."""
        return {
            "data": self.data,
            "today": self.now.astimezone(BEIJING).date().isoformat(),
            "now": moment_text(self.now),
            "arrived": None if self.arrived is None else moment_text(self.arrived),
        }


def moment_text(moment: datetime) -> str:
    """An aware moment as forms keep it: ISO 8601 to the second with +08:00, so texts sort."""
    return moment.astimezone(BEIJING).isoformat(timespec="seconds")
