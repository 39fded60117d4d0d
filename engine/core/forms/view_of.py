"""From a form, with what was typed and what is wrong, to the page's view and the API's JSON."""

from collections.abc import Iterator, Mapping
from typing import Any

from engine.core.forms.conditions import condition_words, show_when
from engine.core.forms.context import FormContext
from engine.core.forms.field_view import Drawing, field_view
from engine.core.forms.source import FieldSpec, FormSpec
from engine.core.forms.view import FieldView, FormView, Message, SectionView
from engine.sentence import say


def form_view(
    spec: FormSpec,
    context: FormContext,
    values: Mapping[str, Any],
    errors: Mapping[str, Any],
    warnings: Mapping[str, Any],
    spare_rows: int,
) -> FormView:
    """The form with these values and messages, which are as FormError has them."""
    drawing = Drawing.of(spec, context, values, spare_rows)
    sections = tuple(_sections(spec, values, errors, warnings, drawing))
    own = tuple(_strays(errors, sections))
    summary = [*_summary(sections), *(Message("", each) for each in own)]
    if errors.get("password"):
        summary.append(Message("f-_password", errors["password"][0]))
    return FormView(
        key=spec.key,
        title=spec.title,
        basis=spec.basis,
        password=spec.password,
        **_password_condition(spec),
        sections=sections,
        summary=tuple(summary),
        errors=own,
        warnings=tuple(warnings.get("_form", ())),
        password_errors=tuple(errors.get("password", ())),
    )


def _password_condition(spec: FormSpec) -> dict[str, str]:
    """When the password is asked for, for the page's script and in words."""
    condition = spec.password_when
    if condition is None:
        return {}
    script, words = show_when(condition, spec.fields), condition_words(condition, spec.fields)
    return {"password_show_when": script, "password_condition": words}


def _sections(
    spec: FormSpec,
    values: Mapping[str, Any],
    errors: Mapping[str, Any],
    warnings: Mapping[str, Any],
    drawing: Drawing,
) -> Iterator[SectionView]:
    heading, fields = FieldSpec("", "heading", ""), list[FieldView]()
    for each in (*spec.fields, None):
        if each is None or each.type == "heading":
            if fields:
                yield _section(heading, fields, spec)
            heading, fields = each or heading, []
        elif each.name not in drawing.hidden:
            name = each.name
            fields.append(
                field_view(each, values.get(name), errors.get(name), warnings.get(name), drawing)
            )


def _section(heading: FieldSpec, fields: list[FieldView], spec: FormSpec) -> SectionView:
    condition = heading.visible_when
    script = show_when(condition, spec.fields) if condition else ""
    return SectionView(heading.label, heading.help, tuple(fields), script)


def _summary(sections: tuple[SectionView, ...]) -> Iterator[Message]:
    for section in sections:
        for field in section.fields:
            yield from (Message(field.id, text) for text in field.errors)
            for row in field.rows:
                for cell in row.cells:
                    where = row.name or say("第 %(number)s 行", number=int(row.number) + 1)
                    for text in cell.errors:
                        yield Message(cell.id, say("%(where)s：%(what)s", where=where, what=text))


def _strays(errors: Mapping[str, Any], sections: tuple[SectionView, ...]) -> Iterator[str]:
    """Messages that belong to no control of the page: the form's own and unknown fields'."""
    drawn = {field.name for section in sections for field in section.fields} | {"password"}
    for name, messages in errors.items():
        if name not in drawn and isinstance(messages, list):
            yield from messages


def form_json(spec: FormSpec, context: FormContext, values: Mapping[str, Any]) -> dict[str, Any]:
    """The form as plain JSON: fields in order, options resolved, `values` to start from."""
    drawing = Drawing.of(spec, context, values)
    return {
        "key": spec.key,
        "title": spec.title,
        "basis": spec.basis,
        "effective": spec.effective,
        "password": spec.password,
        **({"password_when": spec.password_when} if spec.password_when else {}),
        "fields": [_json(each, drawing) for each in spec.fields if each.name not in drawing.hidden],
        "values": dict(values),
    }


_PLAIN = ("name", "type", "label", "help", "placeholder", "width")
_IF_GIVEN = ("min", "max", "format", "max_years", "required_when", "visible_when")


def _json(spec: FieldSpec, drawing: Drawing) -> dict[str, Any]:
    found: dict[str, Any] = {key: getattr(spec, key) for key in _PLAIN}
    found["required"] = drawing.needed(spec) == "always"
    found |= {key: getattr(spec, key) for key in _IF_GIVEN if getattr(spec, key) is not None}
    if spec.type == "period":
        found["long_term"] = spec.long_term
    view = field_view(spec, None, None, None, drawing)
    if spec.type in _CHOSEN:
        found["options"] = [vars(each) for each in view.options]
    if spec.type == "table":
        found["columns"] = [_json(each, drawing) for each in spec.columns]
        found |= _given_rows(view) if spec.rows_from else {}
    return found


_CHOSEN = frozenset({"choice", "choices", "items", "unit", "person"})


def _given_rows(view: FieldView) -> dict[str, Any]:
    return {"rows": [{"code": row.code, "name": row.name} for row in view.rows]}
