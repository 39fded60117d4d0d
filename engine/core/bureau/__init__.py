"""A bureau as data: its units, people, resources and agents, read from TOML and checked as a whole.

    bureau = parse_bureau(files, today)     # PackError: every fault, with its file, row and remedy

`files` maps a path inside the bureau's folder to its bytes: `units.toml`, `people.toml`,
`agents.toml`, `resources.toml` and any `resources/*.toml`. The keys of the rows are documented in
`schemas.py`, the words they may use in `words.py`.
"""

from engine.core.bureau.cast import CastMember, cast_of
from engine.core.bureau.model import (
    AgentRow,
    Bureau,
    ItemRow,
    PersonRow,
    PostRow,
    ResourceRow,
    UnitRow,
)
from engine.core.bureau.parsing import parse_bureau

__all__ = [
    "AgentRow",
    "Bureau",
    "CastMember",
    "ItemRow",
    "PersonRow",
    "PostRow",
    "ResourceRow",
    "UnitRow",
    "cast_of",
    "parse_bureau",
]
