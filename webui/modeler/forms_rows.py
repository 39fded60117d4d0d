"""From a form as the page has it to the parts that the template draws."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from engine.queries.form_draft import NOT_IN_TABLE, Fault, Preview, keys_of
from webui.modeler import forms_words as words
from webui.modeler.forms_typed import CHOICE_KEYS, FORM_KEYS, RULE_KEYS, Part, drawn_keys, shown
from webui.modeler.forms_typed import rest_of as _rest

#: What everybody fills in; the rest is folded away.
_COMMON = ("label", "type", "name", "required", "help", "placeholder", "min", "max", "visible_when")
_TICKED = frozenset({"required", "meaningful", "password"})
_LISTED: Mapping[str, Mapping[str, object]] = {
    "type": words.KINDS,
    "format": words.FORMATS,
    "width": words.WIDTHS,
    "long_term": words.LONG_TERM,
}
#: Where an expression is asked for -> the list of suggestions.
_SUGGESTED = {
    "visible_when": "conditions", "required_when": "conditions", "password_when": "conditions",
    "check": "conditions", "prefill": "values", "default": "values", "not_before": "values",
    "not_after": "values", "choices_from": "values", "rows_from": "values",
}  # fmt: skip
_LONG = frozenset({"help", "message", "remedy"})


@dataclass(frozen=True)
class Control:
    """One input: `look` is text, long, tick or list; `options` are (value, words) of a list."""

    key: str
    name: str
    label: object
    value: str
    look: str = "text"
    help: object = ""
    suggested: str = ""
    options: tuple[tuple[str, object], ...] = ()
    errors: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The id of the input, like none of the form that is being made."""
        return f"e-{self.name}"


@dataclass(frozen=True)
class Row:
    """A part of the form: field, column, choice or rule. `place` is what its buttons post, `id`
    what one can jump to; `choices` and `columns` are None where there are none of its kind."""

    place: str
    prefix: str
    title: str
    kind: str
    rest: str
    opened: bool
    controls: tuple[Control, ...]
    more: tuple[Control, ...] = ()
    choices: "tuple[Row, ...] | None" = None
    columns: "tuple[Row, ...] | None" = None
    errors: tuple[str, ...] = ()
    condition: str = ""

    @property
    def id(self) -> str:
        """The id of the part."""
        return f"part-{self.prefix}"

    @property
    def required(self) -> bool:
        """Whether its answer is always needed."""
        return any(each.key == "required" and each.value for each in self.controls)

    @property
    def is_wrong(self) -> bool:
        """Whether something in it has to be mended."""
        inner = (*(self.columns or ()), *(self.choices or ()))
        marked = (each.errors for each in (*self.controls, *self.more))
        return bool(self.errors) or any(marked) or any(each.is_wrong for each in inner)


@dataclass(frozen=True)
class FormRows:
    """The whole form as parts."""

    rest: str
    head: tuple[Control, ...]
    more: tuple[Control, ...]
    fields: tuple[Row, ...]
    rules: tuple[Row, ...]
    warnings: tuple[Row, ...]
    errors: tuple[str, ...]
    conditions: tuple[tuple[str, str], ...]


def form_rows(form: Part, looked: Preview) -> FormRows:
    """Return the parts of `form`, with what is wrong at each and when each is shown, in words."""
    own = tuple(each for each in looked.faults if each.field is None)
    head = {key: _control(key, "form", form, own) for key in FORM_KEYS}
    moments = [each for each in form["fields"] if each.get("type") == "datetime"]
    chosen = _with_options(head["effective"], _named(moments))
    targets = _named(each for each in form["fields"] if each.get("type") != "heading")
    return FormRows(
        rest=_rest(form),
        head=(head["title"], head["basis"]),
        more=(chosen, head["password"], head["password_when"]),
        fields=tuple(
            _field(each, f"fields.{number}", _at(looked.faults, number), in_table=False,
                   condition=(looked.conditions or {}).get(number, ""))
            for number, each in enumerate(form["fields"])
        ),
        rules=tuple(_rules(form, "rules", targets)),
        warnings=tuple(_rules(form, "warnings", targets)),
        errors=tuple(_said(each) for each in own if not _key_of(each)),
        conditions=tuple(_conditions(form)),
    )  # fmt: skip


def _named(fields: Iterable[Part]) -> tuple[tuple[str, object], ...]:
    return tuple((str(each.get("name")), each.get("label") or each.get("name")) for each in fields)


def _at(faults: Iterable[Fault], number: int) -> tuple[Fault, ...]:
    return tuple(each for each in faults if each.field == number)


