"""Which problems of a pack concern one of its process folders."""

from collections.abc import Iterable

from engine.core.lint.problem import Problem
from engine.core.lint.subject import Subject


def concerning(subject: Subject, folder: str, problems: Iterable[Problem]) -> list[Problem]:
    """Return those of `problems` that stand in `folder`, or in pack.toml about its processes."""
    own = _named_in_head(subject, folder)
    return [
        each
        for each in problems
        if each.file.startswith(f"{folder}/") or (each.file == "pack.toml" and each.element in own)
    ]


def _named_in_head(subject: Subject, folder: str) -> set[str]:
    """What pack.toml calls the folder's processes and their bound elements; "": the whole pack."""
    processes = {each for diagram in subject.asked for each in diagram.processes} | {
        key
        for key, each in subject.pack.processes.items()
        if f"{folder}/process.toml" in each.files
    }
    bound = {each.element for each in subject.pack.bounds if each.process in processes}
    return {""} | processes | bound
