"""A case to fill forms in, and the shortest way to a form."""

from datetime import UTC, datetime
from typing import Any

import pytest

from engine.core.forms import Form, FormContext, Option, compile_form
from engine.errors import FormError

DIGEST = "ab" * 32
RESOURCE = {
    "code": "302001/000017",
    "name": "食品经营许可信息",
    "items": [
        {"code": "XKZBH", "name": "许可证编号", "share_type": "conditional", "data_type": "字符型"},
        {"code": "JYZMC", "name": "经营者名称", "share_type": "unconditional"},
        {"code": "SFZH", "name": "身份证号", "share_type": "not_shared"},
    ],
}


@pytest.fixture
def context() -> FormContext:
    """Monday 2026-03-02, 09:30:20 in Beijing, on a task that arrived at 09:15:40."""
    return FormContext(
        data={"case": {"resource": RESOURCE, "agent": None}},
        now=datetime(2026, 3, 2, 1, 30, 20, tzinfo=UTC),
        arrived=datetime(2026, 3, 2, 1, 15, 40, tzinfo=UTC),
        units=lambda: [Option("JZGA", "晋中市公安局")],
        people=lambda: [Option("0190", "张伟", hint="许可科")],
    )


def form_of(*fields: dict[str, Any], **more: Any) -> Form:
    """A form of these fields; a field needs only what the test is about."""
    full = [{"type": "text", "label": each["name"], **each} for each in fields]
    return compile_form({"key": "trial", "title": "试填", "fields": full, **more})


def errors_of(form: Form, raw: Any, context: FormContext) -> dict[str, Any]:
    """The errors of an attempt; {} when it was taken."""
    try:
        form.load(raw, context)
    except FormError as error:
        return error.errors
    return {}
