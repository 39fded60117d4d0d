"""docs/api.md lists the calls that exist."""

from tests.api.manual import PAGE, page


def test_the_page_lists_the_calls() -> None:
    assert PAGE.read_text("utf-8") == page(), "python -m tests.api.manual"
