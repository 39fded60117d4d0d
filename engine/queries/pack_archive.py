"""A pack out as one file, and files from outside on their way into its draft."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from engine.core.archive import read_archive, write_archive
from engine.core.lint.limits import MAX_FILE
from engine.core.pack.paths import refuse_bad_paths
from engine.core.pack.settings import SETTINGS
from engine.errors import FormError
from engine.sentence import say

__all__ = ["Planned", "plan_change", "read_archive", "read_upload", "write_archive"]

#: The kinds of single files that a pack holds, and where in a process they stand.
PLACES = {".bpmn": "", ".json": "forms/", ".txt": "mail/", ".toml": "scenarios/"}
Files = Mapping[str, bytes]


@dataclass(frozen=True)
class Planned:
    """What is to be written into a draft: `changes` and `base` as `edit_pack` takes them, and the
    files of the draft `before` and `after`.

    `seen` stands for the draft that it was planned on: planned again, it is the same as long as
    nobody changed one of the files in between.
    """

    changes: Mapping[str, bytes | None]
    base: Mapping[str, str | None]
    before: Files
    after: Files
    seen: str


def plan_change(draft: Files, wanted: Files, *, only: bool) -> Planned:
    """Return what makes `draft` hold the files `wanted`; `only`: and no others beside them.

    Beside them is the whole pack when its pack.toml is among them, else the folders they stand in.
    """
    changes: dict[str, bytes | None] = {
        path: content for path, content in wanted.items() if draft.get(path) != content
    }
    if only:
        whole, folders = SETTINGS in wanted, {path.partition("/")[0] for path in wanted}
        beside = (path for path in draft if whole or path.partition("/")[0] in folders)
        changes |= {path: None for path in beside if path not in wanted}
    base = {path: _digest(draft.get(path)) for path in changes}
    after = {path: each for path, each in {**draft, **changes}.items() if each is not None}
    return Planned(changes, base, draft, after, _seen(changes, base))


def read_upload(content: bytes, name: str, folder: str, draft: Files) -> dict[str, bytes]:
    """Return the files of an upload by their paths in the pack.

    `content` is a .zip, or one .bpmn, .json, .txt or .toml; `name` as the browser tells it,
    `folder` the process that it is meant for, "" when nobody said. Raises FormError on `file` or
    `folder`, and PackError for an archive that cannot be taken.
    """
    base = name.replace("\\", "/").rpartition("/")[2].strip()
    if base.lower().endswith(".zip"):
        return _placed_archive(read_archive(content), folder)
    if len(content) > MAX_FILE:
        words = say("“%(path)s”过大，最多 %(size)s 千字节。", path=base, size=MAX_FILE // 1000)
        raise FormError({"file": [words]})
    path = _place(base, folder, draft)
    refuse_bad_paths([path])
    return {path: content}


def _placed_archive(files: dict[str, bytes], folder: str) -> dict[str, bytes]:
    """A process packed without its folder belongs where it is meant for."""
    if "process.toml" not in files:
        return files
    return {f"{_wanted(folder)}/{path}": content for path, content in files.items()}


def _place(name: str, folder: str, draft: Files) -> str:
    ending = next((each for each in PLACES if name.lower().endswith(each)), None)
    if ending is None:
        raise FormError({"file": ["只能导入 .zip、.bpmn、.json、.toml 和 .txt 文件。"]})
    same = [path for path in draft if path.rpartition("/")[2] == name and _is_in(path, folder)]
    if len(same) == 1:
        return same[0]
    return f"{_wanted(folder)}/{'' if name == 'process.toml' else PLACES[ending]}{name}"


def _is_in(path: str, folder: str) -> bool:
    return not folder or path.startswith(f"{folder}/")


def _wanted(folder: str) -> str:
    if not folder:
        raise FormError({"folder": ["请选择这个文件属于哪个流程。"]})
    return folder


def _digest(content: bytes | None) -> str | None:
    return None if content is None else hashlib.sha256(content).hexdigest()


def _seen(changes: Mapping[str, bytes | None], base: Mapping[str, str | None]) -> str:
    total = hashlib.sha256()
    for path in sorted(changes):
        total.update(f"{path}\0{base[path]}\0{_digest(changes[path])}\0".encode())
    return total.hexdigest()
