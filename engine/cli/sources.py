"""Where a command finds a pack: a folder, or the name of one that is shipped."""

from pathlib import Path

from engine.cli.surroundings import PROCESSES, files_below
from engine.errors import NotFound


def shipped_or_folder(source: str) -> dict[str, bytes]:
    """Return the files of the pack in the folder `source`, or of the shipped one of that name."""
    for folder in (Path(source), PROCESSES / source):
        if (folder / "pack.toml").is_file():
            return files_below(folder)
    raise NotFound(
        f"没有找到流程包 {source}：既不是含有 pack.toml 的目录，也不是随程序提供的流程包。"
    )
