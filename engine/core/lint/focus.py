"""Which problems of a pack concern one of its process folders, or one diagram."""

from collections.abc import Iterable

from engine.core.lint.problem import Problem
from engine.core.lint.subject import Subject


def concerning(subject: Subject, place: str, problems: Iterable[Problem]) -> list[Problem]:
    """Return those of `problems` that stand in `place`, or in pack.toml about its processes."""
    own = _named_in_head(subject, place)
    return [
        each
        for each in problems
        if is_in(each.file, place) or (each.file == "pack.toml" and each.element in own)
    ]


def is_in(file: str, place: str) -> bool:
    """Tell whether `file` is `place`, or stands in the folder of that name."""
    return file == place or file.startswith(f"{place}/")


def _named_in_head(subject: Subject, place: str) -> set[str]:
    """What pack.toml calls the place's processes and their bound elements; "": the whole pack."""
    processes = {each for diagram in subject.asked for each in diagram.processes} | {
        key for key, each in subject.pack.processes.items() if f"{place}/process.toml" in each.files
    }
    bound = {each.element for each in subject.pack.bounds if each.process in processes}
    return {""} | processes | bound
