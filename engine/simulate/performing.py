"""Performing a story step by step: what was not as it says, in sentences."""

from collections.abc import Iterator, Mapping
from typing import Any

from engine.errors import FormError, GongxiangError, PackError
from engine.sentence import Sentence, say
from engine.simulate.acting import Play
from engine.simulate.called import Called
from engine.simulate.casting import cast
from engine.simulate.checking import Seen, differences
from engine.simulate.giving import give
from engine.simulate.refusing import accepted, unexpected
from engine.simulate.scenario import Scenario, Step


def set_up(play: Play, scenario: Scenario) -> None:
    """Make the bureau in the store of `play` the one in which the story is played.

    Raises PackError when the story names somebody or something that is not there.
    """
    cast(play.store, scenario)
    play.given = give(play.store, scenario.given)


def perform(play: Play, scenario: Scenario) -> list[str]:
    """Play a story in the store of `play`, which holds the bureau and the pack.

    Returns what was not as the story says, in sentences. Raises PackError when the story names
    somebody who is not there.
    """
    set_up(play, scenario)
    seen = Seen()
    failures: list[str] = []
    for number, step in enumerate(scenario.steps, 1):
        refusal = take(play, step)
        found = [refusal] if refusal else list(differences(play, step.then, seen))
        failures += [said_of(number, Called(play, step).act(step), each) for each in found]
        if refusal:
            break
    return failures


def said_of(number: int, act: str, words: str) -> Sentence:
    """Return `words` with the step that they are about."""
    return say("第%(number)s步（%(act)s）：%(words)s", number=number, act=act, words=words)


def take(play: Play, step: Step) -> str | None:
    """Go to the moment of the step and do what it says, after what it says was tried first.

    Returns what went otherwise than it says, None when nothing did.
    """
    try:
        play.move_clock(step)
    except PackError as error:
        return error.message
    for number, each in enumerate(step.attempts()):
        said = _act(play, each)
        if said:
            tried = number < len(step.tried)
            return say("第%(n)s次尝试，%(words)s", n=number + 1, words=said) if tried else said
    return None


def _act(play: Play, step: Step) -> str | None:
    try:
        play.act(step)
    except GongxiangError as error:
        return unexpected(step, error, Called(play, step))
    return accepted(step, Called(play, step)) if step.refused is not None else None


def expected(error: GongxiangError) -> Mapping[str, Any]:
    """Return how a step says that it must be refused with this error: `refused` and `says`."""
    first = next(_sentences(error), ("", ""))
    name, words = first if first[0] else (error.code, error.message)
    return {"refused": name, "says": words}


def _sentences(error: GongxiangError) -> Iterator[tuple[str, str]]:
    if isinstance(error, FormError):
        for name, found in error.errors.items():
            # Of a table only the field is named: which row it was stands in its words.
            yield name, str(found[0]) if isinstance(found, list) and found else ""
