"""A mail as a scenario writes it: the edited template, the real renderer, a story's own data."""

from collections.abc import Mapping

from engine.errors import PackError
from engine.simulate.report import ScenarioResult
from engine.simulate.running import simulate
from engine.simulate.scenario import Scenario, read_scenario


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


def play_for_mails(files: Mapping[str, bytes], scenario: str) -> ScenarioResult:
    """Play the scenario at the path `scenario` of a pack; its `mails` are what it wrote.

    Raises PackError when the pack or the scenario cannot be read, FormError on `scenario` when
    there is none at this path.
    """
    report = simulate(files, scenario)
    return next(each for each in report.scenarios if each.path == scenario)
