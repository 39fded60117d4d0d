"""The templates that are shipped can be filled, and their links go where the program's links go."""

from pathlib import Path

import pytest

from engine.core.templates.render import check_template, names_used

TEMPLATES = sorted((Path(__file__).parents[3] / "processes").rglob("mail/*.txt"))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_a_shipped_template_is_usable_and_leads_to_the_case(path: Path) -> None:
    source = path.read_text("utf-8")
    check_template(source)
    assert {"case", "link"} <= names_used(source)


def test_there_are_templates() -> None:
    assert TEMPLATES
