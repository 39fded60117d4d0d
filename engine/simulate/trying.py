"""Scenarios of a draft tried one by one, and what came of it kept for whoever tried them."""

import hashlib
import json
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, cast

from engine.clock import local_iso
from engine.commands.save_draft import MAX_BYTES, drop_draft, save_draft
from engine.core.access import Actor
from engine.errors import PackError
from engine.queries.tasks import draft_of
from engine.sentence import of_parts, say, with_parts
from engine.simulate.acting import Play
from engine.simulate.performing import perform
from engine.simulate.running import flows_walked
from engine.simulate.scenario import Scenario, read_scenario
from engine.simulate.stages import digest_of, stage_for
from engine.store.database import Store

#: What is kept of failures: the first ones say what is wrong.
MOST_FAILURES, LONGEST = 9, 600


@dataclass(frozen=True)
class Outcome:
    """What came of a scenario: `failures` in sentences, none when it passed; `flows`: the ids of
    the sequence flows that it walked. `of`: digest of draft and scenario; `at`: ISO, when tried."""

    path: str
    failures: tuple[str, ...]
    flows: tuple[str, ...]
    of: str
    at: str

    @property
    def passed(self) -> bool:
        """Whether everything was as the scenario says."""
        return not self.failures


@dataclass(frozen=True)
class ScenarioLine:
    """A scenario of a draft. `wrong`: why it cannot be read; `outcome`: what came of it when it
    was last tried, `current`: with the draft as it is now."""

    path: str
    process: str
    title: str
    article: str
    steps: int
    wrong: str
    outcome: Outcome | None
    current: bool

    @property
    def name(self) -> str:
        """The file's name without its ending."""
        return self.path.rpartition("/")[2].removesuffix(".toml")


def scenario_lines(
    store: Store, actor: Actor, files: Mapping[str, bytes], process: str
) -> tuple[ScenarioLine, ...]:
    """Return the scenarios of a process folder in order of path, with what `actor` saw of them."""
    known, base = outcomes_of(store, actor, process), digest_of(files)
    return tuple(_line(path, files[path], known.get(path), base) for path in _paths(files, process))


def processes_with(files: Mapping[str, bytes]) -> dict[str, str]:
    """Return the process folders of a draft with their titles, where these can be read."""
    paths = sorted(path for path in files if path.endswith("/process.toml"))
    return {path.partition("/")[0]: _title(path, files[path]) for path in paths}


def _title(path: str, content: bytes) -> str:
    folder = path.partition("/")[0]
    try:
        return str(tomllib.loads(content.decode("utf-8")).get("title") or folder)
    except ValueError:
        return folder


def _paths(files: Mapping[str, bytes], process: str) -> list[str]:
    start = f"{process}/scenarios/"
    return sorted(path for path in files if path.startswith(start) and path.endswith(".toml"))


def _line(path: str, content: bytes, outcome: Outcome | None, base: str) -> ScenarioLine:
    process = path.partition("/")[0]
    current = outcome is not None and outcome.of == _mark(base, content)
    try:
        story = read_scenario(path, content)
    except PackError as error:
        return ScenarioLine(path, process, "", "", 0, error.message, outcome, current)
    return ScenarioLine(
        path, process, story.title, story.article, len(story.steps), "", outcome, current
    )


def _mark(base: str, content: bytes) -> str:
    return hashlib.sha256(base.encode() + content).hexdigest()[:16]


def try_scenarios(
    store: Store, actor: Actor, files: Mapping[str, bytes], process: str, paths: Sequence[str]
) -> tuple[Outcome, ...]:
    """Try scenarios of a process folder and keep for `actor` what came of it.

    A scenario that cannot be read has failed. Raises PackError when the pack cannot be read, Busy.
    """
    base = digest_of(files)
    there = set(_paths(files, process))
    found = tuple(
        _tried(files, path, _mark(base, files[path]), store.clock.now())
        for path in paths
        if path in there
    )
    known = outcomes_of(store, actor, process)
    kept = {path: each for path, each in known.items() if path in there}
    kept |= {each.path: each for each in found}
    save_draft(store, actor, _slot(process), fitting(kept))
    return found


def fitting(kept: Mapping[str, Outcome]) -> dict[str, Any]:
    """Return the rows to be kept of outcomes by path; fewer failures of each where many fail."""
    most, rows = MOST_FAILURES, {path: _row(each, MOST_FAILURES) for path, each in kept.items()}
    while most > 1 and len(json.dumps(rows)) > MAX_BYTES:
        most -= 1
        rows = {path: _row(each, most) for path, each in kept.items()}
    return rows


def _row(outcome: Outcome, most: int) -> dict[str, Any]:
    return {**asdict(outcome), "failures": with_parts(outcome.failures[:most])}


def _tried(files: Mapping[str, bytes], path: str, mark: str, now: datetime) -> Outcome:
    try:
        story = read_scenario(path, files[path])
        failures, flows = _played(files, story)
    except PackError as error:
        failures, flows = [error.message], []
    said = tuple(_short(each) for each in _first(failures))
    return Outcome(path, said, tuple(sorted(flows)), mark, local_iso(now))


def _first(failures: Sequence[str]) -> Iterator[str]:
    rest = len(failures) - MOST_FAILURES + 1
    if rest <= 1:
        yield from failures
    else:
        yield from failures[: MOST_FAILURES - 1]
        yield say("另有 %(n)s 处。", n=rest)


def _short(failure: str) -> str:
    return failure if len(failure) <= LONGEST else f"{failure[:LONGEST]}…"


def _played(files: Mapping[str, bytes], story: Scenario) -> tuple[list[str], Iterable[str]]:
    with stage_for(files) as kept:
        kept.playing = None
        store = kept.stage.store(story.steps[0].at)
        return perform(Play(store), story), {flow for _process, flow in flows_walked(store)}


def outcomes_of(store: Store, actor: Actor, process: str) -> dict[str, Outcome]:
    """Return what came of the scenarios of a process when `actor` last tried them, by path."""
    with store.reading() as session:
        draft = draft_of(session, actor, _slot(process))
    return {path: _outcome(row) for path, row in (draft.answers if draft else {}).items()}


def forget_outcomes(store: Store, actor: Actor, process: str) -> None:
    """Forget them, so that all are tried again."""
    drop_draft(store, actor, _slot(process))


def _outcome(row: Mapping[str, Any]) -> Outcome:
    failures = cast(list[str], of_parts(row["failures"]))
    return Outcome(row["path"], tuple(failures), tuple(row["flows"]), row["of"], row["at"])


def _slot(process: str) -> str:
    return f"outcomes:{process}"
