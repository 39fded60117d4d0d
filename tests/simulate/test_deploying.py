"""Deploying a draft: by whom, and only what passes its own scenarios."""

import pytest

from engine.core.access import Actor
from engine.errors import Forbidden, FormError, PackError
from engine.queries.pack_draft import COMMON, get_draft
from engine.queries.pack_files import versions
from engine.simulate import deploy, deploy_draft
from engine.simulate.adopting import adopt_results
from engine.store.database import Store
from tests.bureau.fixtures import acting
from tests.webui.good_pack import KEEPER, edit, pack_files, shorter, with_good

STORY = "good/scenarios/one.toml"
#: Its request is said to be with somebody else than it is.
WRONG = """
title = "申请"
article = "第十四条"

[[step]]
at = 2026-09-21T09:00:00
who = "zhangwei"
do = "start"
process = "good"
then = { state = "NOWHERE" }
""".encode()


@pytest.fixture
def store(bureau_store: Store) -> Store:
    return with_good(bureau_store)


@pytest.fixture
def admin(store: Store) -> Actor:
    return acting(store, KEEPER)


def test_what_a_scenario_says_otherwise_is_not_deployed(store: Store, admin: Actor) -> None:
    edit(store, {STORY: WRONG})
    with pytest.raises(PackError, match="场景没有全部通过") as told:
        deploy_draft(store, admin, "good", ["good"], "试行")
    assert {each["file"] for each in told.value.details["problems"]} == {STORY}
    with pytest.raises(PackError, match="场景没有全部通过"):
        deploy(store, None, pack_files() | {STORY: WRONG}, "release")
    assert len(versions(store)) == 1
    assert len(get_draft(store, admin, "good").edits) == 1


@pytest.mark.parametrize("who", ["zhangwei", "secadmin", "auditor", "pengli"])
def test_only_the_system_administrator_deploys_or_adopts(store: Store, who: str) -> None:
    shorter(store)
    other = acting(store, who)
    with pytest.raises(Forbidden):
        deploy_draft(store, other, "good", ["good"], "试行")
    with pytest.raises(Forbidden):
        adopt_results(store, other, "good", [STORY], ["good"])
    assert len(versions(store)) == 1


def test_a_part_that_nothing_is_edited_of_is_nothing_to_deploy(store: Store, admin: Actor) -> None:
    shorter(store)
    with pytest.raises(FormError) as told:
        deploy_draft(store, admin, "good", [COMMON], "试行")
    assert set(told.value.errors) == {"taking"}
