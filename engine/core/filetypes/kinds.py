"""The types of attachments that are taken."""

from collections.abc import Mapping
from dataclasses import dataclass

from engine.errors import GongxiangError

MAX_BYTES = 50 * 1024 * 1024


class FileRefused(GongxiangError):
    """The attachment may not be taken; the message says why and what to do instead."""

    code = "file_refused"
    status = 422
    default = "这个文件不能作为附件。"


@dataclass(frozen=True)
class FileType:
    """`extension`: canonical, without dot; `media_type`: to serve it with; `label`: in Chinese;
    `family`: what the content must turn out to be."""

    extension: str
    media_type: str
    label: str
    family: str


_OOXML = "application/vnd.openxmlformats-officedocument"
_TYPES = (
    FileType("pdf", "application/pdf", "PDF 文件", "pdf"),
    FileType("ofd", "application/ofd", "OFD 版式文件", "ofd"),
    FileType("doc", "application/msword", "Word 文档", "doc"),
    FileType("xls", "application/vnd.ms-excel", "Excel 表格", "xls"),
    FileType("ppt", "application/vnd.ms-powerpoint", "PowerPoint 演示文稿", "ppt"),
    FileType("wps", "application/wps-office.wps", "WPS 文字", "doc"),
    FileType("et", "application/wps-office.et", "WPS 表格", "xls"),
    FileType("dps", "application/wps-office.dps", "WPS 演示", "ppt"),
    FileType("docx", f"{_OOXML}.wordprocessingml.document", "Word 文档", "docx"),
    FileType("xlsx", f"{_OOXML}.spreadsheetml.sheet", "Excel 表格", "xlsx"),
    FileType("pptx", f"{_OOXML}.presentationml.presentation", "PowerPoint 演示文稿", "pptx"),
    FileType("png", "image/png", "PNG 图片", "png"),
    FileType("jpg", "image/jpeg", "JPG 图片", "jpg"),
    FileType("txt", "text/plain; charset=utf-8", "文本文件", "text"),
    FileType("csv", "text/csv; charset=utf-8", "CSV 表格", "text"),
)
#: By extension, lower case, without dot.
ALLOWED: Mapping[str, FileType] = {each.extension: each for each in _TYPES} | {
    "jpeg": next(each for each in _TYPES if each.extension == "jpg")
}
#: What to call a family when content and name do not fit.
FAMILY_LABELS: Mapping[str, str] = {
    "pdf": "PDF", "ofd": "OFD", "doc": "Word 97-2003 文档或 WPS 文字", "png": "PNG 图片",
    "xls": "Excel 97-2003 表格或 WPS 表格", "ppt": "PowerPoint 97-2003 或 WPS 演示",
    "docx": "Word 文档（docx）", "xlsx": "Excel 表格（xlsx）", "pptx": "演示文稿（pptx）",
    "jpg": "JPG 图片", "text": "文本",
}  # fmt: skip
