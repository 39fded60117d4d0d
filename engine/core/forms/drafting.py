"""What a draft may hold: the form's own fields, in the shapes that they are typed or sent in."""

from collections.abc import Iterable, Mapping
from typing import Any

from engine.core.forms.source import FILES, SOME_OF, FieldSpec
from engine.core.forms.wording import wrong
from engine.sentence import say


def draft_errors(specs: Iterable[FieldSpec], raw: Mapping[str, Any]) -> dict[str, list[str]]:
    """Return what keeps `raw` from being a draft, by field: unknown names, values of no shape that
    the field is ever given. Whether an answer is right is asked when it is handed in."""
    known = {each.name: each for each in specs if each.is_answered}
    errors: dict[str, list[str]] = {}
    for name, value in raw.items():
        spec = known.get(name)
        if spec is None:
            unknown = say("表单没有“%(key)s”这一项，请删去后再提交。", key=str(name)[:40])
            errors[name] = [unknown]
        elif not _fits(spec, value):
            errors[name] = [wrong(spec, say("的值不是这一项能有的形式，请按表单所列的类型提交"))]
    return errors


def _fits(spec: FieldSpec, value: Any) -> bool:
    if _is_plain(value):
        return True
    if spec.type == "table":
        return isinstance(value, list) and all(_is_row(spec, each) for each in value)
    if spec.type == "period":
        return _is_flat(value)
    if spec.type in FILES:
        return _is_flat(value) or (isinstance(value, list) and all(map(_is_flat, value)))
    return spec.type in SOME_OF and isinstance(value, list) and all(map(_is_plain, value))


def _is_row(spec: FieldSpec, row: Any) -> bool:
    if not isinstance(row, dict):
        return _is_plain(row)
    cells = {name: value for name, value in row.items() if name not in ("code", "name")}
    return not draft_errors(spec.columns, cells)


def _is_flat(value: Any) -> bool:
    return isinstance(value, dict) and all(map(_is_plain, value.values()))


def _is_plain(value: Any) -> bool:
    return value is None or isinstance(value, str | bool | int | float)
