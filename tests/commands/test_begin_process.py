"""Beginning a process or a diagram: what is typed is refused by name, or stands in the draft."""

from dataclasses import replace

import pytest

from engine.commands.begin_process import Wanted, add_diagram, begin_new_process
from engine.commands.edit_pack import edit_pack
from engine.core.access import Actor
from engine.errors import Forbidden, FormError
from engine.queries.pack_draft import COMMON, draft_file, draft_files, get_draft
from engine.store.database import Store
from tests.bureau.fixtures import acting
from tests.packs import with_mini

WANTED = Wanted("annual-report", " 数据年报 ", " 第二十条 ", "NBBS", "handler", "nothing")


@pytest.fixture
def store(bureau_store: Store) -> Store:
    return with_mini(bureau_store)


@pytest.fixture
def admin(store: Store) -> Actor:
    return acting(store, "sysadmin")


def refused(store: Store, admin: Actor, **typed: str) -> set[str]:
    """Begin the process with something else typed; returns the fields that are named."""
    with pytest.raises(FormError) as told:
        begin_new_process(store, admin, "mini", replace(WANTED, **typed))
    assert get_draft(store, admin, "mini").edits == ()
    return set(told.value.errors)


def test_what_is_typed_stands_in_the_draft(store: Store, admin: Actor) -> None:
    assert begin_new_process(store, admin, "mini", WANTED) == "annual-report/annual-report.bpmn"
    settings = draft_file(store, admin, "mini", "annual-report/process.toml").content.decode()
    assert ('"数据年报"' in settings, '"第二十条"' in settings) == (True, True)


def test_a_begun_process_is_a_part_of_its_own(store: Store, admin: Actor) -> None:
    path = begin_new_process(store, admin, "mini", WANTED)
    assert get_draft(store, admin, "mini").parts == ("annual-report",)
    assert path in draft_files(store, admin, "mini", ["annual-report"])
    assert path not in draft_files(store, admin, "mini", [COMMON])


@pytest.mark.parametrize("key", ["", "Annual", "a b", "a-", "-a", "1a", "年报", "a" * 41, "a\n"])
def test_a_key_is_a_name_that_every_disk_takes(store: Store, admin: Actor, key: str) -> None:
    assert refused(store, admin, key=key) == {"key"}


@pytest.mark.parametrize("key", ["mini", "demo", "mail", "pack", "con", "aux", "lpt1"])
def test_a_key_that_means_something_else_is_taken(store: Store, admin: Actor, key: str) -> None:
    assert refused(store, admin, key=key) == {"key"}


def test_a_key_of_a_called_diagram_or_a_folder_is_taken(store: Store, admin: Actor) -> None:
    add_diagram(store, admin, "mini", "mini", "mini-check", "核对")
    edit_pack(store, admin, "mini", {"notes/one.txt": b"x"}, {})
    for key in ("mini-check", "notes"):
        with pytest.raises(FormError) as told:
            begin_new_process(store, admin, "mini", replace(WANTED, key=key))
        assert set(told.value.errors) == {"key"}
    with pytest.raises(FormError):
        add_diagram(store, admin, "mini", "mini", "notes", "核对")


@pytest.mark.parametrize(
    ("field", "text"),
    [("title", "  "), ("title", "字" * 61), ("kind_code", "N"), ("kind_code", "NBBSNBB"),
     ("kind_code", "NBBS\n"), ("role", "system_admin"), ("role", "nobody"), ("needs", "all")],
)  # fmt: skip
def test_what_is_wrong_is_named(store: Store, admin: Actor, field: str, text: str) -> None:
    assert refused(store, admin, **{field: text}) == {field}


def test_the_longest_key_and_title_are_taken(store: Store, admin: Actor) -> None:
    longest = replace(WANTED, key="a" * 40, title="字" * 60)
    assert begin_new_process(store, admin, "mini", longest) == f"{'a' * 40}/{'a' * 40}.bpmn"


def test_a_diagram_needs_a_key_and_a_title(store: Store, admin: Actor) -> None:
    with pytest.raises(FormError) as told:
        add_diagram(store, admin, "mini", "mini", "No", " ")
    assert set(told.value.errors) == {"key", "title"}
    assert get_draft(store, admin, "mini").edits == ()


@pytest.mark.parametrize("who", ["zhangwei", "secadmin", "auditor", "pengli"])
def test_only_the_system_administrator_begins(store: Store, who: str) -> None:
    with pytest.raises(Forbidden):
        begin_new_process(store, acting(store, who), "mini", WANTED)
    with pytest.raises(Forbidden):
        add_diagram(store, acting(store, who), "mini", "mini", "mini-check", "核对")
