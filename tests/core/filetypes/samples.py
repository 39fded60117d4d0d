"""Files to refuse and to take, made here byte by byte."""

import io
import struct
import zipfile
from collections.abc import Mapping

from openpyxl import Workbook

_SECTOR = 512
_END, _FREE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
_NO = 0xFFFFFFFF
_FOLDER, _STREAM, _ROOT = 1, 2, 5

OOXML = "application/vnd.openxmlformats-officedocument"
MAIN = {
    "docx": ("word/document.xml", f"{OOXML}.wordprocessingml.document.main+xml"),
    "pptx": ("ppt/presentation.xml", f"{OOXML}.presentationml.presentation.main+xml"),
    "docm": ("word/document.xml", "application/vnd.ms-word.document.macroEnabled.main+xml"),
}


def compound(streams: Mapping[str, bytes], folders: tuple[str, ...] = ()) -> bytes:
    """A compound file (MS-CFB, version 3) with these streams and empty storages at its root.

    Streams are filled up to 4096 bytes, so that none lies in the small-stream area.
    """
    bodies = {name: body.ljust(4096, b"\0") for name, body in streams.items()}
    counts = {name: -(-len(body) // _SECTOR) for name, body in bodies.items()}
    names = [*bodies, *folders]
    directory_sectors = -(-(1 + len(names)) * 128 // _SECTOR)
    fat = [_FAT, *_chain(1, directory_sectors)]
    starts = {}
    for name, count in counts.items():
        starts[name] = len(fat)
        fat += _chain(len(fat), count)
    assert len(fat) <= _SECTOR // 4
    entries = [_entry("Root Entry", _ROOT, _NO, 1 if names else _NO, _END, 0)]
    for number, name in enumerate(names, start=1):
        right = number + 1 if number < len(names) else _NO
        kind = _STREAM if name in bodies else _FOLDER
        entries.append(
            _entry(name, kind, right, _NO, starts.get(name, 0), len(bodies.get(name, b"")))
        )
    directory = b"".join(entries).ljust(directory_sectors * _SECTOR, b"\0")
    table = b"".join(struct.pack("<I", each) for each in fat).ljust(_SECTOR, b"\xff")
    data = b"".join(body.ljust(counts[name] * _SECTOR, b"\0") for name, body in bodies.items())
    return _header() + table + directory + data


def _chain(start: int, count: int) -> list[int]:
    return [*range(start + 1, start + count), _END]


def _header() -> bytes:
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, _END, 0, _END, 0)
    return head + struct.pack("<I", 0) + b"\xff" * (108 * 4)


def _entry(name: str, kind: int, right: int, child: int, start: int, size: int) -> bytes:
    text = name.encode("utf-16-le") + b"\0\0"
    head = text.ljust(64, b"\0") + struct.pack("<HBB", len(text), kind, 1)
    return head + struct.pack("<III36xIQ", _NO, right, child, start, size)


def bound_sheet(kind: int) -> bytes:
    """The globals of a workbook with one sheet of this kind (0 sheet, 1 macro sheet)."""
    begin = struct.pack("<HH16x", 0x0809, 16)
    sheet = struct.pack("<HHIBBBB", 0x0085, 8, 0, 0, kind, 1, 0) + b"A"
    sheet = sheet[:2] + struct.pack("<H", len(sheet) - 4) + sheet[4:]
    return begin + sheet + struct.pack("<HH", 0x000A, 0)


def package(parts: Mapping[str, bytes | str]) -> bytes:
    """A zip of these parts."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name, body in parts.items():
            made.writestr(name, body)
    return target.getvalue()


def office(kind: str, parts: Mapping[str, bytes | str] | None = None, types: str = "") -> bytes:
    """A docx, pptx or docm with further parts and further lines in its list of types."""
    path, main = MAIN[kind]
    listed = (
        '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Override PartName="/{path}" ContentType="{main}"/>{types}</Types>'
    )
    return package({"[Content_Types].xml": listed, path: "<a/>", **(parts or {})})


def relationships(kind: str, mode: str = "External") -> str:
    """A .rels part with one relationship of this kind."""
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r" Type="{OOXML}/{kind}" Target="http://evil.invalid/x"'
        f' TargetMode="{mode}"/>'
        "</Relationships>"
    )


def spreadsheet() -> bytes:
    """A real xlsx, as openpyxl writes it."""
    book = Workbook()
    book.active["A1"] = "=1+1"  # type: ignore[index]
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)
JPG = b"\xff\xd8\xff\xe0" + bytes(40)
OFD = {
    "OFD.xml": '<ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016"/>',
    "Doc_0/Document.xml": "<d/>",
}
