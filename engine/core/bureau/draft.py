"""A bureau whose rows are each well formed, before the rules that join them are checked."""

from dataclasses import dataclass
from datetime import date

from engine.core.bureau.model import AgentRow, PersonRow, ResourceRow, UnitRow
from engine.core.bureau.problems import Placed


@dataclass(frozen=True)
class Draft:
    """Rows with their places; the code sets also hold rows that are faulty in themselves, so that
    one fault is not reported again by everything that names the row."""

    today: date
    units: list[Placed[UnitRow]]
    people: list[Placed[PersonRow]]
    resources: list[Placed[ResourceRow]]
    agents: list[Placed[AgentRow]]
    unit_codes: frozenset[str]
    resource_codes: frozenset[str]

    def resource(self, code: str) -> ResourceRow | None:
        """The well-formed resource with this code, or None."""
        return next((one.row for one in self.resources if one.row.code == code), None)

    def unknown_unit(self, code: str) -> str | None:
        """A sentence when no unit has this code, or None."""
        if code in self.unit_codes:
            return None
        return f"没有代码为“{code}”的单位，请先在 units.toml 登记，或改正代码"
