"""What all verbs on a case share: open it under its lock, let what is due lapse, save it once."""

from engine.commands.casework.catching_up import allow_for_recording, catch_up, keep_rights
from engine.commands.casework.opening import OpenCase, lock_case, lock_case_of_task, new_case
from engine.commands.casework.saving import save_case

__all__ = [
    "OpenCase",
    "allow_for_recording",
    "catch_up",
    "keep_rights",
    "lock_case",
    "lock_case_of_task",
    "new_case",
    "save_case",
]
