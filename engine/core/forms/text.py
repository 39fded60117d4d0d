"""What typed text becomes before anything else looks at it."""

import re
import unicodedata

_ZERO_WIDTH = re.compile("[\u200b\u2060\ufeff]")
# Letters that reverse the reading direction: they make a text look like another one.
_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")
_WIDE_STOP = str.maketrans({"。": ".", "－": "-", "—": "-", "–": "-"})


class UncleanText(ValueError):
    """The text holds characters that no document should."""


def clean(text: str, *, lines: bool) -> str:
    """`text` in NFC, with LF line ends and without blanks around it.

    `lines`: whether line breaks and tabs may stay (else they become a blank). A text that begins
    with = + - @ stays as it is: only an export has to make it harmless. Raises UncleanText for
    control characters, direction overrides and halves of characters.
    """
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = _ZERO_WIDTH.sub("", text)
    if not lines:
        text = re.sub(r"[\n\t]+", " ", text)
    if _DIRECTION.search(text) or any(_is_control(char) for char in text):
        raise UncleanText(text)
    return text.strip()


def half_width(text: str) -> str:
    """Full-width digits, letters and signs as ASCII, without any blanks: for numbers and codes."""
    plain = unicodedata.normalize("NFKC", text.translate(_WIDE_STOP))
    return re.sub(r"\s+", "", plain)


def _is_control(char: str) -> bool:
    return char not in "\n\t" and unicodedata.category(char) in {"Cc", "Cs", "Cn"}
