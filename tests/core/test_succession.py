"""Which resource may take the place of another."""

from dataclasses import replace

import pytest

from engine.core.succession import NOT_USABLE, Candidate, succession_refusals

OLD = Candidate("a/1", "registration", "unconditional", "published", dedicated=False)
NEW = replace(OLD, code="a/2")


def test_another_published_one_of_the_same_provider_may() -> None:
    assert succession_refusals(OLD, NEW) == ()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"code": "a/1"}, "不能就是原资源"),
        ({"provider": "credit"}, "同一提供部门"),
        ({"state": "draft"}, "还不能共享使用"),
        ({"state": "deprecated"}, "还不能共享使用"),
        ({"state": "offline"}, "还不能共享使用"),
        ({"share_type": "not_shared"}, "不予共享"),
        ({"dedicated": True}, "专用"),
    ],
)
def test_what_may_not_is_said(change: dict[str, object], words: str) -> None:
    (refusal,) = succession_refusals(OLD, replace(NEW, **change))  # type: ignore[arg-type]
    assert words in str(refusal)


def test_a_dedicated_one_may_follow_a_dedicated_one() -> None:
    assert succession_refusals(replace(OLD, dedicated=True), replace(NEW, dedicated=True)) == ()


def test_all_that_is_wrong_is_said_at_once() -> None:
    new = replace(NEW, provider="credit", state="draft", share_type="not_shared")
    found = succession_refusals(OLD, new)
    assert len(found) == 3
    assert NOT_USABLE in found
