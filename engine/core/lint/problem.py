"""One thing that is wrong with a pack."""

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Problem:
    """`severity` is error (not deployed) or warning; `message` says what and how to mend it."""

    file: str
    element: str
    rule: str
    message: str
    severity: str = "error"

    def to_json(self) -> dict[str, Any]:
        """Return it as plain JSON."""
        return asdict(self)
