"""Addresses of the built front end: hashed names, looked up in the manifest of the build."""

import json
from functools import lru_cache
from pathlib import Path

from flask import Flask, url_for

DIST = Path(__file__).parent / "static" / "dist"


def init_assets(app: Flask) -> None:
    """Give templates `asset_url("site.css")`, which is None before the front end is built."""
    app.jinja_env.globals["asset_url"] = asset_url


def asset_url(name: str) -> str | None:
    """Return the address of the built file `name`, or None when there is none."""
    hashed = _manifest().get(name)
    return url_for("static", filename=f"dist/{hashed}") if hashed else None


def _manifest() -> dict[str, str]:
    path = DIST / "manifest.json"
    try:
        return _parsed(path, path.stat().st_mtime_ns)
    except FileNotFoundError:
        return {}


@lru_cache(maxsize=2)
def _parsed(path: Path, _changed: int) -> dict[str, str]:
    found: dict[str, str] = json.loads(path.read_text("utf-8"))
    return found
