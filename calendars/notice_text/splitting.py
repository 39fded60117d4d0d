"""From a pasted text to its sentences, whatever the line breaks.

A line break inside a sentence means nothing; one after a title, a number or before a new
paragraph ends what has no full stop.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import pairwise

from calendars.notice_text.characters import EMPTY, Line, normalised
from calendars.notice_text.passage import Passage
from calendars.notice_text.refusal import NoticeTextError, refusal
from calendars.notice_text.shapes import AFTER_TITLE, BEFORE_TITLE, DATE, LABEL, NUMBER, TITLE
from calendars.sentence import say

MOST_BYTES = 100_000
MOST_LINES = 2_000
LONGEST = 2_000
#: No sign of an end and no label is longer: what was searched before need not be again.
REACH = 12
LINE_BREAK = re.compile(r"\r\n|\r|\n")
ENDS = "。；！？：."
#: Where one sentence ends and another begins inside a line.
CUT = re.compile(
    "(?<=[。；！？])|(?<=直属机构：)|(?<=如下：)|(?<=如下调休：)|(?=（此件)"
    "|(?<=的通知)(?=国办|国发|各省、)|(?<=号)(?=各省、)"
    f"|(?=〔{LABEL}：)|(?<!〔)(?={LABEL}：)"
)
STARTS = re.compile(
    rf"""[一二三四五六七八九十]{{1,3}}、|国务院(?:办公厅)?关于|（?{NUMBER}|各省、自治区|{LABEL}：
    |节假日期间|鼓励|经国务院批准|经党中央|根据|按照上述|新华社|（此件""",
    re.VERBOSE,
)
WHOLE = re.compile(rf"{BEFORE_TITLE}{TITLE}{AFTER_TITLE}|（?{NUMBER}）?|国务院(?:办公厅)?|{DATE}")
#: A line that ends so goes on in the next one, whatever that begins with.
OPEN = re.compile(rf"(?:[，、（至-]|{LABEL}：)$")


def passages(text: str) -> tuple[Passage, ...]:
    """The sentences of `text` in order. Raises NoticeTextError where its size is no notice's."""
    starts = [0, *(found.end() for found in LINE_BREAK.finditer(text))]
    found = tuple(_passage(text, starts, piece) for piece in _sentences(_lines(text)))
    for passage in found:
        if len(passage.text) > LONGEST:
            reason = say("超过 %(most)s 字没有句号，请删去与通知无关的内容", most=LONGEST)
            raise refusal(passage, reason)
    return found


def _lines(text: str) -> list[Line]:
    size = len(text.encode("utf-8", "surrogatepass"))
    if size > MOST_BYTES:
        raise NoticeTextError(1, "", say("文本超过 100 kB，不像一份通知，请只粘贴通知正文"))
    ends = [0, *(found.end() for found in LINE_BREAK.finditer(text)), len(text)]
    if len(ends) > MOST_LINES:
        reason = say("文本超过 %(most)s 行，不像一份通知，请只粘贴通知正文", most=MOST_LINES)
        raise NoticeTextError(MOST_LINES, "", reason)
    lines = [normalised(text[start:end], start) for start, end in pairwise(ends)]
    return [line for line in lines if line.text]


def _sentences(lines: list[Line]) -> Iterator[Line]:
    rest = EMPTY
    for line in lines:
        if _ended(rest.text, line.text):
            yield rest
            rest = EMPTY
        joined = Line(rest.text + line.text, rest.places + line.places)
        *whole, rest = _cut(joined, len(rest.text) - REACH)
        yield from whole
    if rest.text:
        yield rest


def _ended(before: str, after: str) -> bool:
    """Whether the break between two lines ends a sentence that has no full stop."""
    if not before or OPEN.search(before[-REACH:]) or before.count("（") > before.count("）"):
        return False
    if before in ("国务院", "国务院办公厅") and after.startswith(("办公厅", "关于")):
        return False
    whole = WHOLE.fullmatch(before) or WHOLE.fullmatch(after)
    return bool(whole or STARTS.match(after)) or len(before) > LONGEST


def _cut(line: Line, known: int) -> list[Line]:
    """The sentences of `line`, which has no cut before the place `known`.

    The last one, maybe empty, may go on in the next line.
    """
    found = (match.start() for match in CUT.finditer(line.text, max(0, known)))
    cuts = [0, *found, len(line.text)]
    pieces = [Line(line.text[a:b], line.places[a:b]) for a, b in pairwise(cuts) if a < b]
    return [*pieces, EMPTY] if not pieces or pieces[-1].text[-1] in "。；！？" else pieces


def _passage(text: str, starts: list[int], piece: Line) -> Passage:
    first, last = piece.places[0], piece.places[-1]
    line = bisect_right(starts, first)
    pasted = LINE_BREAK.sub("", text[first : last + 1]).strip()
    return Passage(piece.text.rstrip(ENDS), line, pasted)
