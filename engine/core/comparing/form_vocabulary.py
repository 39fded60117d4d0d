"""What the names in the expressions of a form are called: its own fields, the day, the case."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engine.core.comparing.naming import FormNames, Naming
from engine.sentence import Sentence, say

#: What a form may ask beside its fields and the data of the case.
OUTER: Mapping[str, Sentence] = {
    "today": say("今天"),
    "now": say("现在"),
    "arrived": say("环节到达的时间"),
}


@dataclass(frozen=True)
class FormVocabulary:
    """The names in a form of both versions, then those that every expression of the pack reads."""

    own: FormNames
    naming: Naming

    def name(self, path: str) -> str | None:
        """Return what is called so."""
        return self.own.labels.get(path) or OUTER.get(path) or self.naming.name(path)

    def value(self, path: str, code: Any) -> str | None:
        """Return what `code` is called as an answer to the field `path`."""
        found = self.own.choices.get(path, {}).get(str(code))
        return found or self.naming.value(path, code)
