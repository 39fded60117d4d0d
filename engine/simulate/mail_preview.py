"""A mail as a scenario writes it: the edited template, the real renderer, a story's own data."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from copy import copy

from engine.errors import NotFound, PackError
from engine.simulate.acting import Play
from engine.simulate.performing import perform
from engine.simulate.report import ScenarioResult
from engine.simulate.running import mails_written
from engine.simulate.scenario import Scenario, read_scenario
from engine.simulate.stages import stage_for
from engine.store.database import Store
from engine.store.packs import current_version_id, pack_of


def scenarios_with(files: Mapping[str, bytes], path: str) -> tuple[Scenario, ...]:
    """Return the scenarios that say they write the mail at `path` of the pack, in order of path.

    A mail of the whole pack is not written where a process has one of its own of the same name.
    """
    folder, _, rest = path.partition("/")
    key = path.rpartition("/")[2].removesuffix(".txt")
    own = "" if rest.count("/") == 0 else folder
    return tuple(
        scenario
        for name in sorted(files)
        if "/scenarios/" in name
        and name.endswith(".toml")
        and _is_theirs(files, name.partition("/")[0], own, key)
        and (scenario := _readable(name, files[name])) is not None
        and any(key in _mails(step.then) for step in scenario.steps)
    )


def _is_theirs(files: Mapping[str, bytes], process: str, own: str, key: str) -> bool:
    return process == own if own else f"{process}/mail/{key}.txt" not in files


def _readable(path: str, content: bytes) -> Scenario | None:
    try:
        return read_scenario(path, content)
    except PackError:
        return None


def _mails(then: Mapping[str, object]) -> list[object]:
    named = then.get("mails")
    return named if isinstance(named, list) else []


def play_for_mails(
    files: Mapping[str, bytes], scenario: str, path: str, content: bytes, base_url: str
) -> ScenarioResult:
    """Play a scenario of the pack in `files`, in which the mail at `path` says `content`, with
    links that begin with `base_url`.

    Only the mail differs from what is kept on a stage, so that it can be tried again and again.
    Raises PackError when the pack or the scenario cannot be read, NotFound when there is none at
    this path, Busy when others play the same draft for too long.
    """
    if scenario not in files:
        raise NotFound()
    story = read_scenario(scenario, files[scenario])
    with stage_for(files) as kept:
        kept.playing = None
        store = kept.stage.store(story.steps[0].at)
        store.base_url = base_url
        with _saying(store, path, content):
            failures = perform(Play(store), story)
            mails = tuple(mails_written(store))
    return ScenarioResult(story.path, story.title, len(story.steps), tuple(failures), mails)


@contextmanager
def _saying(store: Store, path: str, content: bytes) -> Iterator[None]:
    """Let the packs of `store` have another text of one mail for a while."""
    with store.reading() as session:
        pack_of(session, store, current_version_id(session))  # parsed by now, whoever was here
    before = dict(store.packs)
    for version, pack in before.items():
        other = copy(pack)  # what was parsed of it stays
        object.__setattr__(other, "files", {**pack.files, path: content})
        store.packs[version] = other
    try:
        yield
    finally:
        store.packs.update(before)
