"""docs/cli.md says what --help says."""

from tests.cli.manual import manual
from tests.cli.served import ROOT


def test_the_manual_is_what_help_says() -> None:
    written = (ROOT / "docs" / "cli.md").read_text("utf-8")
    assert written == manual(), "python -m tests.cli.manual > docs/cli.md"
