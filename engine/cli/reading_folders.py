"""Files below a folder that nobody vouches for: regular ones only, and no more than can be looked
at. Pipes and devices are passed over, links to folders not followed."""

import errno
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from engine.core.lint.limits import MAX_FILE, MAX_FILES, MAX_TOTAL
from engine.errors import BadRequest

#: Entries of folders that are looked at, files and others; a pack has a few hundred.
MAX_ENTRIES = 20_000
WHY = {
    errno.ENOENT: "没有这个文件或目录",
    errno.ENOTDIR: "路径的中间一段不是目录",
    errno.EACCES: "没有读取的权限",
    errno.ELOOP: "链接绕成了圈",
    errno.ENAMETOOLONG: "名称过长",
    errno.EIO: "磁盘读取出错",
}


def read_folder(folder: Path, deep: bool = True) -> dict[str, bytes]:
    """Return the files in `folder`, those below it too when `deep`, by path with `/`; hidden ones
    left out. It stops one file or byte beyond what the checks take, so that they say so.

    Raises BadRequest when a file or folder cannot be read, or there are too many of them.
    """
    found: dict[str, bytes] = {}
    total = 0
    for name, path in sorted(_entries(folder, deep)):
        if len(found) > MAX_FILES or total > MAX_TOTAL:
            break
        content = read_regular(path, MAX_TOTAL + 1 - total)
        if content is not None:
            found[name] = content
            total += len(content)
    return found


def _entries(folder: Path, deep: bool) -> Iterator[tuple[str, Path]]:
    """Every entry that is no folder, with its name from `folder` on."""
    waiting, seen = [("", folder)], 0
    while waiting:
        prefix, here = waiting.pop()
        for entry in _listed(here):
            seen += 1
            if seen > MAX_ENTRIES:
                raise BadRequest(f"目录 {shown(folder)} 中有太多文件，请只给出流程包的目录。")
            if entry.name.startswith((".", "__")):
                continue
            name = prefix + shown(entry.name)
            if not entry.is_dir(follow_symlinks=False):
                yield name, Path(entry.path)
            elif deep:
                waiting.append((f"{name}/", Path(entry.path)))


def _listed(folder: Path) -> Iterator[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            yield from entries
    except OSError as error:
        raise BadRequest(f"目录 {shown(folder)} 不能读取：{why(error)}。") from error


def read_regular(path: Path, most: int = MAX_FILE + 1) -> bytes | None:
    """Return at most `most` bytes of a regular file; None for a pipe, device or folder.

    Raises BadRequest when it cannot be opened or read.
    """
    try:
        # Without O_NONBLOCK a pipe would be waited for before it can be seen to be one.
        number = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        with os.fdopen(number, "rb") as file:
            return file.read(most) if stat.S_ISREG(os.fstat(number).st_mode) else None
    except IsADirectoryError:
        return None
    except OSError as error:
        raise BadRequest(f"文件 {shown(path)} 不能读取：{why(error)}。") from error


def why(error: OSError | ValueError) -> str:
    """Return in a few words what the system says about a path."""
    number = error.errno if isinstance(error, OSError) else None
    return WHY.get(number or 0, f"系统不允许（{type(error).__name__}）")


def shown(name: str | Path) -> str:
    """Return a name as text that can be printed: on disk it is any bytes."""
    return os.fsencode(name).decode("utf-8", "replace")
