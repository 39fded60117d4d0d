"""Scenarios brought up to date: what they expect becomes what now happens.

Who shortens a term on purpose makes every scenario wrong that tells its last day. The story stays;
only what it says is true after each step is said anew. That goes into the draft, where it is
compared and deployed like any other edit: nobody's expectation changes unseen.
"""

import hashlib
from collections.abc import Collection, Mapping, MutableMapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import tomlkit

from engine.commands.edit_pack import edit_pack
from engine.core.access import Actor
from engine.core.pack_keepers import require_editor
from engine.errors import PackError
from engine.queries.pack_draft import draft_files
from engine.sentence import say
from engine.simulate.scenario import read_scenario
from engine.simulate.stepping import Rehearsal, Taken, rehearsal
from engine.simulate.unlike import is_unlike
from engine.store.database import Store


@dataclass(frozen=True)
class Adopted:
    """`changed`: paths of the scenarios that say something else now; `refused`: path -> why a
    story cannot go on as it is told, so that somebody has to tell it anew."""

    changed: tuple[str, ...]
    refused: Mapping[str, str]


def adopt_results(
    store: Store, actor: Actor, pack: str, paths: Collection[str], taking: Collection[str]
) -> Adopted:
    """Write into the draft of `pack` what now comes of the scenarios `paths`, played with the
    newest version and the edits of the parts `taking`.

    Raises Forbidden, PackError when the draft cannot be read, EditConflict when somebody wrote one
    of the scenarios meanwhile, Busy.
    """
    require_editor(actor)
    files = draft_files(store, actor, pack, taking)
    changes: dict[str, bytes | None] = {}
    refused: dict[str, str] = {}
    for path in sorted(path for path in set(paths) if path in files):
        try:
            changes[path] = as_it_happens(files, path)
        except PackError as error:
            refused[path] = error.message
    changed = {path: text for path, text in changes.items() if text != files[path]}
    base = {path: hashlib.sha256(files[path]).hexdigest() for path in changed}
    if changed:
        edit_pack(store, actor, pack, changed, base)
    return Adopted(tuple(changed), refused)


def as_it_happens(files: Mapping[str, bytes], path: str) -> bytes:
    """Return the scenario `path` saying what is true after its steps, played with `files`.

    It goes on speaking of what it spoke of, and of nothing else; comments and layout stay. Raises
    PackError when a step cannot be taken, or something happens that no scenario may leave unsaid.
    """
    story = read_scenario(path, files[path])
    with rehearsal(files, story, story.steps[0].at) as played:
        if played.stopped:
            raise PackError(_of_step(len(played.taken), played.taken[-1].refusal))
        if not any(each.failures for each in played.taken):
            return files[path]
        text = _retold(files[path], played)
    story = read_scenario(path, text)
    with rehearsal(files, story, story.steps[0].at) as played:
        _refuse_unlike(played)
    return text


def _retold(content: bytes, played: Rehearsal) -> bytes:
    document = tomlkit.parse(content.decode("utf-8"))
    for step, taken in zip(document["step"], played.taken, strict=True):
        for name in _unlike_names(taken):
            step["then"][name] = _as_before(step["then"][name], taken.found[name])
    return tomlkit.dumps(document).encode()


def _unlike_names(taken: Taken) -> list[str]:
    """What of the step's `then` is found otherwise."""
    return [name for name, value in taken.step.then.items() if is_unlike(taken.found[name], value)]


def _as_before(old: Any, found: Any) -> Any:
    """`found` in the way `old` is written: days as days, one table for another."""
    if isinstance(old, date) and isinstance(found, str):
        return date.fromisoformat(found)
    if not isinstance(old, MutableMapping) or not isinstance(found, Mapping):
        return found
    for key in [key for key in old if key not in found]:
        del old[key]
    for key, value in found.items():
        old[key] = _as_before(old.get(key), value)
    return old


def _refuse_unlike(played: Rehearsal) -> None:
    for number, each in enumerate(played.taken, 1):
        if each.failures:
            raise PackError(_of_step(number, each.failures[0]))


def _of_step(number: int, words: str) -> str:
    return say("第%(number)s步：%(words)s", number=number, words=words)
