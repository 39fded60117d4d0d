"""A rehearsed story as a scenario: its steps, each with what was true after it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from engine.errors import FormError
from engine.sentence import say
from engine.simulate.scenario import Scenario, Step
from engine.simulate.stepping import Rehearsal, Taken, rehearsal

#: Said after a step when it is no longer as before; the rest is said when there is any.
LASTING = ("state", "outcome", "open", "recorded", "assignee", "due", "kind", "provisional",
           "grants", "items", "given", "resource")  # fmt: skip
OF_STEP = ("warned", "mails", "told", "opened", "incidents")
#: In the order of the file.
NAMES = ("legal", "state", "outcome", "open", "recorded", "assignee", "due", "kind",
         "provisional", "warned", "mails", "told", "grants", "items", "given", "resource",
         "opened", "incidents")  # fmt: skip


def recorded(files: Mapping[str, bytes], scenario: Scenario) -> Scenario:
    """Return `scenario` with its steps saying what is true after them, played with `files`.

    What a step said before it goes on speaking of, as it is now; a step that said nothing says
    what it changed. Waits in which nothing happened are left out. The result was played again and
    passes. Raises FormError when there is no step, or one that cannot be taken; PackError, Busy.
    """
    if not scenario.steps:
        raise _refused(say("还没有任何一步，没有可以记录的内容。"))
    found = _said(files, scenario)
    slim = replace(found, steps=tuple(_without_silence(found.steps)))
    if _passes(files, slim):
        return slim
    if not _passes(files, found):
        raise _refused(say("记录下来的场景重放时结果不同，没有保存。"))
    return found


def _refused(words: str) -> FormError:
    return FormError({"_form": [words]}, words)


def _said(files: Mapping[str, bytes], scenario: Scenario) -> Scenario:
    with rehearsal(files, scenario, scenario.steps[0].at) as played:
        if played.stopped:
            raise FormError({"_form": [played.taken[-1].refusal]}, played.taken[-1].refusal)
        return replace(scenario, steps=tuple(_steps(played)))


def _passes(files: Mapping[str, bytes], scenario: Scenario) -> bool:
    with rehearsal(files, scenario, scenario.steps[0].at) as played:
        return not any(each.failures for each in played.taken)


def _steps(played: Rehearsal) -> Iterator[Step]:
    # The first step speaks of what there is, but not of what was there before it.
    before = {**dict.fromkeys(LASTING), **{name: played.before[name] for name in ("given",)}}
    for number, each in enumerate(played.taken):
        known = {**before, "resource": each.found["resource"]} if number == 0 else before
        yield replace(each.step, then=_then(each, known, first=number == 0))
        before = dict(each.found)


def _then(taken: Taken, before: Mapping[str, Any], first: bool) -> dict[str, Any]:
    if taken.step.then:
        return {name: taken.found[name] for name in taken.step.then}
    if taken.step.refused:
        return {}
    found = dict(_worth_saying(taken, before))
    if first and taken.found["legal"] is not None:
        found["legal"] = taken.found["legal"]
    if taken.step.do == "wait":
        found.setdefault("mails", taken.found["mails"])
    return {name: found[name] for name in NAMES if name in found}


def _worth_saying(taken: Taken, before: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    found = taken.found
    changed = {name for name in LASTING if _present(found[name]) != _present(before.get(name))}
    for name in LASTING:
        together = name in ("state", "open") and changed & {"state", "open"}
        gone = isinstance(found[name], Mapping) and not _present(found[name])
        if (name in changed or together) and found[name] is not None and not gone:
            yield name, found[name]
    yield from ((name, found[name]) for name in OF_STEP if found[name])


def _present(value: Any) -> Any:
    """`value` without what only says that there is nothing: nobody, no provisional day."""
    if isinstance(value, Mapping):
        return {key: each for key, each in value.items() if each not in ("", False)}
    return value or None


def _without_silence(steps: Sequence[Step]) -> Iterator[Step]:
    """Leave out waits in which nothing happened; the last step stays, so does what an outage
    needs."""
    down = False
    for number, step in enumerate(steps, 1):
        silent = step.do == "wait" and not (step.down or down) and not any(step.then.values())
        if not silent or number in (1, len(steps)):
            yield step
        down = step.down
