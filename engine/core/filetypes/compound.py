"""Compound files: the Office formats up to 2003, and WPS. Layouts follow Microsoft's open
specifications MS-CFB, MS-DOC, MS-XLS, MS-PPT; the container itself is read by olefile."""

import re
import struct
from collections.abc import Iterator
from typing import Any, BinaryIO, TypeAlias

import olefile

from engine.core.filetypes.kinds import FileRefused
from engine.sentence import say

# The type is generic in its stubs only.
OleFile: TypeAlias = "olefile.OleFileIO[Any]"

_STREAMS = {"worddocument": "doc", "workbook": "xls", "book": "xls", "powerpoint document": "ppt"}
_VBA = frozenset({"macros", "_vba_project_cur", "_vba_project", "vba"})
_ENCRYPTED = frozenset({"encryptedpackage", "encryptioninfo", "encryptedsummary"})
_EMBEDDED = "\x01ole10native"  # a packaged file of any kind, programs included
# MS-PPT VbaInfoContainer with its VbaInfoAtom, whose fHasMacros is 1.
_PPT_MACROS = re.compile(
    rb"\x1f\x00\xff\x03\x14\x00\x00\x00\x02\x00\x00\x04\x0c\x00\x00\x00.{4}\x01\x00\x00\x00",
    re.DOTALL,
)
_BOUND_SHEET, _FILE_PASS, _END_OF_GLOBALS = 0x0085, 0x002F, 0x000A
_MACRO_SHEETS = frozenset({0x01, 0x06})
_DOC_ENCRYPTED = 0x0100  # MS-DOC FibBase, fEncrypted


def check_compound(content: BinaryIO, name: str) -> str:
    """ "doc", "xls" or "ppt". Raises FileRefused for macros, packaged files, encryption, and
    compound files of other programs."""
    try:
        with olefile.OleFileIO(content) as found:
            return _checked(found, name)
    except (OSError, ValueError, IndexError, struct.error, RecursionError) as error:
        raise FileRefused(
            say("附件“%(name)s”已损坏，请用原来的软件打开后另存再上传。", name=name)
        ) from error


def _checked(found: OleFile, name: str) -> str:
    parts = {part.lower() for path in found.listdir(storages=True) for part in path}
    if parts & _ENCRYPTED:
        raise _encrypted(name)
    family = next((family for stream, family in _STREAMS.items() if stream in parts), None)
    if family is None:
        raise FileRefused(
            say("附件“%(name)s”不是 Word、Excel、PowerPoint 或 WPS 文件，不能上传。", name=name)
        )
    if parts & _VBA or _MACRO_CHECKS[family](found, name):
        raise FileRefused(say("附件“%(name)s”含有宏，请删除宏，或另存为 PDF 后上传。", name=name))
    if _EMBEDDED in parts:
        raise FileRefused(say("附件“%(name)s”里嵌有其他文件，请取出后单独上传。", name=name))
    return family


def _encrypted(name: str) -> FileRefused:
    return FileRefused(say("附件“%(name)s”设有打开密码，无法检查，请去掉密码后上传。", name=name))


def _doc_macros(found: OleFile, name: str) -> bool:
    """Word keeps macros in a storage of their own; here only the password is looked at."""
    head = _stream(found, "WordDocument", 12)
    if len(head) == 12 and struct.unpack_from("<H", head, 10)[0] & _DOC_ENCRYPTED:
        raise _encrypted(name)
    return False


def _xls_macros(found: OleFile, name: str) -> bool:
    """Whether one of the sheets is an Excel 4.0 macro sheet."""
    book = "Workbook" if found.exists("Workbook") else "Book"
    macros = False
    for kind, body in _records(_stream(found, book)):
        if kind == _FILE_PASS:
            raise _encrypted(name)
        macros |= kind == _BOUND_SHEET and len(body) > 5 and body[5] in _MACRO_SHEETS
    return macros


def _ppt_macros(found: OleFile, name: str) -> bool:
    return _PPT_MACROS.search(_stream(found, "PowerPoint Document")) is not None


def _records(book: bytes) -> Iterator[tuple[int, bytes]]:
    """The BIFF records of the workbook's globals, up to their end."""
    at = 0
    while at + 4 <= len(book):
        kind, length = struct.unpack_from("<HH", book, at)
        yield kind, book[at + 4 : at + 4 + length]
        if kind == _END_OF_GLOBALS:
            break
        at += 4 + length


def _stream(found: OleFile, name: str, most: int = -1) -> bytes:
    if not found.exists(name):
        return b""
    with found.openstream(name) as stream:
        return bytes(stream.read(most))


_MACRO_CHECKS = {"doc": _doc_macros, "xls": _xls_macros, "ppt": _ppt_macros}
