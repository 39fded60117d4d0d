"""A pack as one .zip file: written the same for the same files, read without trusting it."""

import io
import stat
import zipfile
import zlib
from collections.abc import Iterator, Mapping

from engine.core.lint.limits import MAX_FILES, MAX_TOTAL
from engine.core.pack.paths import refuse_bad_paths
from engine.errors import PackError
from engine.sentence import Sentence, say

#: Bytes that are read for each byte of the archive; text rarely passes ten.
MAX_RATIO = 200
#: LZMA and bzip2 would let a file of a few bytes ask for gigabytes of memory.
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
#: The signature of an entry in the directory of an archive (APPNOTE 4.3.12).
ENTRY = b"PK\x01\x02"
ENCRYPTED, UTF8 = 0x1, 0x800
#: What systems leave in folders, and nobody packed on purpose.
LITTER = ("Thumbs.db", "desktop.ini", "__pycache__", "__MACOSX")
#: A time that every entry has: what is in a pack does not depend on when it was written.
ALWAYS = (1980, 1, 1, 0, 0, 0)
UNREADABLE = (
    zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, RuntimeError,
    UnicodeError, IndexError, OverflowError, OSError,
)  # fmt: skip


def write_archive(files: Mapping[str, bytes]) -> bytes:
    """Return the files of a pack (path -> content) as a .zip, byte for byte the same each time."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path in sorted(files):
            entry = zipfile.ZipInfo(path, ALWAYS)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = (stat.S_IFREG | 0o644) << 16
            archive.writestr(entry, files[path])
    return written.getvalue()


def read_archive(content: bytes, *, around: bool = True) -> dict[str, bytes]:
    """Return the files in a .zip by their paths inside the pack.

    What systems leave behind is left away, and so is the folder `around` a whole pack. Raises
    PackError in Chinese, whatever the bytes are: no more than MAX_FILES files and MAX_TOTAL bytes
    are read.
    """
    if len(content) > MAX_TOTAL or content.count(ENTRY) > MAX_FILES:
        raise PackError(_too_large())
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            found = _read(archive, min(MAX_TOTAL, MAX_RATIO * len(content)))
    except UNREADABLE as error:
        raise PackError("这不是完整的 .zip 文件，请重新压缩后再导入。") from error
    files = without_folder(found) if around else found
    if not files:
        raise PackError("压缩文件中没有文件。")
    refuse_bad_paths(files)
    return files


def without_folder(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return `files` without the one folder around a whole pack: that with its pack.toml."""
    tops = {path.partition("/")[0] for path in files}
    top = tops.pop() if len(tops) == 1 else ""
    if f"{top}/pack.toml" not in files:
        return dict(files)
    return {path.removeprefix(f"{top}/"): data for path, data in files.items()}


def _read(archive: zipfile.ZipFile, most: int) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    left = most
    for path, entry in _entries(archive):
        if path in files:
            raise PackError(say("压缩文件中“%(path)s”出现了两次，请只留一个。", path=path))
        files[path] = _content(archive, entry, left)
        left -= len(files[path])
    return files


def _entries(archive: zipfile.ZipFile) -> Iterator[tuple[str, zipfile.ZipInfo]]:
    for entry in archive.infolist():
        path = _path(entry)
        if path.endswith("/") or _is_litter(path):
            continue
        _refuse_odd(path, entry)
        yield path, entry


def _refuse_odd(path: str, entry: zipfile.ZipInfo) -> None:
    if entry.flag_bits & ENCRYPTED:
        raise PackError("压缩文件加了密码，请去掉密码后重新压缩。")
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise PackError(say("压缩文件中“%(path)s”是链接，不是文件，请换成文件本身。", path=path))
    if entry.compress_type not in METHODS:
        words = say("“%(path)s”的压缩方式不能读取，请用普通的 .zip 方式压缩。", path=path)
        raise PackError(words)


def _content(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, left: int) -> bytes:
    """Read one entry, at most `left` bytes of it, whatever its header says of its size."""
    with archive.open(entry) as opened:
        data = opened.read(left + 1)
    if len(data) > left:
        raise PackError(_too_large())
    return data


def _path(entry: zipfile.ZipInfo) -> str:
    """The path as it was meant: Windows writes names in its own code page and says nothing."""
    name = entry.orig_filename
    if not entry.flag_bits & UTF8:
        name = _decoded(name.encode("cp437"))
    return name.replace("\\", "/").removeprefix("./")


def _decoded(name: bytes) -> str:
    try:
        return name.decode("utf-8")
    except UnicodeDecodeError:
        return name.decode("gb18030")


def _is_litter(path: str) -> bool:
    return any(part in LITTER or (part.startswith(".") and part.strip(".")) for part in
               path.split("/"))  # fmt: skip


def _too_large() -> Sentence:
    return say(
        "压缩文件过大：最多 %(files)s 个文件，解开后共 %(size)s 兆字节。",
        files=MAX_FILES,
        size=MAX_TOTAL // 1_000_000,
    )
