"""The limits of a pack reach its forms."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from engine.core.forms import FormContext, FormSourceError
from engine.core.lint import lint
from engine.core.pack import read_pack
from engine.errors import FormError, PackError

JZ_2022 = Path(__file__).parents[3] / "processes" / "jz-2022"
FORM = "dedicated-access/forms/use-terms.json"


@pytest.fixture
def files() -> dict[str, bytes]:
    """The shipped pack."""
    return {
        path.relative_to(JZ_2022).as_posix(): path.read_bytes()
        for path in JZ_2022.rglob("*")
        if path.is_file()
    }


def with_limits(files: dict[str, bytes], limits: str) -> dict[str, bytes]:
    head = files["pack.toml"].decode().partition("[limits]")[0]
    return files | {"pack.toml": f"{head}[limits]\n{limits}".encode()}


def with_period(files: dict[str, bytes], **keys: Any) -> dict[str, bytes]:
    form = json.loads(files[FORM])
    next(each for each in form["fields"] if each["type"] == "period").update(keys)
    return files | {FORM: json.dumps(form).encode()}


def years_of(files: dict[str, bytes]) -> int | None:
    form = read_pack(files).form("dedicated-access", "use-terms")
    return next(each.max_years for each in form.spec.fields if each.type == "period")


def test_a_period_has_the_limit_of_its_pack_unless_it_states_less(files):
    assert years_of(files) == 3
    assert years_of(with_limits(files, "max_period_years = 2")) == 2
    assert years_of(with_limits(files, "")) is None
    assert years_of(with_period(files, max_years=1)) == 1


def test_a_longer_period_is_refused_by_the_form(files):
    form = read_pack(files).form("dedicated-access", "use-terms")
    resource = {"on_dedicated_list": True}
    context = FormContext({"case": {"resource": resource}}, datetime(2026, 3, 2, tzinfo=UTC))
    raw = {"start": "2026-03-02", "end": "2029-03-03", "long_term": False}
    with pytest.raises(FormError) as caught:
        form.load({"purpose": "核验许可申请人", "commitment": True, "period": raw}, context)
    assert "最长 3 年" in caught.value.errors["period"][0]


def test_no_form_states_more_than_its_pack(files):
    longer = with_period(files, max_years=4)
    with pytest.raises(FormSourceError, match="上限 3 年"):
        years_of(longer)
    (found,) = [each for each in lint(longer) if each.file == FORM]
    assert (found.rule, found.severity) == ("form", "error")


@pytest.mark.parametrize("limits", ['max_period_years = "3"', "max_period_years = 0", "years = 3"])
def test_wrong_limits_are_refused(files, limits):
    with pytest.raises(PackError, match=r"pack\.toml"):
        read_pack(with_limits(files, limits))
