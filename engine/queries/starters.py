"""Who started a case, in words: a person, or the program because a grant ended."""

from engine.core.grant_words import GRANT_ENDS
from engine.sentence import say


def starter_words(name: str, automatic: bool, end_reason: str | None) -> str:
    """Return the starter's name, or of a case that the program opened that it did, and why.

    `end_reason`: the code of why the grant ended that the case is about.
    """
    if not automatic:
        return name
    words = GRANT_ENDS.get(end_reason or "")
    return say("由系统发起（%(reason)s）", reason=say(words)) if words else say("由系统发起")
