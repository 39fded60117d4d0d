"""A fact that a notice tells, perhaps more than once, and the sentence that told it first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from calendars.notice_text.passage import Passage
from calendars.notice_text.refusal import refusal
from calendars.sentence import Sentence, say

T = TypeVar("T")


@dataclass(frozen=True)
class Told(Generic[T]):
    """A value and where it stands."""

    value: T
    passage: Passage


def learned(known: Told[T] | None, name: Sentence, value: T, passage: Passage) -> Told[T]:
    """`value`, told by `passage`. Raises NoticeTextError where the text has said otherwise."""
    if known is not None and known.value != value:
        reason = say(
            "%(name)s（%(value)s）与第 %(line)s 行（%(known)s）不一致，请与原文核对",
            name=name, value=value, line=known.passage.line, known=known.value,
        )  # fmt: skip
        raise refusal(passage, reason)
    return known or Told(value, passage)
