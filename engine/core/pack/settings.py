"""The settings of a pack that one person alone does not change: what pack.toml says."""

import tomllib
from typing import Any

SETTINGS = "pack.toml"


def settings_differ(old: bytes, new: bytes) -> bool:
    """Tell whether two contents of pack.toml say different things, comments and layout aside.

    What cannot be read says something different.
    """
    try:
        return _read(old) != _read(new)
    except ValueError:
        return old != new


def _read(content: bytes) -> dict[str, Any]:
    return tomllib.loads(content.decode("utf-8"))
