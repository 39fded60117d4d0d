"""One thing that is wrong with a pack."""

import re
from dataclasses import asdict, dataclass
from typing import Any

#: Characters of a message or an id that are shown; a name in a file may have a million.
LONGEST = 400
#: A quoted name in a message.
NAME = re.compile(r"“([^”]{60})[^”]{2,}”")


@dataclass(frozen=True)
class Problem:
    """`severity` is error (not deployed) or warning; `message` says what and how to mend it."""

    file: str
    element: str
    rule: str
    message: str
    severity: str = "error"

    def printable(self) -> "Problem":
        """Return it with texts that fit on a page and that every terminal can print."""
        return Problem(
            _fit(self.file), _fit(self.element), _fit(self.rule), _fit(self.message), self.severity
        )

    def to_json(self) -> dict[str, Any]:
        """Return it as plain JSON."""
        return asdict(self)


def _fit(text: str) -> str:
    """Half a surrogate pair (JSON can write one) has no bytes; line ends would break the list."""
    plain = " ".join(text.encode("utf-8", "replace").decode().splitlines())
    plain = NAME.sub(r"“\1…”", plain)
    return plain if len(plain) <= LONGEST else f"{plain[: LONGEST - 1]}…"
