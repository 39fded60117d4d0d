"""What `pack check` was pointed at: a pack, one process folder, or one diagram."""

import re
from dataclasses import dataclass
from pathlib import Path

from engine.cli.reading_folders import read_folder, read_regular, shown, why
from engine.cli.sources import holds_pack, pack_folder
from engine.errors import BadRequest, NotFound

PROCESS = "process.toml"
#: Ends of diagrams that other modelers write: `.bpmn20.xml`, `.xml`.
DIAGRAM = ".bpmn"
#: What a folder may be called in a pack.
FIT = re.compile(r"[\w-][\w.-]{0,99}")


@dataclass(frozen=True)
class InPack:
    """`place`: the process folder or the diagram that is asked about, None for all of the pack."""

    files: dict[str, bytes]
    place: str | None = None


@dataclass(frozen=True)
class Alone:
    """Files of a process folder without a pack; `only`: the one diagram that is asked about."""

    files: dict[str, bytes]
    folder: str
    only: str | None = None


def to_check(source: str) -> InPack | Alone:
    """Return what to check for a path, with as much of the pack around it as there is.

    Raises NotFound when there is nothing of that name, BadRequest when it is nothing that can be
    checked, or cannot be read.
    """
    pack = pack_folder(source)
    if pack is not None:
        return InPack(read_folder(pack))
    try:
        path = Path(source).absolute()
        path.stat()
    except (OSError, ValueError) as error:
        raise NotFound(f"找不到流程包、目录或文件 {shown(source)}：{why(error)}。") from error
    return _folder(path.resolve()) if path.is_dir() else _file(path)


def _folder(path: Path) -> InPack | Alone:
    own = read_folder(path, deep=False)
    if any(each.endswith(DIAGRAM) or each == PROCESS for each in own):
        if holds_pack(path.parent):
            return InPack(read_folder(path.parent), shown(path.name))
        return Alone(read_folder(path), _fit(path.name))
    lacks = "既没有 pack.toml，也没有 process.toml 和 .bpmn 文件"
    raise BadRequest(f"{shown(path)} 不是流程包，也不是流程目录：{lacks}。")


def _file(path: Path) -> InPack | Alone:
    content = read_regular(path)
    if content is None:
        raise BadRequest(f"{shown(path)} 不是普通文件，无法检查。")
    if path.suffix == DIAGRAM and holds_pack(path.parent.parent):
        place = f"{shown(path.parent.name)}/{shown(path.name)}"
        return InPack(read_folder(path.parent.parent) | {place: content}, place)
    name = shown(path.name) if path.suffix == DIAGRAM else f"{shown(path.name)}{DIAGRAM}"
    return Alone(_beside(path.parent) | {name: content}, _fit(path.parent.name), name)


def _beside(folder: Path) -> dict[str, bytes]:
    """Diagrams, forms and mails beside a diagram, as far as they can be read."""
    try:
        found = read_folder(folder, deep=False)
        for inner in ("forms", "mail"):
            if (folder / inner).is_dir():
                more = read_folder(folder / inner, deep=False)
                found |= {f"{inner}/{name}": content for name, content in more.items()}
    except BadRequest:
        return {}
    return {name: data for name, data in found.items() if name.endswith((DIAGRAM, ".json", ".txt"))}


def _fit(name: str) -> str:
    return name if FIT.fullmatch(name) else "process"
