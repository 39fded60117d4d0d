"""From what the page of a form posts to the form's JSON, and back: nothing is lost on the way.

The page posts `form-title`, `fields-3-label`, `fields-3-columns-0-name`,
`fields-3-choices-1-value`, `rules-0-check` … Each part brings along, as `_rest`, the JSON that it
was drawn from: keys that the page has no input for stay as they are, keys keep their order, and
what is shown unchanged stays exactly what it was. `_open` keeps a part unfolded.
"""

import json
import re
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from engine.queries.form_draft import TYPES, keys_of
from engine.queries.forms import unflatten

Part = dict[str, Any]

FORM_KEYS = ("title", "basis", "effective", "password", "password_when")
RULE_KEYS = ("check", "field", "message")
CHOICE_KEYS = ("value", "label", "hint")
#: Lists of parts inside a part, which are drawn as rows of their own.
LISTS = ("choices", "columns", "fields", "rules", "warnings")
_TRUTHS = frozenset({"required", "meaningful", "password"})
_NUMBERS = frozenset({"min", "max", "max_years"})
_KNOWN = frozenset(key for kind in TYPES for key in keys_of(kind))
#: More parts than this are edited as text: a page would be too long to use.
MOST_PARTS = 150


def drawn_keys(kind: str) -> tuple[str, ...]:
    """The plain keys of a field of this kind, which its part of the page has inputs for."""
    return tuple(key for key in keys_of(kind) if key not in LISTS)


def is_drawable(source: Mapping[str, Any]) -> bool:
    """Whether the form has the structure of one, however wrong its values are."""
    fields = source.get("fields", [])
    lists = [fields, source.get("rules", []), source.get("warnings", [])]
    lists += [each.get(key, []) for each in _parts(fields) for key in ("choices", "columns")]
    lists += [
        each.get("choices", []) for field in _parts(fields) for each in _parts(field.get("columns"))
    ]
    whole = all(isinstance(each, list) and _parts(each) == each for each in lists)
    return whole and sum(map(len, lists)) <= MOST_PARTS


def _parts(value: Any) -> list[Part]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def shown(key: str, value: Any) -> str:
    """The value of a key as its input shows it."""
    if key == "long_term":
        return "no" if value is False else ""
    if key in _TRUTHS:
        return "yes" if value is True else ""
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _read(key: str, text: str) -> Any:
    """What an input that was changed to `text` means; None: that the key is left out."""
    if key == "long_term":
        return False if text == "no" else None
    if key in _TRUTHS:
        return True if text == "yes" else None
    plain = text.strip()
    if key in _NUMBERS and re.fullmatch(r"-?\d{1,12}", plain, re.ASCII):
        return int(plain)
    if key in _NUMBERS and re.fullmatch(r"-?\d{1,12}\.\d{1,6}", plain, re.ASCII):
        return float(plain)
    return plain or None


def typed_form(pairs: Iterable[tuple[str, str]]) -> Part:
    """The form as the page has it (see `written` for its JSON); whatever was posted."""
    posted = unflatten(pairs)
    form = _merged(_mapping(posted.get("form")), FORM_KEYS)
    put(form, "fields", [_sound(_field(each)) for each in _listed(posted.get("fields"))])
    for name in ("rules", "warnings"):
        rows = [_merged(each, RULE_KEYS) for each in _listed(posted.get(name))]
        _put_list(form, name, rows)
    return form


def _field(given: Part) -> Part:
    kind = str(given.get("_kind") or given.get("type") or "text")
    field = _merged(given, drawn_keys(kind))
    if "choices" in keys_of(kind):
        rows = [_merged(each, CHOICE_KEYS) for each in _listed(given.get("choices"))]
        _put_list(field, "choices", rows)
    if "columns" in keys_of(kind):
        _put_list(field, "columns", [_field(each) for each in _listed(given.get("columns"))])
    return field


def _sound(field: Part) -> Part:
    """The field without lists that no page of ours has sent so."""
    if not is_drawable({"fields": [field]}):
        for key in ("choices", "columns"):
            field.pop(key, None)
    return field


def _mapping(value: Any) -> Part:
    return value if isinstance(value, dict) else {}


def _listed(value: Any) -> list[Part]:
    return _parts(value)[:MOST_PARTS]


def _put_list(part: Part, key: str, rows: list[Part]) -> None:
    if rows:
        put(part, key, rows)
    else:
        part.pop(key, None)


def _merged(given: Part, drawn: Collection[str]) -> Part:
    """What the part was drawn from, with what was changed since."""
    part = _rest(given.get("_rest"))
    for key in drawn:
        text = given.get(key, "")
        text = text.replace("\r\n", "\n") if isinstance(text, str) else ""
        if text != shown(key, part.get(key)):
            value = _read(key, text)
            if value is None:
                part.pop(key, None)
            else:
                put(part, key, value)
    if given.get("_open") == "yes":
        part["_open"] = True
    return part


def _rest(text: Any) -> Part:
    try:
        return _mapping(json.loads(text)) if isinstance(text, str) else {}
    except (ValueError, RecursionError):
        return {}


_ORDER = (
    "key", "title", "basis", "effective", "password", "password_when", "fields", "rules",
    "warnings", "name", "type", "value", "label", "hint", "placeholder", "required", "min", "max",
    "format", "meaningful", "max_years", "long_term", "not_before", "not_after", "width",
    "prefill", "default", "choices", "choices_from", "rows_from", "visible_when", "required_when",
    "help", "remedy", "columns", "check", "field", "message",
)  # fmt: skip


def put(part: Part, key: str, value: Any) -> None:
    """Set a key; a new one stands before the first that comes later in the usual order."""
    if key in part or key not in _ORDER:
        part[key] = value
        return
    later = _ORDER[_ORDER.index(key) + 1 :]
    moved = {name: part.pop(name) for name in _from_first(part, later)}
    part[key] = value
    part.update(moved)


def _from_first(part: Part, later: Collection[str]) -> list[str]:
    names = list(part)
    at = next((index for index, name in enumerate(names) if name in later), len(names))
    return names[at:]


def rest_of(part: Mapping[str, Any], kept_lists: Collection[str] = ()) -> str:
    """The `_rest` of a part: lists that are drawn as rows (`kept_lists` are not) only by place."""
    rest = {
        key: None if key in LISTS and key not in kept_lists else value
        for key, value in part.items()
        if not key.startswith("_")
    }
    return json.dumps(rest, ensure_ascii=False)


def written(form: Mapping[str, Any]) -> Part:
    """The JSON of a form as the page has it: without what only the page needs, and without keys
    that its fields, having become of another kind, cannot have."""
    source = {key: value for key, value in form.items() if not key.startswith("_")}
    for name in ("rules", "warnings"):
        if name in source:
            source[name] = [_plain(each) for each in source[name]]
    source["fields"] = [_written_field(each) for each in source.get("fields", [])]
    return source


def _plain(part: Part) -> Part:
    return {key: value for key, value in part.items() if not key.startswith("_")}


def _written_field(field: Part) -> Part:
    kind = field.get("type")
    may = _KNOWN if kind not in TYPES else frozenset(keys_of(str(kind)))
    part = {key: each for key, each in _plain(field).items() if key in may or key not in _KNOWN}
    if "choices" in part:
        part["choices"] = [_plain(each) for each in part["choices"]]
    if "columns" in part:
        part["columns"] = [_written_field(each) for each in part["columns"]]
    return part
