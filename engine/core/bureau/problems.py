"""What is wrong in a file, and where: one sentence that also says what would be right."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from engine.errors import PackError

Row = TypeVar("Row")


@dataclass(frozen=True)
class Place:
    """A row of a file: its number, counted from 1, and the code or name it goes by."""

    file: str
    number: int = 0
    label: str = ""

    @property
    def row(self) -> str:
        """The row in words, e.g. 第 3 项（food）; empty for the file as a whole."""
        label = f"（{self.label}）" if self.label else ""
        return f"第 {self.number} 项{label}" if self.number else ""


@dataclass(frozen=True)
class Problem:
    """A fault; `field` may be a path such as items[2].type, and is empty for a whole row."""

    place: Place
    field: str
    message: str

    def as_dict(self) -> dict[str, str]:
        """The fault as plain JSON, with the whole sentence under `text`."""
        where = [self.place.file, self.place.row, self.field]
        return {
            "file": self.place.file,
            "row": self.place.row,
            "field": self.field,
            "message": self.message,
            "text": " ".join(part for part in where if part) + "：" + self.message,
        }


@dataclass(frozen=True)
class Placed(Generic[Row]):
    """A checked row and where it stands."""

    place: Place
    row: Row

    def problem(self, field: str, message: str) -> Problem:
        """A fault in this row."""
        return Problem(self.place, field, message)


Problems = Iterator[Problem]


def refuse(problems: list[Problem]) -> None:
    """Raise PackError when there is any problem; `details["problems"]` then lists them all."""
    if problems:
        first = problems[0].as_dict()["text"]
        raise PackError(
            f"单位数据未通过检查，共 {len(problems)} 处问题，没有载入任何数据。例如：{first}",
            problems=[problem.as_dict() for problem in problems],
        )
