"""All files of two packs, each compared in the way of its kind."""

from collections.abc import Mapping

from engine.core.comparing.diagrams import compare_diagrams
from engine.core.comparing.forms import compare_forms
from engine.core.comparing.lines import compared_lines
from engine.core.comparing.model import FileComparison
from engine.core.comparing.naming import Naming
from engine.core.comparing.settings import compare_settings
from engine.core.lint.limits import MAX_FILE
from engine.errors import PackError
from engine.sentence import say

#: More files than this are only named.
MOST_FILES = 300


def compare(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> tuple[FileComparison, ...]:
    """Return every file that is not the same in the two packs, in the order of their paths."""
    paths = sorted(path for path in {*before, *after} if before.get(path) != after.get(path))
    files = {**before, **after}
    namings = {folder: Naming(files, folder) for folder in {_folder(path) for path in paths}}
    return tuple(
        compare_file(path, before.get(path), after.get(path), namings[_folder(path)],
                     brief=number >= MOST_FILES)
        for number, path in enumerate(paths)
    )  # fmt: skip


def _folder(path: str) -> str:
    return path.partition("/")[0] if "/" in path else ""


def compare_file(
    path: str, before: bytes | None, after: bytes | None, naming: Naming | None = None,
    *, brief: bool = False,
) -> FileComparison:  # fmt: skip
    """Compare one file; None where it does not exist. What cannot be read is compared as text.

    `naming` tells what the keys are called that it names of other files.
    """
    kind, state = kind_of(path), _state(before, after)
    if brief:
        return FileComparison(path, kind, state)
    if max(len(before or b""), len(after or b"")) > MAX_FILE:
        return FileComparison(path, kind, state, remark=_sizes(before, after))
    try:
        return _read(path, kind, state, before, after, naming or Naming())
    except (PackError, ValueError, AttributeError, TypeError, KeyError):
        return _as_text(path, kind, state, before, after)


def kind_of(path: str) -> str:
    """Return what a file of a pack is by its path."""
    parts = path.split("/")
    if path.endswith(".bpmn"):
        return "diagram"
    if parts[-1] in ("pack.toml", "process.toml") and len(parts) <= 2:
        return "settings"
    folder = parts[-2] if len(parts) > 1 else ""
    return {"forms": "form", "mail": "mail", "scenarios": "scenario"}.get(folder, "other")


def _state(before: bytes | None, after: bytes | None) -> str:
    if before is None:
        return "added"
    return "removed" if after is None else "changed"


def _read(
    path: str, kind: str, state: str, before: bytes | None, after: bytes | None, naming: Naming
) -> FileComparison:
    if kind == "diagram":
        return compare_diagrams(path, before, after, state, naming)
    if kind not in ("form", "settings"):
        return _as_text(path, kind, state, before, after)
    compared = compare_forms if kind == "form" else compare_settings
    changes = compared(before, after, naming)
    if changes:
        return FileComparison(path, kind, state, changes)
    return _as_text(path, kind, state, before, after)


def _as_text(
    path: str, kind: str, state: str, before: bytes | None, after: bytes | None
) -> FileComparison:
    lines = compared_lines(before, after)
    remark = "" if lines else _sizes(before, after)
    return FileComparison(path, kind, state, lines=lines or (), remark=remark)


def _sizes(before: bytes | None, after: bytes | None) -> str:
    sizes = {"was": len(before or b""), "becomes": len(after or b"")}
    return say("内容不能逐项比较，原有 %(was)s 字节，现有 %(becomes)s 字节。", **sizes)
