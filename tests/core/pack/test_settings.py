"""Which change of pack.toml is one that says something else."""

import pytest

from engine.core.pack.settings import settings_differ

OLD = b'title = "a"\n[limits]\nyears = 5\n'


@pytest.mark.parametrize(
    ("new", "differs"),
    [
        (OLD, False),
        (b'# a remark\ntitle = "a"\n\nlimits = { years = 5 }\n', False),
        (OLD.replace(b"5", b"6"), True),
        (OLD.replace(b'"a"', b'"b"'), True),
        (b'title = "a"\n', True),
        (b"title = ", True),
        (b"\xff", True),
    ],
)
def test_what_says_the_same_is_no_change(new: bytes, differs: bool) -> None:
    assert settings_differ(OLD, new) is differs
    assert settings_differ(new, OLD) is differs


def test_what_cannot_be_read_is_the_same_only_as_itself() -> None:
    assert not settings_differ(b"title = ", b"title = ")
    assert settings_differ(b"title = ", b"title =  ")
