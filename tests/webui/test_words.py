"""Every code that the program writes down has a name that a page can show."""

import re
from pathlib import Path

import engine
from engine.queries.words import EVENTS, INCIDENTS

SOURCES = Path(engine.__file__).parent
INCIDENT = re.compile(r'Incident\(.{,200}?kind="(\w+)"', re.DOTALL)
EVENT = re.compile(
    r'(?:NewEvent\([^)]*?kind="|\.note\(\s*"|note_account_event\([^)]*?now, "'
    r'|changing_(?:mail|incident)\([^)]*?id, ")(\w+)',
    re.DOTALL,
)


def found(pattern: re.Pattern[str]) -> set[str]:
    texts = (path.read_text("utf-8") for path in SOURCES.rglob("*.py"))
    return {kind for text in texts for kind in pattern.findall(text)}


def test_every_kind_of_event_has_a_name() -> None:
    kinds = found(EVENT)
    assert len(kinds) > 25
    assert kinds <= EVENTS.keys()


def test_no_event_has_a_name_that_nobody_writes() -> None:
    writing = [path for path in SOURCES.rglob("*.py") if "queries" not in path.parts]
    written = "".join(path.read_text("utf-8") for path in writing)
    assert [kind for kind in EVENTS if f'"{kind}"' not in written] == []


def test_every_kind_of_incident_has_a_name() -> None:
    kinds = found(INCIDENT)
    assert len(kinds) >= 3
    assert kinds <= INCIDENTS.keys()
