"""Every verb, by everybody of the cast, at every step: allowed exactly where the rules allow it."""

import pytest

from tests.trust import office
from tests.trust.doors import Doors
from tests.trust.matrix import CAST, STOPS, Hatted, Walk, by_api, without_claims, wrong_of


@pytest.mark.parametrize("stop", STOPS)
def test_by_the_api(stop: str, hatted: Hatted, hat_doors: Doors) -> None:
    walk = Walk(hat_doors, hatted.cast, stop)
    before = office.rows_of(hat_doors.store, walk.id)
    assert wrong_of(hat_doors, walk, by_api, CAST) == {}
    assert without_claims(office.rows_of(hat_doors.store, walk.id)) == without_claims(before)


@pytest.mark.parametrize("owner", ["zhoujun", "wuting"])
def test_what_somebody_has_claimed(owner: str, hatted: Hatted, hat_doors: Doors) -> None:
    walk = Walk(hat_doors, hatted.cast, "respond_to_need")
    assert hat_doors.api.post(owner, f"/tasks/{walk.task}/claim").status == 204
    walk.note(owner, "claim", 204)
    assert wrong_of(hat_doors, walk, by_api, [who for who in CAST if who != owner]) == {}
