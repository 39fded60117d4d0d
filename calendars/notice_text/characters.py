"""One way to write each sign: widths, dashes, brackets, blanks and invisible signs do not matter.

Texts are copied from pages, PDF files and chats. There a digit may be full-width, a 月 may be the
radical ⽉, and blanks stand anywhere, because Chinese needs none.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

#: Blocks of signs that only look different: radicals, compatibility ideographs, full-width forms.
LOOKALIKES = ((0x2E80, 0x2FDF), (0xF900, 0xFAFF), (0xFE30, 0xFE6F), (0xFF00, 0xFFEF))
SIGNS = str.maketrans(",;:()[]【】<>?!~—–−―‐‑", "，；：（）〔〕〔〕〈〉？！-------")
#: A full stop, but not the point between two numbers.
POINT = re.compile(r"(?<![0-9])\.|\.(?![0-9])")


class Line(NamedTuple):
    """Normalised text, and for each of its signs the place in the pasted text."""

    text: str
    places: tuple[int, ...]


EMPTY = Line("", ())


def normalised(pasted: str, start: int) -> Line:
    """One line as the grammar reads it; `start` is where it begins in the whole text."""
    signs = [(sign, start + k) for k, raw in enumerate(pasted) for sign in _folded(raw)]
    text = POINT.sub("。", "".join(sign for sign, _ in signs))
    return Line(text, tuple(place for _, place in signs))


@lru_cache(maxsize=4096)
def _folded(sign: str) -> str:
    if any(first <= ord(sign) <= last for first, last in LOOKALIKES):
        sign = unicodedata.normalize("NFKC", sign)
    return "".join(one for one in sign if not _blank(one)).translate(SIGNS)


def _blank(sign: str) -> bool:
    """Blanks and what cannot be seen: controls, marks of direction, the byte order mark."""
    return unicodedata.category(sign)[0] in "CZ"
