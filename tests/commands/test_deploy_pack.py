"""Deploying: versions, what stays the same, and the bounds of the law."""

import pytest

from engine.commands.deploy_pack import deploy_pack
from engine.errors import Conflict, FormError, PackError
from engine.store.tables import PackBlob, PackVersion
from tests.bureau.fixtures import acting
from tests.packs import pack_files

BOUND = """
[[bound]]
process = "mini"
element = "reply_term"
unit = "working_day"
max = 5
clause = "第十四条（二）"
"""


def bounded(days: int) -> dict[str, bytes]:
    files = pack_files()
    files["pack.toml"] += BOUND.encode()
    drawn = files["mini/mini.bpmn"].decode()
    files["mini/mini.bpmn"] = drawn.replace("working_days(5)", f"working_days({days})").encode()
    return files


def test_a_version_says_who_and_why(bureau_store):
    done = deploy_pack(bureau_store, acting(bureau_store, "sysadmin"), pack_files(), "首次部署")
    with bureau_store.reading() as session:
        version = session.get(PackVersion, done.id)
    assert (version.number, version.reason, version.sha256) == (1, "首次部署", done.sha256)
    assert version.deployed_by == acting(bureau_store, "sysadmin").name
    with pytest.raises(FormError):
        deploy_pack(bureau_store, None, bounded(3), " ")


def test_the_same_content_again_changes_nothing(bureau_store):
    first = deploy_pack(bureau_store, None, pack_files(), "release")
    again = deploy_pack(bureau_store, None, pack_files(), "release")
    assert (again.id, again.changed) == (first.id, False)


def test_what_was_made_of_an_older_version_undoes_nothing(bureau_store):
    deploy_pack(bureau_store, None, pack_files(), "release")
    deploy_pack(bureau_store, None, bounded(3), "shorter", upon=1)
    with pytest.raises(Conflict, match="第 2 版"):
        deploy_pack(bureau_store, None, bounded(2), "shorter still", upon=1)
    with bureau_store.reading() as session:
        assert session.query(PackVersion).count() == 2


def test_a_changed_file_is_a_new_version_and_the_rest_is_shared(bureau_store):
    deploy_pack(bureau_store, None, pack_files(), "release")
    with bureau_store.reading() as session:
        before = session.query(PackBlob).count()
    assert deploy_pack(bureau_store, None, bounded(3), "shorter").number == 2
    with bureau_store.reading() as session:
        assert session.query(PackBlob).count() == before + 2


@pytest.mark.parametrize("days", [1, 5])
def test_terms_within_the_law_are_taken(bureau_store, days):
    assert deploy_pack(bureau_store, None, bounded(days), "trial").changed


def test_a_term_beyond_the_law_is_refused_by_clause(bureau_store):
    with pytest.raises(PackError) as refused:
        deploy_pack(bureau_store, None, bounded(6), "longer")
    (problem,) = refused.value.details["problems"]
    assert "第十四条（二）" in problem["message"]
    assert "不得超过5个工作日" in problem["message"]


def test_a_bound_without_its_timer_is_refused(bureau_store):
    files = bounded(5)
    files["pack.toml"] = files["pack.toml"].replace(b"reply_term", b"gone_term")
    with pytest.raises(PackError):
        deploy_pack(bureau_store, None, files, "gone")
