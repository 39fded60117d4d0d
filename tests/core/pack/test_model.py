"""A pack parses what a case needs, when it needs it."""

from pathlib import Path

import pytest

from engine.core.pack import read_pack

ROOT = Path(__file__).parents[3] / "processes" / "jz-2022"
FILES = {
    path.relative_to(ROOT).as_posix(): path.read_bytes()
    for path in ROOT.rglob("*")
    if path.is_file()
}


@pytest.mark.parametrize(
    ("process", "folder"),
    [
        ("data-request", "data-request"),
        ("request-filing", "data-request"),
        ("negotiation", "negotiation"),
        ("dedicated-access", "dedicated-access"),
    ],
)
def test_the_folder_of_a_process_is_that_of_its_diagram(process, folder):
    assert read_pack(FILES).bundle_of(process) == folder


def test_a_process_nobody_calls_has_no_folder():
    with pytest.raises(KeyError):
        read_pack(FILES).bundle_of("somewhere-else")


def test_a_form_of_a_called_process_parses_no_process():
    pack = read_pack(FILES)
    pack.form("request-filing", "compliance")
    assert pack._blueprints == {}
