"""What the panel 记录为场景 offers."""

from __future__ import annotations

from typing import Any

from engine.simulate.keeping import Kept
from engine.simulate.saving import Recording


def offered(kept: Kept, files: dict[str, bytes]) -> Recording:
    """Return what the form proposes: the name of the scenario that it began from, counted on."""
    stem = kept.origin.rpartition("/")[2].removesuffix(".toml")
    name, number = stem, 2
    while name and Recording("", "", name).path(kept) in files:
        name, number = f"{stem}-{number}", number + 1
    return Recording(kept.scenario.title, kept.scenario.article, name)


def panel(
    kept: Kept, files: dict[str, bytes], given: Recording | None, errors: dict[str, Any]
) -> dict[str, Any]:
    """Return what the panel of the page shows; `taken`: there is a scenario of that name."""
    recording = given or offered(kept, files)
    taken = recording.path(kept) in files
    return {"recording": recording, "taken": taken, "record_errors": errors}
