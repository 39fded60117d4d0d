"""The calendar has the same keys at the terminal as over HTTP."""

import pytest

from engine.cli import calendar_keys as keys
from engine.cli.keys import Shape
from tests.cli.test_keys import of_schema, of_shape
from webui.api.schemas import calendar, notices
from webui.api.schemas.base import Wire

ALIKE: dict[str, tuple[Shape, type[Wire]]] = {
    "year": (keys.YEAR, calendar.YearSchema),
    "notice": (keys.NOTICE, notices.CalendarNoticeSchema),
    "entry": (keys.ENTRY, notices.CalendarEntrySchema),
    "revised": (keys.REVISED, notices.RevisedSchema),
    "freshness": (keys.FRESHNESS, calendar.FreshnessSchema),
    "comparison": (keys.COMPARISON, calendar.ComparisonSchema),
}


@pytest.mark.parametrize("what", ALIKE)
def test_both_doors_use_the_same_keys(what: str) -> None:
    shape, schema = ALIKE[what]
    assert of_shape(shape) == of_schema(schema())
