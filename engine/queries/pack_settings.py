"""Settings of a pack or of a process as they stand in the draft, and as changed."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from engine.core.access import Actor
from engine.core.lint.reading import read_diagram
from engine.core.pack import read_pack
from engine.core.pack.writing import Path, write_settings
from engine.errors import FormError, PackError
from engine.queries.pack_draft import PackFile, draft_file, draft_files
from engine.sentence import say
from engine.store.database import Store

__all__ = ["Path", "SettingsFile", "changed_settings", "read_settings", "timers_of"]


@dataclass(frozen=True)
class SettingsFile:
    """A settings file of the draft, read; `fault` says why it cannot be, `values` is empty then."""

    file: PackFile
    values: Mapping[str, Any]
    fault: str


def read_settings(store: Store, actor: Actor, pack: str, path: str) -> SettingsFile:
    """Return pack.toml or a process.toml of the draft. Raises Forbidden, NotFound."""
    file = draft_file(store, actor, pack, path)
    try:
        return SettingsFile(file, tomllib.loads(file.content.decode("utf-8")), "")
    except ValueError as error:
        return SettingsFile(file, {}, say("设定文件无法读取：%(error)s。", error=error))


def changed_settings(
    store: Store,
    actor: Actor,
    pack: str,
    path: str,
    values: Mapping[Path, Any],
    tables: Mapping[str, Sequence[Mapping[str, Any]]],
) -> bytes:
    """Return the file `path` of the draft with other settings, comments kept; nothing is saved.

    Raises Forbidden, NotFound, and FormError on `settings` when the pack could not be read with it.
    """
    files = draft_files(store, actor, pack)
    content = write_settings(files[path], values, tables)
    try:
        read_pack({**files, path: content})
    except PackError as error:
        raise FormError({"settings": [error.message]}, error.message) from error
    return content


def timers_of(files: Mapping[str, bytes]) -> tuple[tuple[str, str, str], ...]:
    """Return the timers of all diagrams: process, element, and what it is called."""
    found = []
    for path in sorted(files):
        if path.endswith(".bpmn"):
            found += _timers(path, files[path])
    return tuple(found)


def _timers(path: str, content: bytes) -> list[tuple[str, str, str]]:
    try:
        diagram = read_diagram(path, content)
    except PackError:
        return []
    process = next(iter(diagram.processes), "")
    timers = (node for node in diagram.nodes.values() if node.timer)
    return [(process, node.id, node.name or node.id) for node in timers]
