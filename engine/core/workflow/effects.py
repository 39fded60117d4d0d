"""The names of the effects and what they take; engine.effects carries them out."""

#: Effect -> the parameters it takes. engine.effects is held against this by a test.
PARAMETERS: dict[str, frozenset[str]] = {
    "send_mail": frozenset({"template", "to"}),
    "open_grant": frozenset({"items", "conditions", "kind"}),
    "activate_grant": frozenset(),
    "list_unit": frozenset({"document", "amended_on"}),
}
