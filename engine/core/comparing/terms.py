"""How a term of a diagram is said: 5 个工作日（法定，第十四条（二））."""

from collections.abc import Callable, Mapping

from engine.core.comparing.expression_words import Vocabulary, said_expression
from engine.core.lint.terms import drawn_term
from engine.sentence import Sentence, say

LENGTHS: Mapping[str, Callable[[int], Sentence]] = {
    "working_days": lambda n: say("%(n)s 个工作日", n=n),
    "natural_days": lambda n: say("%(n)s 个自然日", n=n),
    "full_natural_days": lambda n: say("满 %(n)s 个自然日", n=n),
    "on_day": lambda n: say("第 %(n)s 个自然日", n=n),
}


def said_term(timer: str, basis: Mapping[str, str], known: Vocabulary) -> str:
    """Return the term that `timer` writes, with the clause it stands on; one that cannot be read
    as it is written."""
    length, clause = _length(timer, known), basis.get("clause", "")
    if not clause:
        return length
    if basis.get("kind") == "statutory":
        return say("%(length)s（法定，%(clause)s）", length=length, clause=clause)
    return say("%(length)s（内部，%(clause)s）", length=length, clause=clause)


def _length(timer: str, known: Vocabulary) -> str:
    term, name = drawn_term(timer), timer.partition("(")[0].strip()
    if term is None or name not in LENGTHS:
        return said_expression(timer, known)
    since = timer.partition(",")[2].rstrip().removesuffix(")").strip().removeprefix("since=")
    length = LENGTHS[name](term.n)
    if not since:
        return length
    return say("%(length)s，自%(since)s起", length=length, since=said_expression(since, known))
