"""What is called how while two diagrams are compared."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.core.comparing.naming import Naming
from engine.sentence import say

YES, NO = say("是"), say("否")


@dataclass(frozen=True)
class Words:
    """`elements`: names of elements and lanes of both versions by id, so that who is only called
    otherwise is still the same neighbour; `naming`: of the pack's files by key."""

    elements: Mapping[str, str]
    naming: Naming = field(default_factory=Naming)

    def element(self, key: str) -> str:
        """Return what an element is called, its id where it is not there."""
        return self.elements.get(key, key)
