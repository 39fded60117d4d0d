"""What was uploaded, carried in the page that shows what it would change, and back.

Nothing of it is kept on the server until it is confirmed, and it is read with the same distrust
when it comes back.
"""

from __future__ import annotations

import binascii
import tomllib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import TYPE_CHECKING

from flask import request
from flask_babel import gettext as _

from engine.errors import FormError, PackError
from engine.queries.pack_archive import read_archive, write_archive

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Bytes of an upload, and of what is carried: in base64 it stays below what a form may have.
MOST = 4_000_000


def packed(files: Mapping[str, bytes]) -> str:
    """Return `files` as a text for a hidden field; raises FormError on `file` when too large."""
    text = urlsafe_b64encode(write_archive(files)).decode("ascii")
    if len(text) > MOST * 4 // 3 + 4:
        raise FormError({"file": [_("文件过大，最多 %(size)s 兆字节。", size=MOST // 1_000_000)]})
    return text


def taken() -> dict[str, bytes]:
    """Return the files that the page carried back; raises PackError when they are none."""
    try:
        content = urlsafe_b64decode(request.form["_carried"].encode("ascii"))
    except (ValueError, binascii.Error) as error:
        raise PackError("这不是完整的 .zip 文件，请重新压缩后再导入。") from error
    return read_archive(content, around=False)


def refuse_other_pack(draft: Mapping[str, bytes], wanted: Mapping[str, bytes]) -> None:
    """Raise FormError on `file` when `wanted` is the pack of another regulation."""
    ours, theirs = _key(draft), _key(wanted)
    if ours and theirs and ours != theirs:
        words = _("这是另一个流程包（%(theirs)s），不是现行的 %(ours)s。", theirs=theirs, ours=ours)
        raise FormError({"file": [words]})


def told(refused: PackError) -> list[str]:
    """Return what to say beside the field of a file that was refused."""
    found = refused.details.get("errors") or {}
    return [str(refused.message), *found.get("files", ())]


def _key(files: Mapping[str, bytes]) -> str:
    try:
        found = tomllib.loads(files.get("pack.toml", b"").decode("utf-8")).get("key")
    except (ValueError, RecursionError):
        return ""
    return found if isinstance(found, str) else ""
