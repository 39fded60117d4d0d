"""Settings of the pack and of its processes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from flask import flash, g, redirect, render_template, request
from flask_babel import gettext as _

from engine.commands.edit_pack import edit_pack
from engine.errors import EditConflict, FormError
from engine.queries.consents import consent_needed, consents, drafted_settings
from engine.queries.pack_draft import draft_files, edits_packs, the_pack
from engine.queries.pack_settings import changed_settings, read_settings, timers_of
from engine.queries.words import EFFECT_NAMES
from webui.again import is_shown_again, shows_again
from webui.context import current_actor, current_store
from webui.modeler import blueprint
from webui.modeler.settings_fields import BOUND, ENTRY, PACK, PASSAGE, PROCESS, Setting

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from werkzeug.wrappers import Response

    Answer = str | Response | tuple[str, int]

PACK_FILE = "pack.toml"
Tables = dict[str, tuple[Setting, ...]]
Rows = dict[str, list[dict[str, Any]]]
MOST_ROWS = 60


@dataclass
class Page:
    """A settings file as it is shown: texts by input, rows of texts by table, what is wrong."""

    path: str
    fields: tuple[Setting, ...]
    tables: Tables
    base: str
    texts: dict[str, Any]
    rows: Rows
    errors: dict[str, list[str]] = field(default_factory=dict)


@blueprint.route("/settings", methods=["GET", "POST"])
@shows_again
def settings() -> Answer:
    """Show and change what pack.toml says; a second person agrees before it is deployed."""
    return _edited(PACK_FILE, PACK, {"bound": BOUND, "passage": PASSAGE}, "modeler/settings.html")


@blueprint.route("/process/<key>", methods=["GET", "POST"])
@shows_again
def process(key: str) -> Answer:
    """Show and change what process.toml of a process says."""
    return _edited(f"{key}/process.toml", PROCESS, {"entry": ENTRY}, "modeler/process.html")


def _edited(path: str, fields: tuple[Setting, ...], tables: Tables, template: str) -> Answer:
    g.menu_entry = "modeler.overview"
    page = _as_it_stands(path, fields, tables)
    if request.method == "GET":
        return _shown(page, template)
    _type_into(page)
    do = request.form.get("_do", "save")
    if is_shown_again() or do != "save":
        _act(page, do)
        return _shown(page, template)
    try:
        _save(page)
    except EditConflict as error:
        page.errors["settings"] = [error.message]
        page.base = str(error.details["sha256"] or "")
        return _shown(page, template), 409
    except FormError as error:
        page.errors |= error.errors
        return _shown(page, template), 422
    flash(_("已存入草稿。"), "success")
    return redirect(request.url)


def _as_it_stands(path: str, fields: tuple[Setting, ...], tables: Tables) -> Page:
    store = current_store()
    found = read_settings(store, current_actor(), the_pack(store), path)
    rows: Rows = {
        name: [
            {"_row": at, **{each.name: each.text_of(row) for each in columns}}
            for at, row in enumerate(found.values.get(name, []))
        ]
        for name, columns in tables.items()
    }
    texts = {each.name: each.text_of(found.values) for each in fields}
    errors = {"settings": [found.fault]} if found.fault else {}
    return Page(path, fields, tables, found.file.sha256, texts, rows, errors)


def _type_into(page: Page) -> None:
    """Put what was typed in place of what stands in the file."""
    page.base = request.form.get("_base", page.base)
    page.texts = {each.name: _typed(each, each.name) for each in page.fields}
    for name, columns in page.tables.items():
        places = request.form.getlist(f"{name}-rows")[:MOST_ROWS]
        page.rows[name] = [_typed_row(name, columns, place) for place in places]


def _typed_row(name: str, columns: Sequence[Setting], place: str) -> dict[str, Any]:
    row: dict[str, Any] = {
        each.name: _typed(each, f"{name}-{place}-{each.name}") for each in columns
    }
    return {"_row": int(place) if place.isdigit() and len(place) < 4 else None, **row}


def _typed(setting: Setting, name: str) -> Any:
    return request.form.getlist(name) if setting.kind == "many" else request.form.get(name, "")


def _act(page: Page, do: str) -> None:
    """Add or take away a row, as a button asks."""
    verb, _sep, rest = do.partition(":")
    name, _sep, at = rest.partition(":")
    if verb == "add" and name in page.tables and len(page.rows[name]) < MOST_ROWS:
        page.rows[name].append({"_row": None})
    if verb == "drop" and name in page.tables and at.isdigit() and int(at) < len(page.rows[name]):
        del page.rows[name][int(at)]


def _save(page: Page) -> None:
    errors: dict[str, list[str]] = {}
    values = {each.path: _value(each, page.texts[each.name], each.name, errors)
              for each in page.fields}  # fmt: skip
    tables = {
        name: [
            _row_values(name, at, columns, row, errors) for at, row in enumerate(page.rows[name])
        ]
        for name, columns in page.tables.items()
    }
    if errors:
        raise FormError(errors)
    store, actor = current_store(), current_actor()
    pack = the_pack(store)
    content = changed_settings(store, actor, pack, page.path, values, tables)
    edit_pack(store, actor, pack, {page.path: content}, {page.path: page.base})


def _row_values(
    name: str,
    at: int,
    columns: Sequence[Setting],
    row: Mapping[str, Any],
    errors: dict[str, list[str]],
) -> dict[str, Any]:
    texts = {each: row.get(each.name, "") for each in columns}
    found = {
        each.path[0]: _value(each, text, f"{name}-{at}-{each.name}", errors)
        for each, text in texts.items()
    }
    return {"_row": row.get("_row"), **found}


def _value(setting: Setting, text: Any, name: str, errors: dict[str, list[str]]) -> Any:
    try:
        return setting.value_of(text if isinstance(text, list) else [text])
    except ValueError as error:
        errors[name] = [str(error)]
        return None


def _shown(page: Page, template: str) -> str:
    store, actor = current_store(), current_actor()
    pack = the_pack(store)
    more: dict[str, Any] = {}
    if page.path == PACK_FILE:
        timers = timers_of(draft_files(store, actor, pack))
        more = {
            "asked": consents(store, actor, pack),
            "needed": consent_needed(store, actor, pack),
            "drafted": drafted_settings(store, actor, pack),
            "timers": timers,
            "titles": EFFECT_NAMES
            | {(process, element): name for process, element, name in timers},
        }
    return render_template(template, page=page, may_edit=edits_packs(actor), **more)
