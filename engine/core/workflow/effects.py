"""The names of the effects and what they take; engine.effects carries them out."""

#: Effect -> the parameters it takes. engine.effects is held against this by a test.
PARAMETERS: dict[str, frozenset[str]] = {
    "send_mail": frozenset({"template", "to"}),
    "open_grant": frozenset({"items", "conditions", "kind"}),
    "activate_grant": frozenset(),
    "list_unit": frozenset({"document", "amended_on"}),
    "suspend_grant": frozenset({"reason"}),
    "restore_grant": frozenset({"reason"}),
    "restrict_grant": frozenset({"items", "conditions", "reason"}),
    "revoke_grant": frozenset({"reason"}),
    "cut_grant": frozenset({"proof"}),
    "end_grant": frozenset({"reason"}),
    "open_destruction": frozenset(),
    "close_grant": frozenset({"state", "record"}),
    "register_plan": frozenset({"planned_on", "mapping"}),
    "cancel_plan": frozenset(),
    "notify_holders": frozenset({"template"}),
    "record_delivery": frozenset({"units", "delivered_at"}),
    "extend_transition": frozenset({"until"}),
    "take_offline": frozenset(),
}
#: Effect -> the parameters without which it could not be carried out.
REQUIRED: dict[str, frozenset[str]] = {
    "send_mail": frozenset({"template", "to"}),
    "notify_holders": frozenset({"template"}),
    "record_delivery": frozenset({"units"}),
    "register_plan": frozenset({"planned_on"}),
    "extend_transition": frozenset({"until"}),
}
