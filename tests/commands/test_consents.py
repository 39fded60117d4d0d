"""Settings of a pack are changed with a second person, whatever way they come."""

import pytest
from sqlalchemy import select

from engine.commands.ask_consent import ask_consent
from engine.commands.decide_consent import decide_consent
from engine.commands.deploy_pack import deploy_pack
from engine.commands.edit_pack import edit_pack
from engine.errors import Conflict, Forbidden, FormError, NotFound, RuleRefused
from engine.queries.consents import consent_needed, consents, consents_for
from engine.queries.pack_draft import draft_file
from engine.store.tables import Event
from tests.bureau.fixtures import acting
from tests.packs import pack_files, with_mini

PACK = "mini"


@pytest.fixture
def store(each_bureau_store):
    return with_mini(each_bureau_store)


@pytest.fixture
def admin(store):
    return acting(store, "sysadmin")


def changed() -> dict[str, bytes]:
    files = pack_files()
    return {**files, "pack.toml": files["pack.toml"] + b"\n[limits]\nexpiring_days = 40\n"}


def ask(store, admin) -> str:
    return ask_consent(store, admin, PACK, "提前提醒", changed()["pack.toml"])


def test_changed_settings_are_not_deployed_by_one_person(store, admin):
    with pytest.raises(RuleRefused) as told:
        deploy_pack(store, admin, changed(), "提前提醒")
    assert "pack.toml" in told.value.errors


def test_comments_need_nobody(store, admin):
    files = pack_files()
    files["pack.toml"] += "\n# 说明\n".encode()
    assert deploy_pack(store, admin, files, "说明").changed


def test_with_a_second_person_they_are_deployed_and_the_event_names_the_consent(store, admin):
    consent = ask(store, admin)
    decide_consent(store, acting(store, "pengli"), consent, True, "")
    assert deploy_pack(store, admin, changed(), "提前提醒").number == 2
    with store.reading() as session:
        kinds = session.scalars(select(Event.kind).where(Event.case_id.is_(None))).all()
        event = session.scalars(
            select(Event).where(Event.kind == "pack_deployed").order_by(Event.id.desc())
        ).first()
    assert event.data["consent"] == consent
    assert {"consent_asked", "consent_decided"} <= set(kinds)


def test_nobody_agrees_to_their_own(store, admin):
    consent = ask(store, admin)
    with pytest.raises(Forbidden):
        decide_consent(store, admin, consent, True, "")


@pytest.mark.parametrize("who", ["zhangwei", "secadmin", "auditor"])
def test_others_have_no_say(store, admin, who):
    consent = ask(store, admin)
    with pytest.raises(Forbidden):
        decide_consent(store, acting(store, who), consent, True, "")
    assert consents_for(store, acting(store, who)) == 0


def test_what_was_decided_stays_when_it_is_asked_again(store, admin):
    decide_consent(store, acting(store, "pengli"), ask(store, admin), False, "没有依据")
    ask(store, admin)
    assert {row.state for row in consents(store, admin, PACK)} == {"waiting", "refused"}


def test_a_refusal_needs_words_and_is_final(store, admin):
    consent = ask(store, admin)
    second = acting(store, "pengli")
    with pytest.raises(FormError):
        decide_consent(store, second, consent, False, " ")
    decide_consent(store, second, consent, False, "没有依据")
    with pytest.raises(Conflict):
        decide_consent(store, second, consent, True, "")
    with pytest.raises(RuleRefused):
        deploy_pack(store, admin, changed(), "提前提醒")


def test_consent_is_to_one_content_only(store, admin):
    decide_consent(store, acting(store, "pengli"), ask(store, admin), True, "")
    other = {**changed(), "pack.toml": changed()["pack.toml"].replace(b"40", b"41")}
    with pytest.raises(RuleRefused):
        deploy_pack(store, admin, other, "再提前")


def test_a_consent_of_an_earlier_version_is_used_up(store, admin):
    decide_consent(store, acting(store, "pengli"), ask(store, admin), True, "")
    deploy_pack(store, admin, changed(), "提前提醒")
    back = pack_files()
    with pytest.raises(RuleRefused):
        deploy_pack(store, admin, back, "改回去")


