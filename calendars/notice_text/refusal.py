"""The refusal of a notice's text: which line, which sentence, and what to do about it."""

from __future__ import annotations

from calendars.notice_text.passage import Passage
from calendars.sentence import Sentence, say

#: A longer sentence is shown by its beginning.
SHOWN = 200


class NoticeTextError(ValueError):
    """文本读不懂，或者与自身、与法律不符。

    `line` counts from 1 as in the text that was pasted, `sentence` is what stands there (empty
    where no sentence is to blame), `reason` says what is wrong in words of the program.
    """

    def __init__(self, line: int, sentence: str, reason: Sentence) -> None:
        shown = sentence if len(sentence) <= SHOWN else sentence[:SHOWN] + "…"
        super().__init__(_message(line, shown, reason))
        self.line = line
        self.sentence = shown
        self.reason = reason


def refusal(passage: Passage, reason: Sentence) -> NoticeTextError:
    """The error that blames `passage`."""
    return NoticeTextError(passage.line, passage.pasted, reason)


def _message(line: int, sentence: str, reason: Sentence) -> Sentence:
    if not sentence:
        return say("第 %(line)s 行：%(reason)s", line=line, reason=reason)
    return say(
        "第 %(line)s 行“%(sentence)s”：%(reason)s", line=line, sentence=sentence, reason=reason
    )
