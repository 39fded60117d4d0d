"""The shipped pack and its stories, by path."""

from pathlib import Path

from engine.simulate.scenario import read_scenarios

ROOT = Path(__file__).parents[2] / "processes" / "jz-2022"
FILES = {
    path.relative_to(ROOT).as_posix(): path.read_bytes()
    for path in sorted(ROOT.rglob("*"))
    if path.is_file()
}
SCENARIOS = {each.path: each for each in read_scenarios(FILES)}
