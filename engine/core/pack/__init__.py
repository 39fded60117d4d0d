"""A pack: the law as files, read into one immutable value."""

from engine.core.pack.model import Bound, Entry, Ladder, Limits, Pack, Process, Rung
from engine.core.pack.reading import read_pack

__all__ = ["Bound", "Entry", "Ladder", "Limits", "Pack", "Process", "Rung", "read_pack"]
