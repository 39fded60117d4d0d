"""The draft of a pack: who may write what, on top of whose work, and what deploying settles."""

import hashlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest

from engine.commands.deploy_pack import deploy_pack
from engine.commands.discard_edits import discard_edits, keep_edits
from engine.commands.edit_pack import edit_pack
from engine.errors import Conflict, EditConflict, Forbidden, FormError, NotFound, PackError
from engine.queries.pack_draft import COMMON, draft_file, draft_files, get_draft
from engine.simulate import deploy_draft
from engine.store.tables import PackEdit
from tests.bureau.fixtures import acting
from tests.packs import pack_files, with_mini

MAIL = "mini/mail/late.txt"


@pytest.fixture
def store(each_bureau_store):
    return with_mini(each_bureau_store)


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def write(store, path, content, base, who="sysadmin"):
    return edit_pack(store, acting(store, who), "mini", {path: content}, {path: base})


@pytest.fixture
def admin(store):
    return acting(store, "sysadmin")


def test_an_edit_stands_beside_the_deployed_file(store, admin):
    old = pack_files()[MAIL]
    (done,) = write(store, MAIL, b"new\n", digest(old))
    assert done.sha256 == digest(b"new\n")
    (edit,) = get_draft(store, admin, "mini").edits
    assert (edit.path, edit.part, edit.state, edit.behind) == (MAIL, "mini", "changed", False)
    assert draft_files(store, admin, "mini")[MAIL] == b"new\n"
    assert draft_files(store, admin, "mini", [COMMON])[MAIL] == old
    assert draft_file(store, admin, "mini", MAIL).content == b"new\n"


def test_what_is_again_as_deployed_is_no_edit(store, admin):
    old = pack_files()[MAIL]
    write(store, MAIL, b"new\n", digest(old))
    write(store, MAIL, old, digest(b"new\n"))
    assert get_draft(store, admin, "mini").edits == ()


def test_a_file_is_added_and_taken_away(store, admin):
    write(store, "mini/mail/more.txt", b"x\ny", None)
    write(store, MAIL, None, digest(pack_files()[MAIL]))
    found = {edit.path: edit.state for edit in get_draft(store, admin, "mini").edits}
    assert found == {"mini/mail/more.txt": "added", MAIL: "removed"}
    assert MAIL not in draft_files(store, admin, "mini")
    assert discard_edits(store, admin, "mini", [MAIL, "mini/mail/more.txt"]) == 2
    assert draft_files(store, admin, "mini") == pack_files()


def test_whoever_saves_on_an_older_content_is_told_who_was_faster(store, admin):
    old = digest(pack_files()[MAIL])
    write(store, MAIL, b"first\n", old)
    with pytest.raises(EditConflict) as told:
        write(store, MAIL, b"second\n", old)
    assert told.value.details["edited_by"] == admin.name
    assert told.value.details["sha256"] == digest(b"first\n")
    assert draft_file(store, admin, "mini", MAIL).content == b"first\n"


def saved_at_once(store, base: str) -> list[str]:
    """What four people hear who save the mail at the same moment, all of whom began from `base`."""
    ready = Barrier(4)

    def save(content: bytes) -> str:
        ready.wait()
        try:
            write(store, MAIL, content, base)
        except Conflict as error:
            return error.code
        return "saved"

    with ThreadPoolExecutor(4) as pool:
        return sorted(pool.map(save, [b"a\n", b"b\n", b"c\n", b"d\n"]))


def test_of_two_who_save_at_once_one_is_told(store):
    found = saved_at_once(store, digest(pack_files()[MAIL]))
    assert found == ["edit_conflict"] * 3 + ["saved"]


def test_of_two_who_change_an_edit_at_once_one_is_told(store):
    write(store, MAIL, b"first\n", digest(pack_files()[MAIL]))
    assert saved_at_once(store, digest(b"first\n")) == ["edit_conflict"] * 3 + ["saved"]


