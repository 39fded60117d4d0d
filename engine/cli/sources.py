"""Where a command finds a pack: a folder, or the name of one that is shipped."""

from pathlib import Path

from engine.cli.reading_folders import read_folder
from engine.cli.surroundings import PROCESSES
from engine.errors import NotFound

HEAD = "pack.toml"


def shipped_or_folder(source: str) -> dict[str, bytes]:
    """Return the files of the pack in the folder `source`, or of the shipped one of that name."""
    folder = pack_folder(source)
    if folder is None:
        raise NotFound(
            f"没有找到流程包 {source}：既不是含有 pack.toml 的目录，也不是随程序提供的流程包。"
        )
    return read_folder(folder)


def pack_folder(source: str) -> Path | None:
    """Return the folder of the pack that `source` names, by its path or as a shipped one."""
    return next((each for each in (Path(source), PROCESSES / source) if holds_pack(each)), None)


def holds_pack(folder: Path) -> bool:
    """Tell whether there is a pack.toml in `folder`."""
    try:
        return (folder / HEAD).is_file()
    except (OSError, ValueError):  # a name too long, or with a NUL in it
        return False
