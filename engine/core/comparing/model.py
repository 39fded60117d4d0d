"""What a comparison of two packs says."""

from collections.abc import Mapping
from dataclasses import dataclass

#: What a subject is (an element, a field …) and its id in the file -> what is said of it -> value.
Facts = Mapping[tuple[str, str], Mapping[str, str]]


@dataclass(frozen=True)
class Change:
    """One thing that is not as it was. `state`: added, removed or changed; `subject` and `what` in
    words, `was` and `becomes` empty where there is nothing; `element`: id in the drawing."""

    state: str
    subject: str
    what: str
    was: str
    becomes: str
    element: str = ""


@dataclass(frozen=True)
class Line:
    """A line of a text: same, added, removed, or a gap where equal lines are left out."""

    state: str
    text: str
    old: int | None = None
    new: int | None = None


@dataclass(frozen=True)
class FileComparison:
    """One file that is not the same. `kind`: diagram, form, mail, settings, scenario or other.

    `changes` in words, `lines` where it is compared as text. `remark` says what is neither.
    `moved`: how many elements of a drawing only stand elsewhere.
    """

    path: str
    kind: str
    state: str
    changes: tuple[Change, ...] = ()
    lines: tuple[Line, ...] = ()
    moved: int = 0
    remark: str = ""

    @property
    def folder(self) -> str:
        """The process folder it stands in, empty for what belongs to the whole pack."""
        return self.path.partition("/")[0] if "/" in self.path else ""

    def marks(self, side: str) -> dict[str, dict[str, str]]:
        """Return {element: {state, note}} for the drawing of one side: before or after."""
        away = "added" if side == "before" else "removed"
        found: dict[str, dict[str, str]] = {}
        for each in self.changes:
            if each.element and each.state != away:
                found.setdefault(each.element, {"state": each.state})
        return found
