"""What is checked: a pack with its diagrams as drawn and its forms, read once for all checks."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from engine.core.forms import Form, compile_form
from engine.core.lint import limits
from engine.core.lint.diagram import Diagram, Node
from engine.core.lint.problem import Problem
from engine.core.lint.reading import read_diagram
from engine.core.pack import Pack
from engine.errors import PackError


@dataclass(frozen=True)
class Subject:
    """`forms`: by folder and key. Neither a broken diagram nor a broken form is in it. `focus`: the
    one folder or diagram that is asked about, None for all."""

    pack: Pack
    diagrams: tuple[Diagram, ...]
    forms: Mapping[tuple[str, str], Form]
    focus: str | None = None

    @property
    def asked(self) -> tuple[Diagram, ...]:
        """The diagrams that are asked about: what is looked at one by one is asked of these."""
        found = (each for each in self.diagrams if self.focus in (None, each.folder, each.file))
        return tuple(found)

    def nodes(self, *kinds: str) -> Iterator[tuple[Diagram, Node]]:
        """Yield every node of these kinds with its diagram."""
        for diagram in self.diagrams:
            for node in diagram.of_kind(*kinds):
                yield diagram, node

    def form_of(self, diagram: Diagram, node: Node) -> Form | None:
        """Return the form of a human task, None when there is none that can be used."""
        return self.forms.get((diagram.folder, node.gx.get("form", {}).get("key", "")))

    def by_process(self) -> dict[str, Diagram]:
        """Return the diagrams by the ids of the processes in them."""
        return {process: each for each in self.diagrams for process in each.processes}


def read_subject(pack: Pack, focus: str | None = None) -> tuple[Subject, list[Problem]]:
    """Read diagrams and forms of `pack`; what cannot be read is a problem of its own."""
    problems: list[Problem] = []
    diagrams = []
    for path, content in sorted(pack.diagrams.items()):
        try:
            diagrams.append(read_diagram(path, content))
        except PackError as error:
            problems.append(Problem(path, "", "readable", error.message))
    forms, years = {}, pack.limits.max_period_years
    for folder, key, path in _form_paths(pack):
        try:
            forms[folder, key] = read_form_file(path, pack.files[path], years)
        except PackError as error:
            problems.append(Problem(path, "", "form", error.message))
    return Subject(pack, tuple(diagrams), forms, focus), problems


def _form_paths(pack: Pack) -> Iterator[tuple[str, str, str]]:
    for path in sorted(pack.files):
        parts = path.split("/")
        if len(parts) == 3 and parts[1] == "forms" and path.endswith(".json"):
            yield parts[0], parts[2].removesuffix(".json"), path


def read_form_file(path: str, content: bytes, max_period_years: int | None = None) -> Form:
    """Compile the form in `content`. Raises PackError when it is none."""
    if len(content) > limits.MAX_FILE:
        raise PackError(f"{path}：文件过大。")
    try:
        return compile_form(json.loads(content), max_period_years)
    except (ValueError, RecursionError) as error:
        raise PackError(f"{path}：不是完整的JSON文件（{error}）。") from error
    except (TypeError, AttributeError, KeyError) as error:
        raise PackError(f"{path}：内容的结构不对（{error}）。") from error
