"""A sentence of a notice: as the grammar reads it, and as somebody pasted it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Passage:
    """`text` is normalised, without its full stop; `line` (from 1) and `pasted` are for people."""

    text: str
    line: int
    pasted: str
