"""The same matrix through pages and command line, at some steps and by one of each kind."""

from typing import Any

import pytest

from tests.trust import office
from tests.trust.doors import Doors
from tests.trust.matrix import (
    SOME,
    SOME_STOPS,
    Hatted,
    Walk,
    by_cli,
    by_page,
    without_claims,
    wrong_of,
)


@pytest.mark.parametrize("ways", [by_page, by_cli], ids=["page", "cli"])
@pytest.mark.parametrize("stop", SOME_STOPS)
def test_by_page_and_command_line(stop: str, ways: Any, hatted: Hatted, hat_doors: Doors) -> None:
    walk = Walk(hat_doors, hatted.cast, stop)
    before = office.rows_of(hat_doors.store, walk.id)
    assert wrong_of(hat_doors, walk, ways, SOME) == {}
    assert without_claims(office.rows_of(hat_doors.store, walk.id)) == without_claims(before)
