"""Our calendar in workalendar's registry, where others look calendars up by country."""

from __future__ import annotations

from workalendar.registry import registry

from calendars.china import ChinaCalendar


def register() -> None:
    """Make `workalendar.registry.registry.get("CN")` ours; its own China knows six years only.

    `import calendars` does it, as importing workalendar registers its own. Calling it again
    puts ours back after somebody has registered another.
    """
    registry.register("CN", ChinaCalendar)
