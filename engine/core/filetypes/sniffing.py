"""The one entry: a name and its content in, the type or a refusal out."""

import io
from typing import BinaryIO

from engine.core.filetypes.compound import check_compound
from engine.core.filetypes.kinds import FAMILY_LABELS, MAX_BYTES, FileRefused, FileType
from engine.core.filetypes.naming import clean_name, type_of_name
from engine.core.filetypes.package import check_package
from engine.core.filetypes.plain import check_text
from engine.sentence import say

_SIGNATURES = (
    (b"%PDF-", "pdf"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpg"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "compound"),
    (b"PK\x03\x04", "package"),
)
_CONTAINERS = {"compound": check_compound, "package": check_package, "text": check_text}


def sniff(content: BinaryIO, name: str) -> FileType:
    """The type of an attachment. `content`: a seekable binary stream, left at its beginning.

    Raises FileRefused, with a sentence that names the file, when it is empty, too large, not of an
    allowed type, not what its extension says, encrypted, or may hold something that runs.
    """
    name = clean_name(name)
    size = content.seek(0, io.SEEK_END)
    if size == 0:
        raise FileRefused(
            say("附件“%(name)s”是空文件（0 字节），请检查原文件后重新上传。", name=name)
        )
    if size > MAX_BYTES:
        raise too_large(name)
    promised = type_of_name(name)
    _check_content(content, name, promised)
    content.seek(0)
    return promised


def too_large(name: str) -> FileRefused:
    """Return the refusal of an attachment that has more than MAX_BYTES."""
    most = MAX_BYTES // 1024 // 1024
    return FileRefused(
        say("附件“%(name)s”超过 %(most)s MB，请压缩图片或拆分后上传。", name=name, most=most)
    )


def _check_content(content: BinaryIO, name: str, promised: FileType) -> None:
    content.seek(0)
    head = content.read(16)
    kind = next((kind for signature, kind in _SIGNATURES if head.startswith(signature)), "text")
    content.seek(0)
    if kind == "text" and promised.family != "text":
        raise FileRefused(
            say(
                "附件“%(name)s”的内容不是%(label)s，可能已损坏或者改过扩展名，请用原来的软件打开后另存再上传。",
                name=name,
                label=say(promised.label),
            )
        )
    family = _CONTAINERS[kind](content, name) if kind in _CONTAINERS else kind
    if family != promised.family:
        raise FileRefused(
            say(
                "附件“%(name)s”的内容其实是%(label)s，与扩展名不符，请改正扩展名或另存后上传。",
                name=name,
                label=say(FAMILY_LABELS[family]),
            )
        )
