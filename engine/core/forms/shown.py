"""Values as a control shows them again: whatever was typed, refused or not, nothing is lost."""

from collections.abc import Mapping
from typing import Any

from engine.core.forms.moments import read_date, read_moment
from engine.core.forms.source import FILES, SOME_OF, FieldSpec


def shown_value(spec: FieldSpec, value: Any) -> Any:
    """The value for the control of `spec`; anything may come in, as it may be a refused answer."""
    if spec.type in FILES:
        return [each for each in _listed(value) if isinstance(each, Mapping) and each.get("digest")]
    if spec.type in SOME_OF:
        return [text(each) for each in _listed(value)]
    if spec.type == "period":
        return _period(value)
    if spec.type == "yesno":
        return {"true": "yes", "false": "no"}.get(text(value).casefold(), text(value))
    return _normal(spec, text(value))


def input_type(spec: FieldSpec, value: Any) -> str:
    """The type of the input element. What is no date stays in a plain text input: a date input
    would show it as empty and so lose what was typed."""
    if spec.type not in {"date", "datetime"}:
        return {"email": "email", "url": "url", "phone": "tel"}.get(spec.format or "", "text")
    native = {"date": "date", "datetime": "datetime-local"}[spec.type]
    return native if not value or _parsed(spec.type, value) else "text"


def text(value: Any) -> str:
    """A scalar as text, everything else as nothing."""
    return str(value) if isinstance(value, str | int | float) else ""


def _normal(spec: FieldSpec, value: str) -> str:
    parsed = _parsed(spec.type, value) if spec.type in {"date", "datetime"} else None
    return (parsed[:16] if spec.type == "datetime" else parsed) if parsed else value


def _parsed(kind: str, value: str) -> str | None:
    try:
        return read_date(value) if kind == "date" else read_moment(value)
    except (ValueError, OverflowError):
        return None


def _period(value: Any) -> dict[str, str]:
    given = value if isinstance(value, Mapping) else {}
    shown = {key: text(given.get(key)) for key in ("start", "end", "reason")}
    for key in ("start", "end"):
        shown[key] = _parsed("date", shown[key]) or shown[key]
        shown[f"{key}_type"] = "text" if shown[key] and not _parsed("date", shown[key]) else "date"
    chosen = text(given.get("long_term")).casefold() in {"true", "yes", "1", "on", "是"}
    return shown | {"long_term": "yes" if chosen else ""}


def _listed(value: Any) -> list[Any]:
    if value is None or value == "":
        return []
    return value if isinstance(value, list) else [value]
