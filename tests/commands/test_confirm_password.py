"""The password given again for a written approval."""

import pytest

from engine.commands.confirm_password import confirm_password
from engine.errors import FormError
from engine.store.database import Store
from tests.bureau.fixtures import PASSWORD, acting


def test_other_people_s_mistakes_keep_nobody_waiting(bureau_store: Store) -> None:
    for username in ("zhangwei", "liuyang", "wangfang"):
        for _ in range(4):
            with pytest.raises(FormError):
                confirm_password(bureau_store, acting(bureau_store, username), "wrong")
    assert confirm_password(bureau_store, acting(bureau_store, "chenjianguo"), PASSWORD)


def test_five_wrong_ones_lock_the_account(bureau_store: Store) -> None:
    actor = acting(bureau_store, "chenjianguo")
    for _ in range(5):
        with pytest.raises(FormError):
            confirm_password(bureau_store, actor, "wrong")
    with pytest.raises(FormError) as locked:
        confirm_password(bureau_store, actor, PASSWORD)
    assert "锁定" in locked.value.errors["password"][0]
