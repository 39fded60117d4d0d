"""Stories about the small test pack, played in the test bureau."""

from collections.abc import Callable

import pytest

from engine.simulate import Report, simulate
from tests.bureau.fixtures import bureau_files
from tests.packs import pack_files

#: A request that has reached the leader of its unit.
BEGUN = """
title = "申请"
article = "第十四条"

[[step]]
at = 2026-09-21T09:00:00
who = "zhangwei"
do = "start"
process = "mini"
resource = "307003/000001"
answers = { purpose = "核验许可申请人的登记情况" }
then = { state = "LEADER_REVIEW", open = ["leader"] }
"""
#: The same with the platform; the check is due on the 23rd.
FORWARDED = (
    BEGUN
    + """
[[step]]
at = 2026-09-21T10:00:00
who = "chenjianguo"
do = "complete"
answers = { decision = "approve" }
then = { open = ["check"], due = { check = 2026-09-23 } }
"""
)


@pytest.fixture(scope="session")
def files() -> dict[str, bytes]:
    """The test pack with the test bureau as its demo."""
    demo = {f"demo/{name}": content for name, content in bureau_files().items()}
    return {**pack_files(), **demo}


@pytest.fixture
def told(files) -> Callable[..., Report]:
    """Run one story, given as TOML, in the pack with some of its files replaced."""

    def run(story: str, **replaced: str) -> Report:
        changed = {path: content.encode() for path, content in replaced.items()}
        return simulate({**files, "mini/scenarios/one.toml": story.encode(), **changed})

    return run


@pytest.fixture
def failures(told) -> Callable[..., tuple[str, ...]]:
    """Run one story and return what was not as it says."""

    def run(story: str, **replaced: str) -> tuple[str, ...]:
        report: Report = told(story, **replaced)
        return report.scenarios[0].failures

    return run
