"""Two settings files: pack.toml or process.toml."""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from engine.core.comparing.expression_words import said_expression
from engine.core.comparing.facts import differences
from engine.core.comparing.model import Change, Facts
from engine.core.comparing.naming import Naming
from engine.core.comparing.setting_words import CODES, KEYS, TABLES, VALUES
from engine.core.comparing.values import said_value
from engine.sentence import Sentence, listed, say

#: Rows of a table of rows are told apart by these of their keys.
IDENTITY = {"bound": ("process", "element"), "passage": ("process", "effect"), "entry": ("key",)}
Fact = tuple[tuple[str, str], dict[str, str]]


#: Keys that name something of the pack.
NAMED: Mapping[str, Callable[[Naming, str], str]] = {
    "form": Naming.form,
    "through": Naming.form,
    "template": Naming.mail,
    "process": Naming.process,
    "elsewhere": Naming.process,
    "element": Naming.step,
    "on": Naming.step,
    "since": lambda naming, value: said_expression(value, naming),
}


def compare_settings(
    before: bytes | None, after: bytes | None, naming: Naming
) -> tuple[Change, ...]:
    """Return what is not the same; raises ValueError when one of them is no TOML."""
    said = _Settings(naming)
    return differences(said.facts(before), said.facts(after))


@dataclass(frozen=True)
class _Settings:
    """What settings say, with what the pack's keys are called."""

    naming: Naming

    def facts(self, content: bytes | None) -> Facts:
        if content is None:
            return {}
        try:
            found = tomllib.loads(content.decode("utf-8"))
        except RecursionError as error:
            raise ValueError("nested too deeply") from error
        return dict(self._of_file(found))

    def _of_file(self, settings: Mapping[str, Any]) -> Iterator[Fact]:
        plain = {key: each for key, each in settings.items() if not _is_table(each)}
        yield (say("基本情况"), ""), self._said(plain)
        for name, value in settings.items():
            if isinstance(value, Mapping):
                yield (TABLES.get(name, name), name), self._said(value)
            elif _is_table(value):
                yield from self._of_rows(name, value)

    def _of_rows(self, name: str, rows: list[Mapping[str, Any]]) -> Iterator[Fact]:
        for number, row in enumerate(rows):
            parts = [str(row.get(key, "")) for key in IDENTITY.get(name, ())] or [str(number + 1)]
            yield (self._subject(name, row, parts), f"{name}:{'/'.join(parts)}"), self._said(row)

    def _subject(self, name: str, row: Mapping[str, Any], parts: list[str]) -> Sentence:
        if name == "bound":
            return say("法定界限：%(place)s", place=self._place("element", parts))
        if name == "passage":
            return say("必经环节：%(place)s", place=self._place("effect", parts))
        if name == "entry":
            return say("发起方式“%(title)s”", title=row.get("title", parts[0]))
        return say("%(table)s第 %(n)s 项", table=name, n=" / ".join(parts))

    def _place(self, key: str, parts: list[str]) -> str:
        """The process, and what of it: as words, or as the file has it where there are none."""
        what = self._value(key, parts[1])
        return say("%(process)s / %(what)s", process=self.naming.process(parts[0]), what=what)

    def _said(self, table: Mapping[str, Any]) -> dict[str, str]:
        return dict(self._each(table))

    def _each(self, table: Mapping[str, Any], depth: int = 0) -> Iterator[tuple[str, str]]:
        for key, value in table.items():
            name = KEYS.get(key, key)
            if isinstance(value, Mapping) and depth < 2:
                for inner, said in self._each(value, depth + 1):
                    yield say("%(table)s：%(key)s", table=name, key=inner), said
            else:
                yield name, self._value(key, value)

    def _value(self, key: str, value: Any) -> str:
        if isinstance(value, list) and all(isinstance(each, str) for each in value):
            return listed([self._value(key, each) for each in value])
        if not isinstance(value, str):
            return said_value(value)
        if key in NAMED:
            return NAMED[key](self.naming, value)
        code = CODES.get(key, {}).get(value)
        return VALUES.get((key, value), value) if code is None else say(code)


def _is_table(value: Any) -> bool:
    rows = isinstance(value, list) and value and all(isinstance(each, Mapping) for each in value)
    return isinstance(value, Mapping) or bool(rows)
