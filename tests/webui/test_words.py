"""Every code that the program writes down has a name that a page can show."""

import re
from pathlib import Path

import engine
from engine.commands.mail_acts import STATE_NAMES
from engine.queries.words import EVENTS, INCIDENTS, MAIL_STATES

SOURCES = Path(engine.__file__).parent
INCIDENT = re.compile(r'Incident\(.{,200}?kind="(\w+)"', re.DOTALL)
EVENT = re.compile(
    r'(?:NewEvent\([^)]*?kind="|\.note\(\s*"|note_account_event\([^)]*?now, "'
    r'|changing_mail\([^)]*?id, ")(\w+)',
    re.DOTALL,
)


def found(pattern: re.Pattern[str]) -> set[str]:
    texts = (path.read_text("utf-8") for path in SOURCES.rglob("*.py"))
    return {kind for text in texts for kind in pattern.findall(text)}


def test_every_kind_of_event_has_a_name() -> None:
    kinds = found(EVENT)
    assert len(kinds) > 25
    assert kinds <= EVENTS.keys()


def test_every_kind_of_incident_has_a_name() -> None:
    kinds = found(INCIDENT)
    assert len(kinds) >= 3
    assert kinds <= INCIDENTS.keys()


def test_mails_are_called_alike_on_pages_and_in_refusals() -> None:
    assert MAIL_STATES == STATE_NAMES
