"""One fault, one sentence: where two checks look at the same thing, the plainer words stay."""

from collections.abc import Iterable, Mapping

from engine.core.lint.problem import Problem

#: Rule -> rules whose error about the same element says the same, in words for people who draw.
SAID_BY: dict[str, frozenset[str]] = {
    "trigger": frozenset({"refused"}),
    "boundary-host": frozenset({"attached"}),
    "flow-node": frozenset({"flow-ends"}),
    "flow-level": frozenset({"flow-ends"}),
    "default-flow": frozenset({"default"}),
    "condition-place": frozenset({"condition"}),
    "condition-empty": frozenset({"condition"}),
    "boundary-outgoing": frozenset({"no-way-on"}),
    "start-missing": frozenset({"start"}),
    "id-twice": frozenset({"id"}),
    "stuck": frozenset({"parallel"}),
    "event-subject": frozenset({"message", "refused"}),
    # What the schema finds is told in its own terms.
    "schema": frozenset(
        {"flow-ends", "flow-node", "attached", "boundary-host", "id", "id-twice", "term",
         "drawn-line", "drawn-number", "reference", "multi-instance", "quantity", "torn"}
    ),
}  # fmt: skip


def without_doubles(problems: Iterable[Problem]) -> list[Problem]:
    """Return `problems` without those that another one says as well."""
    listed = list(problems)
    said: dict[tuple[str, str], set[str]] = {}
    for each in listed:
        if each.severity == "error":
            said.setdefault((each.file, each.element), set()).add(each.rule)
    return [each for each in listed if not _is_said(each, said)]


def _is_said(problem: Problem, said: Mapping[tuple[str, str], set[str]]) -> bool:
    rules = said.get((problem.file, problem.element), set())
    return bool(rules & SAID_BY.get(problem.rule, frozenset()))