def test_a_consent_counts_for_the_version_that_it_was_given_for(store, admin):
    """What was agreed once is asked again when the law was put back in between."""
    decide_consent(store, acting(store, "pengli"), ask(store, admin), True, "")
    deploy_pack(store, admin, changed(), "提前提醒")
    deploy_pack(store, None, pack_files(), "release")
    with pytest.raises(RuleRefused):
        deploy_pack(store, admin, changed(), "再提前提醒")


def test_what_nobody_has_decided_yet_is_no_consent(store, admin):
    ask(store, admin)
    with pytest.raises(RuleRefused):
        deploy_pack(store, admin, changed(), "提前提醒")


def test_what_is_agreed_is_not_asked_again(store, admin):
    decide_consent(store, acting(store, "pengli"), ask(store, admin), True, "")
    with pytest.raises(Conflict, match="已经有第二人同意"):
        ask(store, admin)


@pytest.mark.parametrize("who", ["pengli", "zhangwei", "auditor"])
def test_only_who_changes_packs_asks(store, who):
    with pytest.raises(Forbidden):
        ask(store, acting(store, who))


def test_what_cannot_be_read_is_not_asked_about(store, admin):
    with pytest.raises(FormError) as told:
        ask_consent(store, admin, PACK, "提前提醒", b"[[")
    assert set(told.value.errors) == {"settings"}
    with pytest.raises(FormError) as told:
        ask_consent(store, admin, PACK, " ", changed()["pack.toml"])
    assert set(told.value.errors) == {"reason"}


def test_what_was_replaced_can_no_longer_be_decided(store, admin):
    first = ask(store, admin)
    ask(store, admin)
    with pytest.raises(NotFound):
        decide_consent(store, acting(store, "pengli"), first, True, "")


def test_what_the_second_person_says_is_kept(store, admin):
    consent, second = ask(store, admin), acting(store, "pengli")
    with pytest.raises(FormError):
        decide_consent(store, second, consent, True, "字" * 2001)
    decide_consent(store, second, consent, True, " 依据第三条 ")
    (row,) = consents(store, admin, PACK)
    assert (row.state, row.decided_by, row.decision) == ("agreed", second.name, "依据第三条")
    assert (row.asked_by, row.mine) == (admin.name, True)


def test_a_question_is_current_while_draft_and_version_are_as_asked(store, admin):
    def write(content: bytes) -> None:
        base = draft_file(store, admin, PACK, "pack.toml").sha256
        edit_pack(store, admin, PACK, {"pack.toml": content}, {"pack.toml": base})

    def current() -> bool:
        return consents(store, admin, PACK)[0].current

    wanted = changed()["pack.toml"]
    write(wanted)
    ask_consent(store, admin, PACK, "提前提醒")
    assert (current(), consent_needed(store, admin, PACK)) == (True, True)
    write(wanted.replace(b"40", b"41"))
    assert not current()
    write(wanted)
    assert current()
    mail = {"mini/mail/late.txt": "迟了\n\n请办理。\n".encode()}
    deploy_pack(store, None, pack_files() | mail, "release")
    assert not current()


def test_who_has_no_say_sees_nothing_of_it(store, admin):
    ask(store, admin)
    assert consents_for(store, acting(store, "zhangwei")) == 0
    with pytest.raises(Forbidden):
        consents(store, acting(store, "zhangwei"), PACK)


def test_a_release_needs_nobody(store):
    assert deploy_pack(store, None, changed(), "release").changed


def test_what_was_asked_is_listed_with_old_and_new(store, admin):
    ask(store, admin)
    (row,) = consents(store, acting(store, "pengli"), PACK)
    assert (row.state, row.mine, row.new) == ("waiting", False, changed()["pack.toml"])
    assert row.old == pack_files()["pack.toml"]
    assert consents_for(store, acting(store, "pengli")) == 1
    assert consents_for(store, admin) == 0
    assert not consent_needed(store, admin, PACK)


def test_asking_again_replaces_the_question(store, admin):
    first = ask(store, admin)
    assert ask(store, admin) != first
    assert len(consents(store, admin, PACK)) == 1


def test_nothing_changed_needs_no_question(store, admin):
    with pytest.raises(Conflict):
        ask_consent(store, admin, PACK, "没有改动", pack_files()["pack.toml"])
    with pytest.raises(Conflict):
        ask_consent(store, admin, PACK, "草稿里没有")
