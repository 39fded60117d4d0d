"""A stage on which the stories of the shipped pack are played."""

from collections.abc import Iterator

import pytest

from engine.simulate.stage import Stage
from tests.scenarios.shipped import FILES


@pytest.fixture(scope="session")
def stage() -> Iterator[Stage]:
    """The private database of stories, in memory."""
    stage = Stage(FILES)
    yield stage
    stage.close()
