"""What kind of file an attachment really is, told by its content; nothing executable gets in."""

from dataclasses import dataclass

from engine.errors import GongxiangError


class FileRefused(GongxiangError):
    """The attachment may not be taken; the message says why and what to do instead."""

    code = "file_refused"
    status = 422
    default = "这个文件不能作为附件。"


@dataclass(frozen=True)
class FileType:
    """`extension`: canonical, without dot; `media_type`: to serve it with; `label`: in Chinese."""

    extension: str
    media_type: str
    label: str
