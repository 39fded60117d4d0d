"""From the bytes of a file to what is written in it: unpacked, decoded, never without bound."""

from __future__ import annotations

import zlib
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE

from calendars.feeds.feed_model import MAX_BYTES, FeedError
from calendars.sentence import say

GZIP, ZIP = b"\x1f\x8b", b"PK\x03\x04"
#: What Chinese programs write: UTF-8, or the national standard that Excel saves CSV in.
ENCODINGS = ("utf-8", "gb18030")


def plain_bytes(data: bytes) -> bytes:
    """Return what the file holds: gzip unpacked, UTF-16 as UTF-8, without byte order mark.

    Raises FeedError for more than 5 MB before or after unpacking, a broken gzip file, and
    archives and workbooks.
    """
    _bound(len(data))
    if data.startswith(ZIP):
        raise FeedError(say("文件是压缩包或 Excel 工作簿；请先解压，或另存为 CSV 再导入"))
    if data.startswith(GZIP):
        data = _unpacked(data)
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        data = _from_utf16(data)
    return data.removeprefix(BOM_UTF8)


def decoded(data: bytes) -> str:
    """Return the text of `data`. Raises FeedError, with the line, where it is no text."""
    for encoding in ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
    raise FeedError(
        say("第 %(line)s 行：不是 UTF-8 或 GB18030 编码的文字；请另存为 UTF-8 再导入", line=line)
    )


def _bound(size: int) -> None:
    if size > MAX_BYTES:
        most = MAX_BYTES // 1_000_000
        raise FeedError(say("文件超过 %(most)s MB；请只导入有关年度的内容", most=most))


def _unpacked(data: bytes) -> bytes:
    """Unpack, looking at no more than is allowed: a small file may hold a terabyte."""
    reader = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    try:
        plain = reader.decompress(data, MAX_BYTES + 1)
    except zlib.error as error:
        raise _broken() from error
    _bound(len(plain))
    if not reader.eof:
        raise _broken()
    return plain


def _broken() -> FeedError:
    return FeedError(say("gzip 压缩的内容不完整或已损坏；请重新下载"))


def _from_utf16(data: bytes) -> bytes:
    try:
        return data.decode("utf-16").encode()
    except UnicodeDecodeError as error:
        raise FeedError(say("文件标明是 UTF-16 编码，内容却不是；请另存为 UTF-8 再导入")) from error
