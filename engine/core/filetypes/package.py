"""Zip packages: docx, xlsx, pptx (ECMA-376) and OFD (GB/T 33190)."""

import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO
from xml.parsers.expat import ExpatError

from engine.core.filetypes.kinds import FileRefused
from engine.core.filetypes.xml_parts import HasDoctype, elements
from engine.sentence import say

_MOST_PARTS = 5_000
_MOST_BYTES = 512 * 1024 * 1024
_MOST_RATIO = 200  # unpacked to packed, looked at above _SMALL bytes; plain XML stays below 100
_SMALL = 5 * 1024 * 1024
_MOST_ELEMENTS = 20_000
_MAIN = {
    "wordprocessingml.document.main+xml": "docx",
    "spreadsheetml.sheet.main+xml": "xlsx",
    "presentationml.presentation.main+xml": "pptx",
}
_RUNS = ("macroenabled", "vbaproject", "macrosheet", "vbadata", "activex")
_RUNS_PARTS = ("vbaproject.bin", "vbadata.xml", "/macrosheets/", "/activex/", "oleobject")
# What an outside target of these kinds brings in is loaded when the paper is opened.
_LOADED = ("attachedtemplate", "oleobject", "frame", "subdocument")


def check_package(content: BinaryIO, name: str) -> str:
    """ "docx", "xlsx", "pptx" or "ofd". Raises FileRefused for everything else a zip can be."""
    try:
        with zipfile.ZipFile(content) as package:
            _check_size(package, name)
            return _family(package, name)
    except HasDoctype:
        raise FileRefused(
            say("附件“%(name)s”含有可疑的文档类型声明，请另存为 PDF 后上传。", name=name)
        ) from None
    except (zipfile.BadZipFile, zlib.error, ExpatError, ValueError, OSError, EOFError,
            NotImplementedError, RuntimeError) as error:  # fmt: skip
        raise FileRefused(
            say("附件“%(name)s”已损坏，请用原来的软件打开后另存再上传。", name=name)
        ) from error


def _check_size(package: zipfile.ZipFile, name: str) -> None:
    parts = package.infolist()
    total = sum(each.file_size for each in parts)
    if len(parts) > _MOST_PARTS or total > _MOST_BYTES or any(map(_is_bomb, parts)):
        raise FileRefused(say("附件“%(name)s”解开后过大，疑似压缩炸弹，不能上传。", name=name))
    if any(each.flag_bits & 1 for each in parts):
        raise FileRefused(say("附件“%(name)s”设有密码，无法检查，请去掉密码后上传。", name=name))
    names = [each.filename for each in parts]
    if len(set(names)) < len(names) or any(map(_leaves, names)):
        raise FileRefused(
            say("附件“%(name)s”内部的路径不正常，请用原来的软件打开后另存再上传。", name=name)
        )


def _is_bomb(part: zipfile.ZipInfo) -> bool:
    return part.file_size > _SMALL and part.file_size > _MOST_RATIO * max(part.compress_size, 1)


def _leaves(path: str) -> bool:
    return path.startswith("/") or ".." in posixpath.normpath(path).split("/") or ":" in path


def _family(package: zipfile.ZipFile, name: str) -> str:
    parts = set(package.namelist())
    if "OFD.xml" in parts:
        _check_parts(package)
        return "ofd"
    if "[Content_Types].xml" not in parts:
        raise FileRefused(
            say("附件“%(name)s”是压缩包，不能上传，请解压后逐个上传其中的文件。", name=name)
        )
    family = _office_family(package, name)
    _check_parts(package)
    _check_links(package, name)
    return family


def _office_family(package: zipfile.ZipFile, name: str) -> str:
    types = [
        attributes.get("ContentType", "") for _, attributes in _read(package, "[Content_Types].xml")
    ]
    paths = [f"/{each.lower()}" for each in package.namelist()]
    if any(_mentions(each, _RUNS) for each in types) or any(
        _mentions(each, _RUNS_PARTS) for each in paths
    ):
        raise FileRefused(
            say(
                "附件“%(name)s”含有宏、控件或嵌入的对象，请删除后上传，或另存为 PDF 上传。",
                name=name,
            )
        )
    for each in types:
        for ending, family in _MAIN.items():
            if each.endswith(ending):
                return family
    raise FileRefused(
        say(
            "附件“%(name)s”不是普通的文档、表格或演示文稿，"
            "请另存为 docx、xlsx、pptx 或 PDF 后上传。",
            name=name,
        )
    )


def _mentions(text: str, words: tuple[str, ...]) -> bool:
    return any(word in text.lower() for word in words)


def _check_parts(package: zipfile.ZipFile) -> None:
    """No XML part has a DOCTYPE: it could only stand before the first element."""
    for path in package.namelist():
        if path.lower().endswith((".xml", ".rels")):
            with package.open(path) as part:
                next(elements(part), None)


def _check_links(package: zipfile.ZipFile, name: str) -> None:
    for path in package.namelist():
        if not path.lower().endswith(".rels"):
            continue
        for _, attributes in _read(package, path):
            outside = attributes.get("TargetMode", "").lower() == "external"
            if outside and _mentions(attributes.get("Type", "").rpartition("/")[2], _LOADED):
                raise FileRefused(
                    say(
                        "附件“%(name)s”打开时会从外部加载内容，请断开外部链接或另存为 PDF 后上传。",
                        name=name,
                    )
                )


def _read(package: zipfile.ZipFile, path: str) -> Iterator[tuple[str, dict[str, str]]]:
    with package.open(path) as part:
        for count, element in enumerate(elements(part)):
            if count > _MOST_ELEMENTS:
                raise ValueError("too many elements")
            yield element
