"""Scenarios brought up to date: the story stays, what it expects becomes what happens."""

import difflib

import pytest

from engine.errors import PackError
from engine.simulate.adopting import as_it_happens
from tests.browser.office import pack_files

DIAGRAM = "data-request/provider-review.bpmn"
STORY = "data-request/scenarios/conditional-over-national-day.toml"


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    """The shipped pack with a shorter term."""
    files = pack_files()
    text = files[DIAGRAM].decode()
    for old, new in (("working_days(5)", "working_days(3)"), ("5个工作日", "3个工作日")):
        text = text.replace(old, new)
    return files | {DIAGRAM: text.encode()}


def test_only_what_is_found_otherwise_is_said_anew(files: dict[str, bytes]) -> None:
    """Comments, layout and all the rest of the story stay as they were written."""
    old, new = files[STORY].decode(), as_it_happens(files, STORY).decode()
    lines = [each[2:] for each in difflib.ndiff(old.splitlines(), new.splitlines())
             if each.startswith("+ ")]  # fmt: skip
    assert lines
    assert all("due" in line or "mails" in line or "told" in line for line in lines)
    assert any("2022-10-09" in line for line in lines)


def test_what_was_brought_up_to_date_passes(files: dict[str, bytes]) -> None:
    now = files | {STORY: as_it_happens(files, STORY)}
    assert as_it_happens(now, STORY) == now[STORY]


def test_a_story_that_cannot_go_on_is_told(files: dict[str, bytes]) -> None:
    text = files[STORY].decode().replace('who = "panyue"', 'who = "yangfan"')
    with pytest.raises(PackError, match="第4步"):
        as_it_happens(files | {STORY: text.encode()}, STORY)
