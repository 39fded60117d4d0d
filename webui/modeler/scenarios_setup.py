"""推演的开头: when, who, in which way, about what. What is proposed comes from the scenarios."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from flask import g, render_template, request
from flask_babel import gettext as _

from calendars import local_date
from engine.clock import SHANGHAI
from engine.errors import FormError
from engine.simulate.asking import Beginning
from engine.simulate.bureau import Bureau, WayIn, bureau_of
from engine.simulate.examples import Example, example_of
from engine.simulate.keeping import Kept
from engine.simulate.scenario import GivenGrant, Scenario
from engine.simulate.stage import DAWN
from engine.simulate.stepping import rehearsal
from webui.context import current_store
from webui.modeler.scenarios_draft import MENU

#: The bureau of the demo begins on this day, and no notice reaches as far as the other.
FIRST, LAST = local_date(DAWN), date(2099, 12, 31)
FIELDS = ("date", "time", "who", "resource", "successor", "given_unit", "given_resource",
          "given_who", "given_start", "given_end")  # fmt: skip
NOTHING = Scenario("", "", "", (), (), None, (), ())


@dataclass
class Setup:
    """The page as it is filled in: `way` is how the case begins, None when the draft has none."""

    bureau: Bureau
    way: WayIn | None
    values: dict[str, str]
    recorded: list[str]
    example: Example | None
    errors: dict[str, list[str]] = field(default_factory=dict)


def bureau_in(files: dict[str, bytes]) -> Bureau:
    """Return the bureau of a draft, before any story."""
    with rehearsal(files, NOTHING, DAWN) as played:
        return bureau_of(played)


def proposed(files: dict[str, bytes]) -> Setup:
    """Return the page for the process and the way in that the address names."""
    bureau = bureau_in(files)
    way = _way(bureau, request.args.get("process"), request.args.get("entry"))
    example = example_of(files, way.process, way.key) if way is not None else None
    recorded = list(example.recorded) if example is not None else []
    return Setup(bureau, way, _values(bureau, way, example), recorded, example)


def _way(bureau: Bureau, process: str | None, entry: str | None) -> WayIn | None:
    ways = [way for way in bureau.ways if process in (None, "", way.process)] or list(bureau.ways)
    return next((way for way in ways if way.key == entry), ways[0] if ways else None)


def _values(bureau: Bureau, way: WayIn | None, example: Example | None) -> dict[str, str]:
    today = local_date(current_store().clock.now())
    values = dict.fromkeys(FIELDS, "") | {"date": today.isoformat(), "time": "09:00"}
    first = next((each for each in bureau.people if way and way.role in each.roles), None)
    values["who"] = first.username if first is not None else ""
    if example is not None:
        values["who"] = example.step.who
        values["resource"] = example.step.resource or ""
        values["successor"] = example.step.successor or ""
        values |= _given_values(example, today)
    return values


def _given_values(example: Example, today: date) -> dict[str, str]:
    if not example.given:
        return {}
    given = example.given[(example.step.grant or 1) - 1]
    year = timedelta(days=365)
    return {
        "given_unit": given.unit, "given_resource": given.resource, "given_who": given.who,
        "given_start": (today - year).isoformat(), "given_end": (today + year).isoformat(),
    }  # fmt: skip


def typed(files: dict[str, bytes]) -> Setup:
    """Return the page as it was posted."""
    bureau = bureau_in(files)
    way = _way(bureau, request.form.get("process"), request.form.get("entry"))
    values = {name: request.form.get(name, "").strip()[:200] for name in FIELDS}
    known = {unit.code for unit in bureau.units}
    recorded = [code for code in request.form.getlist("recorded") if code in known]
    example = example_of(files, way.process, way.key) if way is not None else None
    return Setup(bureau, way, values, recorded, example)


def begun(setup: Setup) -> Kept:
    """Return the rehearsal that the page asks for. Raises FormError naming the fields."""
    errors, way, values = setup.errors, setup.way, setup.values
    if way is None:
        raise FormError({"_form": [_("流程包中没有可以发起的流程。")]})
    begins = _moment(values, errors)
    needs_grant = way.needs == "grant"
    for name in ("who", *(("resource",) if way.needs == "resource" else ())):
        if not values[name]:
            errors[name] = [_("请选择。")]
    given = (_given(setup, errors),) if needs_grant else ()
    if errors or begins is None:
        raise FormError(dict(errors))
    beginning = Beginning(
        way.process, way.key, values["who"],
        resource=values["resource"] or None if way.needs == "resource" else None,
        grant=1 if needs_grant else None,
        successor=values["successor"] or None if way.successor else None,
    )  # fmt: skip
    scenario = Scenario(
        "", "", setup.bureau.articles.get(way.process, ""), tuple(setup.recorded), (), None,
        tuple(each for each in given if each is not None), (),
    )  # fmt: skip
    return Kept(scenario, begins, beginning)


def _moment(values: dict[str, str], errors: dict[str, list[str]]) -> datetime | None:
    moment = moment_of(values["date"], values["time"], errors, "date", "time")
    if moment is not None and not FIRST <= moment.date() <= LAST:
        errors["date"] = [_("请填写 %(first)s 至 %(last)s 之间的日期。", first=FIRST, last=LAST)]
    return moment


def moment_of(
    day: str, hour: str, errors: dict[str, list[str]], day_field: str, hour_field: str
) -> datetime | None:
    """Return the moment (Shanghai) of a day and an hour as typed; errors are noted by field."""
    found_day, found_hour = _day(day), _hour(hour)
    if found_day is None:
        errors[day_field] = [_("请填写日期，例如 2026-09-28。")]
    if found_hour is None:
        errors[hour_field] = [_("请填写时刻，例如 09:00。")]
    if found_day is None or found_hour is None:
        return None
    return datetime.combine(found_day, found_hour.replace(microsecond=0), SHANGHAI)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _hour(text: str) -> time | None:
    try:
        return time.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        return None


def _given(setup: Setup, errors: dict[str, list[str]]) -> GivenGrant | None:
    values = setup.values
    for name in ("given_unit", "given_resource", "given_who"):
        if not values[name]:
            errors[name] = [_("请选择。")]
    start, end = _day(values["given_start"]), _day(values["given_end"])
    for name, day in (("given_start", start), ("given_end", end)):
        if values[name] and day is None:
            errors[name] = [_("请填写日期，例如 2026-09-28。")]
    if any(name.startswith("given") for name in errors):
        return None
    like = _like(setup)
    state, items = (like.state, like.items) if like is not None else ("ACTIVE", ())
    return GivenGrant(
        values["given_unit"], values["given_resource"], values["given_who"],
        state=state, items=items, start=start, end=end,
    )  # fmt: skip


def _like(setup: Setup) -> GivenGrant | None:
    """The grant of the example, where it is about the same resource."""
    given = setup.example.given if setup.example is not None else ()
    same = (each for each in given if each.resource == setup.values["given_resource"])
    return next(same, None)


def show_setup(setup: Setup, replaces: bool) -> str:
    """Render the page; `replaces`: there is another rehearsal, which would be gone."""
    g.menu_entry = MENU
    ways = [way for way in setup.bureau.ways if setup.way and way.process == setup.way.process]
    choices: dict[str, Any] = {"ways": ways, "processes": _processes(setup.bureau)}
    return render_template(
        "modeler/simulate_new.html", setup=setup, replaces=replaces, errors=setup.errors, **choices
    )


def _processes(bureau: Bureau) -> list[tuple[str, str]]:
    keys = dict.fromkeys(way.process for way in bureau.ways)
    return [(key, bureau.titles[key]) for key in keys]
