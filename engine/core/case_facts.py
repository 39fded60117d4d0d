"""What a case knows of itself from the start: `case` in expressions, forms and mails.

Frozen at the start (domain rule: a case keeps the resource version that it asked for).
"""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Applicant:
    """The using unit and who files for it; no person when another department filed elsewhere."""

    unit: str
    unit_name: str
    bureau: bool
    person: str | None = None
    person_name: str = ""
    phone: str = ""
    credit_code: str = ""

    def facts(self) -> dict[str, Any]:
        """Return the applicant as process data."""
        return {
            "unit": self.unit,
            "unit_name": self.unit_name,
            "credit_code": self.credit_code,
            "person": self.person,
            "person_name": self.person_name,
            "phone": self.phone,
        }


@dataclass(frozen=True)
class Provider:
    """The providing unit."""

    unit: str
    unit_name: str
    bureau: bool
    works_here: bool


@dataclass(frozen=True)
class User:
    """The using unit of a grant, and who asked for it there, where they still hold the post."""

    unit: str
    unit_name: str
    bureau: bool
    works_here: bool
    person: str | None = None
    person_name: str = ""

    def facts(self) -> dict[str, Any]:
        """Return the using unit as process data."""
        return {
            "unit": self.unit,
            "unit_name": self.unit_name,
            "works_here": self.works_here,
            "person": self.person,
            "person_name": self.person_name,
        }


def case_facts(  # noqa: PLR0913 - what a case is told of itself has that many sides
    *,
    case_id: str,
    number: str,
    process: str,
    entry: str,
    applicant: Applicant,
    provider: Provider | None,
    agent: dict[str, Any] | None,
    offices: dict[str, str],
    resource: dict[str, Any] | None,
    grant: dict[str, Any] | None = None,
    user: User | None = None,
    successor: dict[str, Any] | None = None,
    own: bool = False,
) -> dict[str, Any]:
    """Return the value of `case` for a new case.

    `offices`: codes of the units that act for everybody (info_center, managing, platform).
    `legal` is false when both sides are of the bureau: Art. 2 regulates sharing between
    departments, so such a case takes the same way with internal terms. What a provider does with
    its `own` resource concerns all departments, so it is regulated whoever they are.
    """
    using = applicant if user is None else user
    inside = provider is not None and using.bureau and provider.bureau and not own
    return {
        "id": case_id,
        "number": number,
        "process": process,
        "entry": entry,
        "legal": not inside,
        "applicant": applicant.facts(),
        "provider": None
        if provider is None
        else {
            "unit": provider.unit,
            "unit_name": provider.unit_name,
            "works_here": provider.works_here,
        },
        "agent": agent,
        "resource": resource,
        "successor": successor,
        "grant": grant,
        "user": None if user is None else user.facts(),
        **offices,
    }
