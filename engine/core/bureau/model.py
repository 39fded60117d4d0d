"""What a bureau is made of, once its files have been checked."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True)
class UnitRow:
    """A unit; `works_here` is false when 信息中心 records (补录) what it decides elsewhere."""

    code: str
    name: str
    short_name: str
    kind: str
    rule_scope: str
    is_gov_department: bool
    bureau: bool
    works_here: bool
    credit_code: str


@dataclass(frozen=True)
class PostRow:
    """A post of a person: unit code, role, and the dates between which it is held."""

    unit: str
    role: str
    valid_from: date
    valid_until: date | None


@dataclass(frozen=True)
class PersonRow:
    """A person; those with `main` are named to whoever tries the system, with their `purpose`."""

    username: str
    name: str
    phone: str
    email: str
    on_establishment: bool
    main: bool
    purpose: str
    posts: tuple[PostRow, ...]


@dataclass(frozen=True)
class ItemRow:
    """An information item; `share_type` is the resource's where the file gives none."""

    code: str
    name: str
    data_type: str
    share_type: str
    sensitive: bool


@dataclass(frozen=True)
class ResourceRow:
    """A resource of the catalogue with its items and the units of its 专用 list."""

    code: str
    name: str
    provider: str
    summary: str
    theme: str
    data_kind: str
    share_type: str
    share_condition: str
    not_share_basis: str
    provide_mode: str
    api_param_controlled: bool
    dedicated: bool
    dedicated_units: tuple[str, ...]
    grade: int
    data_format: str
    update_cycle: str
    state: str
    published_on: date | None
    review: Mapping[str, Any]
    items: tuple[ItemRow, ...]


@dataclass(frozen=True)
class AgentRow:
    """A provider's written designation of an agent for some of its resources (Art. 15(1))."""

    provider: str
    agent: str
    document_number: str
    resources: tuple[str, ...]
    max_grade: int
    valid_from: date
    valid_until: date


@dataclass(frozen=True)
class Bureau:
    """A checked bureau: whatever one row names, another row holds."""

    units: tuple[UnitRow, ...]
    people: tuple[PersonRow, ...]
    resources: tuple[ResourceRow, ...]
    agents: tuple[AgentRow, ...]