def _field(
    part: Part, place: str, faults: tuple[Fault, ...], *, in_table: bool, condition: str = ""
) -> Row:
    kind = str(part.get("type") or "text")
    prefix, may = place.replace(".", "-"), keys_of(kind)
    mine = tuple(each for each in faults if in_table or each.name in ("", "?", _name(part)))
    made = {key: _control(key, prefix, part, mine, kind) for key in drawn_keys(kind)}
    if in_table:
        made["type"] = _with_options(made["type"], _kinds(NOT_IN_TABLE), blank=False)
    columns = choices = None
    if "columns" in may:
        columns = tuple(_columns(part, place, faults))
    if "choices" in may:
        choices = tuple(_choices(part, place))
    undrawn = [key for key in ("choices", "columns") if key not in may]
    return Row(
        place=place,
        prefix=prefix,
        title=str(part.get("label") or part.get("name") or ""),
        kind=kind,
        rest=_rest(part, undrawn),
        opened=bool(part.get("_open")) or bool(faults),
        controls=tuple(made[key] for key in _COMMON if key in made),
        more=tuple(each for key, each in made.items() if key not in _COMMON),
        choices=choices,
        columns=columns,
        errors=tuple(_said(each) for each in mine if _key_of(each) not in made),
        condition=condition,
    )


def _name(part: Part) -> str:
    return str(part.get("name", "?"))


def _columns(part: Part, place: str, faults: tuple[Fault, ...]) -> Iterator[Row]:
    for number, column in enumerate(part.get("columns") or ()):
        mine = tuple(each for each in faults if each.name == _name(column) != _name(part))
        yield _field(column, f"{place}.columns.{number}", mine, in_table=True)


def _choices(part: Part, place: str) -> Iterator[Row]:
    for number, choice in enumerate(part.get("choices") or ()):
        yield _plain_row(choice, f"{place}.choices.{number}", CHOICE_KEYS)


def _rules(form: Part, name: str, targets: tuple[tuple[str, object], ...]) -> Iterator[Row]:
    for number, rule in enumerate(form.get(name) or ()):
        row = _plain_row(rule, f"{name}.{number}", RULE_KEYS)
        controls = tuple(
            _with_options(each, targets) if each.key == "field" else each for each in row.controls
        )
        yield Row(row.place, row.prefix, "", "", row.rest, False, controls)


def _plain_row(part: Part, place: str, keys: tuple[str, ...]) -> Row:
    prefix = place.replace(".", "-")
    controls = tuple(_control(key, prefix, part, ()) for key in keys)
    return Row(place, prefix, "", "", _rest(part), False, controls)


def _control(
    key: str, prefix: str, part: Part, faults: tuple[Fault, ...], kind: str = ""
) -> Control:
    value = shown(key, part.get(key))
    listed = _LISTED.get(key)
    look = "tick" if key in _TICKED else "list" if listed else "long" if key in _LONG else "text"
    made = Control(
        key=key,
        name=f"{prefix}-{key}",
        label=_label(key, kind),
        value=value,
        look=look,
        help=words.HELP.get(key, ""),
        suggested=_SUGGESTED.get(key, ""),
        errors=tuple(_said(each) for each in faults if _key_of(each) == key),
    )
    return _with_options(made, tuple(listed.items()), blank=key != "type") if listed else made


def _label(key: str, kind: str) -> object:
    """What a key is called; of `min` and `max` also of what there may be so many."""
    named = words.LABELS.get(key, key)
    counted = words.COUNTED.get(kind) if key in ("min", "max") else None
    return f"{named}（{counted}）" if counted else named


def _kinds(without: Iterable[str]) -> tuple[tuple[str, object], ...]:
    return tuple((kind, each) for kind, each in words.KINDS.items() if kind not in without)


def _with_options(
    made: Control, options: tuple[tuple[str, object], ...], *, blank: bool = True
) -> Control:
    """The control as a list; a value that is none of the list's stays one of its own."""
    known = {value for value, _ in options}
    extra = ((made.value, made.value),) if made.value and made.value not in known else ()
    first = (("", "—"),) if blank or not made.value else ()
    return Control(made.key, made.name, made.label, made.value, "list", made.help, "",
                   (*first, *options, *extra), made.errors)  # fmt: skip


_QUOTED_KEY = re.compile(r"“([a-z_]+)”")


def _key_of(fault: Fault) -> str:
    """The key that a message is about; what a kind is called in it is no key."""
    found = [each for each in _QUOTED_KEY.findall(fault.message) if each in words.LABELS]
    return found[0] if found else ""


def _said(fault: Fault) -> str:
    """The message with keys and kinds as the page calls them."""
    named: Mapping[str, Any] = {**words.KINDS, **words.LABELS}
    return _QUOTED_KEY.sub(lambda found: f"“{named.get(found[1], found[1])}”", fault.message)


def _conditions(form: Part) -> Iterator[tuple[str, str]]:
    """Suggestions for conditions: each choice of the form, and each yes or no."""
    for field in form["fields"]:
        name, label = str(field.get("name") or ""), str(field.get("label") or "")
        if field.get("type") == "yesno":
            yield name, f"“{label}”：{words.YES}"
        for choice in field.get("choices") or () if field.get("type") == "choice" else ():
            yield f'{name} == "{choice.get("value")}"', f"“{label}”：{choice.get('label')}"
