"""Text files: readable from beginning to end."""

import codecs
import re
from typing import BinaryIO

from engine.core.filetypes.kinds import FileRefused
from engine.sentence import say

_ENCODINGS = ("utf-8-sig", "gb18030")
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ufffe\uffff]")
_BLOCK = 1 << 20


def check_text(content: BinaryIO, name: str) -> str:
    """ "text" if the whole content is UTF-8 or GB 18030 without control characters."""
    if not any(_reads(content, encoding) for encoding in _ENCODINGS):
        raise FileRefused(
            say(
                "附件“%(name)s”不是可以阅读的文本，请用 UTF-8 或 GB18030 编码另存后上传。",
                name=name,
            )
        )
    return "text"


def _reads(content: BinaryIO, encoding: str) -> bool:
    content.seek(0)
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        while block := content.read(_BLOCK):
            if _CONTROL.search(decoder.decode(block)):
                return False
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True
