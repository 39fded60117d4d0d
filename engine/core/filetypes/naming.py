"""The name of an attachment."""

import re
import unicodedata

from engine.core.filetypes.kinds import ALLOWED, FileRefused, FileType
from engine.sentence import listed, say

# Macro-enabled and template variants are told apart from merely unknown extensions.
_MACROS = frozenset(
    {"docm", "dotm", "xlsm", "xltm", "xlsb", "xlam", "pptm", "potm", "ppsm", "ppam", "xla", "dot"}
)
_ARCHIVES = frozenset({"zip", "rar", "7z", "tar", "gz", "tgz", "bz2", "xz"})
# Characters that hide or reverse part of a name, and those no file system takes.
_UNFIT = re.compile('[\x00-\x1f\x7f<>:"|?*\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]')


def clean_name(name: str) -> str:
    """The bare file name in NFC, without a path, at most 120 characters, its extension kept.

    Raises FileRefused when nothing is left or it holds characters that make a name deceptive.
    """
    bare = unicodedata.normalize("NFC", re.split(r"[\\/]", name)[-1]).strip().strip(".")
    if not bare:
        raise FileRefused(say("附件没有文件名，请重新选择文件。"))
    if _UNFIT.search(bare):
        raise FileRefused(say("附件的文件名含有不允许的字符，请改名后重新上传。"))
    stem, dot, extension = bare.rpartition(".")
    return f"{stem[:110]}.{extension[:9]}" if dot else bare[:120]


def type_of_name(name: str) -> FileType:
    """The type that the extension of a clean name promises; raises FileRefused."""
    extension = name.rpartition(".")[2].lower() if "." in name else ""
    if extension in ALLOWED:
        return ALLOWED[extension]
    if extension in _MACROS:
        raise FileRefused(
            say(
                "附件“%(name)s”可以携带宏，不能上传，请另存为不含宏的格式或 PDF 后上传。", name=name
            )
        )
    if extension in _ARCHIVES:
        raise FileRefused(
            say("附件“%(name)s”是压缩包，不能上传，请解压后逐个上传其中的文件。", name=name)
        )
    raise FileRefused(
        say("附件“%(name)s”的类型不能上传，请改用：%(types)s。", name=name, types=listed(ALLOWED))
    )