def test_a_file_that_is_there_is_not_begun_anew(store, admin):
    with pytest.raises(EditConflict) as told:
        write(store, MAIL, b"new\n", None)
    assert told.value.details["sha256"] == digest(pack_files()[MAIL])
    assert told.value.details["edited_by"] == ""
    with pytest.raises(EditConflict):
        write(store, "mini/mail/gone.txt", b"new\n", "0" * 64)


def test_what_is_not_there_cannot_be_taken_away(store, admin):
    with pytest.raises(NotFound):
        write(store, "mini/mail/more.txt", None, None)


def test_the_last_who_wrote_is_named(store, admin):
    old = digest(pack_files()[MAIL])
    other = replace(acting(store, "caoyu"), posts=admin.posts)
    write(store, MAIL, b"first\n", old)
    changes, base = {MAIL: b"second\n"}, {MAIL: digest(b"first\n")}
    (done,) = edit_pack(store, other, "mini", changes, base)
    assert done.edited_by == other.name
    assert get_draft(store, admin, "mini").edits[0].edited_by == other.name
    with pytest.raises(EditConflict, match=other.name):
        write(store, MAIL, b"third\n", old)


def test_a_name_is_free_once_its_file_is_taken_away(store, admin):
    old, other = digest(pack_files()[MAIL]), f"{MAIL}/x"
    with pytest.raises(PackError):
        write(store, other, b"x", None)
    edit_pack(store, admin, "mini", {MAIL: None, other: b"x"}, {MAIL: old, other: None})
    discard_edits(store, admin, "mini", [other])
    write(store, other, b"y", None)


def test_all_files_of_an_edit_or_none(store, admin):
    files = {"mini/mail/more.txt": b"x", MAIL: b"y"}
    with pytest.raises(EditConflict):
        edit_pack(store, admin, "mini", files, {MAIL: "0" * 64})
    assert get_draft(store, admin, "mini").edits == ()


@pytest.mark.parametrize(
    "path",
    ["../x", "/etc/passwd", "mini//x", "mini/.x", "mini/mail/con.txt", "AUX/x", "mini/a\\b", ""],
)
def test_paths_that_no_pack_may_have_are_refused(store, path):
    with pytest.raises(PackError):
        write(store, path, b"x", None)


def test_a_file_that_is_too_large_is_refused(store):
    with pytest.raises(FormError, match="过大"):
        write(store, "mini/mail/big.txt", b"x" * 1_000_001, None)
    write(store, "mini/mail/big.txt", b"x" * 1_000_000, None)


def test_a_pack_holds_so_many_files_and_no_more(bureau_store):
    store = with_mini(bureau_store)
    admin, room = acting(store, "sysadmin"), 2_000 - len(pack_files())
    more = {f"mini/mail/m{number}.txt": b"x" for number in range(room)}
    edit_pack(store, admin, "mini", more, {})
    with pytest.raises(FormError, match="2000"):
        write(store, "mini/mail/one-more.txt", b"x", None)
    write(store, MAIL, None, digest(pack_files()[MAIL]))
    write(store, "mini/mail/one-more.txt", b"x", None)


@pytest.mark.parametrize("who", ["zhangwei", "secadmin", "auditor", "pengli"])
def test_only_the_system_administrator_edits(store, who):
    with pytest.raises(Forbidden):
        write(store, "mini/mail/more.txt", b"x", None, who=who)


@pytest.mark.parametrize("who", ["zhangwei", "secadmin", "auditor", "pengli"])
def test_others_neither_give_up_nor_keep_what_is_edited(store, admin, who):
    write(store, MAIL, b"mine\n", digest(pack_files()[MAIL]))
    for act in (discard_edits, keep_edits):
        with pytest.raises(Forbidden):
            act(store, acting(store, who), "mini", [MAIL])
    assert draft_file(store, admin, "mini", MAIL).content == b"mine\n"


def test_the_managing_department_reads_and_others_do_not(store):
    assert get_draft(store, acting(store, "pengli"), "mini").edits == ()
    with pytest.raises(Forbidden):
        get_draft(store, acting(store, "zhangwei"), "mini")


