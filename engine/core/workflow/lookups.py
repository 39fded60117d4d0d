"""The names of the lookups, what they take and what they find; engine.lookups reads the rows."""

#: What is found about a unit that holds a grant.
HOLDER = ("code", "name", "unit", "unit_name", "works_here", "reachable", "grants")

#: Lookup -> the parameters it takes. engine.lookups is held against this by a test.
PARAMETERS: dict[str, frozenset[str]] = {
    "holders": frozenset({"without"}),
    "unready": frozenset({"task"}),
    "receipt": frozenset({"unit", "task", "since"}),
    "moment": frozenset(),
    "transition": frozenset(),
}
#: Lookup -> the names in what it finds; of a list, in each row; none: a plain value.
FINDS: dict[str, tuple[str, ...]] = {
    "holders": HOLDER,
    "unready": HOLDER,
    "receipt": ("unit", "unit_name", "works_here", "received_at"),
    "moment": (),
    "transition": ("starts_on", "earliest_on", "earliest", "recommended_on"),
}
#: Those that find a list of rows.
LISTS = frozenset({"holders", "unready"})
