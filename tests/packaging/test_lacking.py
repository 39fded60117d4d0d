"""What a machine lacks is skipped at a desk and failed in CI, with the way to get it."""

import pytest

from tests.lacking import LACKING, lacking


def test_at_a_desk_it_is_skipped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match=f"{LACKING}: no browser"):
        lacking("no browser")


def test_in_ci_it_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match=f"{LACKING}: no browser"):
        lacking("no browser")