def test_an_edit_that_a_deployment_overtook_is_behind_until_somebody_decides(store, admin):
    write(store, MAIL, b"mine\n", digest(pack_files()[MAIL]))
    deploy_pack(store, None, {**pack_files(), MAIL: b"theirs\n"}, "release")
    (edit,) = get_draft(store, admin, "mini").edits
    assert edit.behind
    with pytest.raises(Conflict, match="late"):
        deploy_draft(store, admin, "mini", ["mini"], "试一试")
    assert keep_edits(store, admin, "mini", [MAIL]) == 1
    assert not get_draft(store, admin, "mini").edits[0].behind


def test_what_somebody_has_written_since_is_not_given_up(store, admin):
    write(store, MAIL, b"first\n", digest(pack_files()[MAIL]))
    write(store, "mini/mail/more.txt", b"x", None)
    seen = {MAIL: digest(b"first\n")}
    write(store, MAIL, b"second\n", digest(b"first\n"))
    with pytest.raises(EditConflict, match=admin.name):
        discard_edits(store, admin, "mini", ["mini/mail/more.txt", MAIL], seen)
    assert len(get_draft(store, admin, "mini").edits) == 2
    assert discard_edits(store, admin, "mini", [MAIL], {MAIL: digest(b"second\n")}) == 1
    write(store, MAIL, None, digest(pack_files()[MAIL]))
    assert discard_edits(store, admin, "mini", [MAIL], {MAIL: None}) == 1


def test_only_the_named_edits_are_kept_or_given_up(store, admin):
    other = "mini/mail/other.txt"
    deploy_pack(store, None, {**pack_files(), other: b"a\n"}, "release")
    for path in (MAIL, other):
        write(store, path, b"mine\n", draft_file(store, admin, "mini", path).sha256)
    deploy_pack(store, None, {**pack_files(), other: b"b\n", MAIL: b"theirs\n"}, "release")
    assert keep_edits(store, admin, "mini", [MAIL]) == 1
    assert {each.path: each.behind for each in get_draft(store, admin, "mini").edits} == {
        MAIL: False,
        other: True,
    }
    assert keep_edits(store, admin, "mini", [MAIL]) == 0
    assert discard_edits(store, admin, "mini", [other]) == 1
    assert [each.path for each in get_draft(store, admin, "mini").edits] == [MAIL]


def test_what_is_deployed_elsewhere_with_the_same_content_is_no_edit_any_more(store, admin):
    write(store, MAIL, b"same\n", digest(pack_files()[MAIL]))
    deploy_pack(store, None, {**pack_files(), MAIL: b"same\n"}, "release")
    assert get_draft(store, admin, "mini").edits == ()


def test_an_edit_goes_on_after_its_earlier_content_was_deployed(store, admin):
    write(store, MAIL, b"one\n", digest(pack_files()[MAIL]))
    taken = {MAIL: digest(b"one\n")}
    write(store, MAIL, b"two\n", digest(b"one\n"))
    deploy_pack(store, admin, {**pack_files(), MAIL: b"one\n"}, "第一稿", taken)
    (edit,) = get_draft(store, admin, "mini").edits
    assert (edit.sha256, edit.behind) == (digest(b"two\n"), False)


def test_an_edit_that_was_not_deployed_along_stays_as_it_was(store, admin):
    other, drawn = "mini/mini.bpmn", pack_files()["mini/mini.bpmn"]
    write(store, MAIL, b"one\n", digest(pack_files()[MAIL]))
    write(store, other, drawn + b"\n", digest(drawn))
    deploy_pack(store, admin, {**pack_files(), MAIL: b"one\n"}, "第一稿", {MAIL: digest(b"one\n")})
    (edit,) = get_draft(store, admin, "mini").edits
    assert (edit.path, edit.sha256, edit.behind) == (other, digest(drawn + b"\n"), False)


def test_nothing_to_deploy_is_said(store, admin):
    with pytest.raises(FormError) as told:
        deploy_draft(store, admin, "mini", ["mini"], "试一试")
    assert "taking" in told.value.errors
    with store.reading() as session:
        assert session.query(PackEdit).count() == 0
