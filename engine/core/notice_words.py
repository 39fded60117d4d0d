"""Kinds of entries about the calendar, and what the library says of a wrong one, as a sentence."""

from engine.sentence import Sentence, say

#: The notice of a year, a notice that changes one, an entry taken back.
YEAR, CHANGE, WITHDRAWAL = "year", "change", "withdrawal"


def said(wrong: Exception) -> Sentence:
    """Return what an error of `calendars` says, with its full stop."""
    return say("%(wrong)s。", wrong=wrong.args[0] if wrong.args else str(wrong))
