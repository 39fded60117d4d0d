"""What a pack's draft holds, part by part: every file with its title and how it is edited."""

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from engine.core.access import Actor
from engine.core.workflow import named_processes
from engine.queries.pack_draft import COMMON, Edit, draft_files, get_draft
from engine.queries.pack_files import Problem, problems_of
from engine.sentence import say
from engine.store.database import Store
from engine.store.pack_edits import part_of, process_folders

__all__ = ["COMMON", "FileRow", "PartRow", "Problem", "parts_of_draft", "problems_of_draft"]

#: Files that are called by what they are.
SETTINGS = {"process.toml": say("流程设定"), "pack.toml": say("流程包设定")}
#: Kinds of files in the order in which a part shows them.
KINDS = ("diagram", "form", "mail", "scenario", "settings", "other")


@dataclass(frozen=True)
class FileRow:
    """A file of the draft. `title` in its own words, the name of the file where it has none;
    `edit` is None while it is as deployed."""

    path: str
    kind: str
    title: str
    edit: Edit | None


@dataclass(frozen=True)
class PartRow:
    """A process with its files, or what belongs to the whole pack (`key` is COMMON)."""

    key: str
    title: str
    article: str
    files: tuple[FileRow, ...]

    @property
    def edits(self) -> tuple[Edit, ...]:
        """What is edited of it."""
        return tuple(each.edit for each in self.files if each.edit is not None)

    def of_kind(self, kind: str) -> tuple[FileRow, ...]:
        """Return its files of one of KINDS."""
        return tuple(each for each in self.files if each.kind == kind)


def parts_of_draft(store: Store, actor: Actor, pack: str) -> tuple[PartRow, ...]:
    """Return the processes of the draft in order of their keys, then what belongs to all.

    A file that is taken away stands there as removed. The demo bureau is left out. Raises
    Forbidden for who may not read drafts, NotFound when the pack was never deployed.
    """
    edits = {each.path: each for each in get_draft(store, actor, pack).edits}
    files = draft_files(store, actor, pack)
    folders = process_folders([*files, *edits])
    parts: dict[str, list[FileRow]] = {key: [] for key in [*sorted(folders), COMMON]}
    for path in sorted({*files, *edits}):
        if not path.startswith("demo/"):
            row = FileRow(path, kind_of(path), _title(path, files.get(path, b"")), edits.get(path))
            parts[part_of(path, folders)].append(row)
    return tuple(_part(key, rows, files) for key, rows in parts.items())


def problems_of_draft(store: Store, actor: Actor, pack: str) -> tuple[Problem, ...]:
    """Return what is wrong with the whole draft, errors first.

    Raises Forbidden, NotFound, PackError when it cannot be read at all.
    """
    return problems_of(draft_files(store, actor, pack))


def kind_of(path: str) -> str:
    """Return which of KINDS a file is, by where it lies."""
    folder, _, name = path.rpartition("/")
    if name.endswith(".bpmn"):
        return "diagram"
    kinds = {"forms": ("form", ".json"), "mail": ("mail", ".txt"),
             "scenarios": ("scenario", ".toml")}  # fmt: skip
    kind, ending = kinds.get(folder.rpartition("/")[2], ("", ""))
    if kind and name.endswith(ending):
        return kind
    return "settings" if name in ("process.toml", "pack.toml") else "other"


def _part(key: str, rows: list[FileRow], files: Mapping[str, bytes]) -> PartRow:
    head = _toml(files.get(f"{key}/process.toml", b"")) if key != COMMON else {}
    ordered = tuple(sorted(rows, key=lambda row: (KINDS.index(row.kind), row.path)))
    return PartRow(key, str(head.get("title", key)), str(head.get("article", "")), ordered)


def _title(path: str, content: bytes) -> str:
    name = path.rpartition("/")[2]
    if name in SETTINGS:
        return SETTINGS[name]
    return _read_title(kind_of(path), content) or name.rpartition(".")[0] or name


@lru_cache(maxsize=2000)
def _read_title(kind: str, content: bytes) -> str:
    """The title that a file gives itself; "" where it has none, or cannot be read."""
    if kind == "diagram":
        return "、".join(name for name in named_processes(content).values() if name)
    if kind == "form":
        return str(_json(content).get("title", ""))
    if kind == "mail":
        return content.decode("utf-8", "replace").partition("\n")[0].strip()
    if kind == "scenario":
        return str(_toml(content).get("title", ""))
    return ""


def _json(content: bytes) -> Mapping[str, object]:
    try:
        found = json.loads(content)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _toml(content: bytes) -> Mapping[str, object]:
    try:
        return tomllib.loads(content.decode("utf-8"))
    except (ValueError, RecursionError):
        return {}
