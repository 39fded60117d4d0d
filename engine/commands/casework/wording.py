"""What somebody writes beside a form: a comment, or the reason for a verb."""

from engine.core.forms.text import UncleanText, clean
from engine.errors import FormError
from engine.sentence import say

MAX_WORDS = 2000


def worded(text: str, field: str, missing: list[str]) -> str:
    """Return `text` as it is kept: cleaned as the texts of forms are, line ends and all.

    Raises FormError on `field`: with the messages `missing` when nothing is said, and for what is
    too long or holds characters that no document should.
    """
    try:
        words = clean(text, lines=True)
    except UncleanText:
        raise FormError(
            {field: ["含有不可见的控制字符，请删去后重新输入（可先粘贴到记事本再复制）。"]}
        ) from None
    if not words:
        raise FormError({field: missing})
    if len(words) > MAX_WORDS:
        sentence = say(
            "最多 %(most)s 个字，现在有 %(length)s 个字，请精简后再提交。",
            most=MAX_WORDS,
            length=len(words),
        )
        raise FormError({field: [sentence]})
    return words
