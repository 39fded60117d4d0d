"""Where a text must say something, the shipped pack shows what would be right."""

from collections.abc import Iterable, Iterator

import pytest

from engine.core.forms import Form
from engine.core.forms.placeholders import is_placeholder
from engine.core.forms.source import FieldSpec
from engine.core.pack import read_pack
from tests.scenarios.shipped import FILES

FORMS = sorted(path for path in FILES if "/forms/" in path)
PACK = read_pack(FILES)


def form(path: str) -> Form:
    folder, _, name = path.split("/")
    return PACK.form(folder, name.removesuffix(".json")).with_recording()


def texts(specs: Iterable[FieldSpec]) -> Iterator[FieldSpec]:
    """The fields, columns of tables included, that refuse what says nothing."""
    for each in specs:
        if each.meaningful:
            yield each
        yield from texts(each.columns)


@pytest.mark.parametrize("path", FORMS)
def test_what_must_say_something_has_an_example_that_would_be_taken(path: str) -> None:
    for each in texts(form(path).spec.fields):
        example = each.placeholder.removeprefix("例如 ")
        assert example, each.name
        assert each.placeholder != example, each.name
        assert len(example) >= (each.min or 0), each.name
        assert not is_placeholder(example, sentence=each.type == "longtext"), each.name
