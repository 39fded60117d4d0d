"""What a simulation found."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class MailWritten:
    """A mail that a story made; `to`: the names of those it went to."""

    template: str
    subject: str
    text: str
    to: tuple[str, ...]


@dataclass(frozen=True)
class ScenarioResult:
    """One scenario: `failures` say step by step what was not as written; empty when all was.
    `mails`: all that were written, in order."""

    path: str
    title: str
    steps: int
    failures: tuple[str, ...]
    mails: tuple[MailWritten, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether everything was as the scenario says."""
        return not self.failures


@dataclass(frozen=True)
class Coverage:
    """Which sequence flows of a process some scenario walks."""

    process: str
    total: int
    missing: tuple[str, ...]

    @property
    def walked(self) -> int:
        """How many flows are walked."""
        return self.total - len(self.missing)


@dataclass(frozen=True)
class Report:
    """All scenarios of a pack, and how much of its diagrams they walk."""

    scenarios: tuple[ScenarioResult, ...]
    coverage: Mapping[str, Coverage]

    @property
    def passed(self) -> bool:
        """Whether every scenario passed."""
        return all(each.passed for each in self.scenarios)

    @property
    def complete(self) -> bool:
        """Whether every sequence flow is walked."""
        return not any(each.missing for each in self.coverage.values())
