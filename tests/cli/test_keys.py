"""What `--json` prints has the keys of the REST interface, taken from the same places."""

from typing import Any

import pytest
from marshmallow import Schema, fields

from engine.cli import keys
from webui.api.schemas.base import Wire
from webui.api.schemas.cases import (
    CaseLineSchema,
    CaseMovedSchema,
    CaseSchema,
    HappeningSchema,
    Pair,
)
from webui.api.schemas.deadline import DeadlineSchema
from webui.api.schemas.grant_life import GrantLifeSchema
from webui.api.schemas.grants import GrantSchema, VoucherSchema
from webui.api.schemas.packs import (
    DeployedSchema,
    ProblemLineSchema,
    ReportSchema,
    VersionSchema,
)
from webui.api.schemas.resources import ResourceLineSchema
from webui.api.schemas.tasks import InboxItemSchema, TaskSchema

ALIKE: dict[str, tuple[keys.Shape, type[Wire]]] = {
    "inbox": (keys.INBOX_ITEM, InboxItemSchema),
    "task": (keys.TASK, TaskSchema),
    "case line": (keys.CASE_LINE, CaseLineSchema),
    "case": (keys.CASE, CaseSchema),
    "case moved": (keys.CASE_MOVED, CaseMovedSchema),
    "happening": (keys.HAPPENING, HappeningSchema),
    "grant": (keys.GRANT, GrantSchema),
    "grant's life": (keys.GRANT_LIFE, GrantLifeSchema),
    "voucher": (keys.VOUCHER, VoucherSchema),
    "resource": (keys.RESOURCE_LINE, ResourceLineSchema),
    "deadline": (keys.DEADLINE, DeadlineSchema),
    "version": (keys.VERSION, VersionSchema),
    "problem": (keys.PROBLEM, ProblemLineSchema),
    "deployed": (keys.DEPLOYED, DeployedSchema),
    "report": (keys.REPORT, ReportSchema),
}


@pytest.mark.parametrize("what", ALIKE)
def test_both_doors_use_the_same_keys(what: str) -> None:
    shape, schema = ALIKE[what]
    assert of_shape(shape) == of_schema(schema())


def of_shape(shape: keys.Shape) -> dict[str, Any]:
    """Key -> (place, keys within)."""
    return {key: (where, of_shape(inner) if inner else None) for key, (where, inner) in
            shape.items()}  # fmt: skip


def of_schema(schema: Schema) -> dict[str, Any]:
    """The same of a schema; what a view's own method adds is said by the command itself."""
    found = {}
    for key, field in schema.fields.items():
        if not isinstance(field, fields.Method):
            found[key] = (field.attribute or key, _within(field))
    return found


def _within(field: Any) -> dict[str, Any] | None:
    if isinstance(field, fields.List):
        return _within(field.inner)
    if isinstance(field, fields.Dict):
        return _within(field.value_field) if field.value_field is not None else None
    if isinstance(field, Pair):
        return {"label": ("0", None), "text": ("1", None)}
    return of_schema(field.schema) if isinstance(field, fields.Nested) else None
