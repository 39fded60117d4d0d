"""Walks over what leads to what."""

import pytest

from engine.core.walks import circles, last_first


@pytest.mark.parametrize(
    ("ways", "order"),
    [
        ({"a": ["b"], "b": ["c"], "c": []}, ["c", "b", "a"]),
        ({"b": ["c"], "c": [], "a": ["b"]}, ["c", "b", "a"]),
        ({"a": ["b", "c"], "b": ["d"], "c": ["d"], "d": []}, ["d", "c", "b", "a"]),
        # a way back is aside, and what is no key leads nowhere
        ({"a": ["b"], "b": ["a", "z"]}, ["b", "a"]),
    ],
)
def test_what_follows_comes_first(ways: dict[str, list[str]], order: list[str]) -> None:
    assert list(last_first(ways)) == order


@pytest.mark.parametrize(
    ("ways", "found"),
    [
        ({"a": ["b"], "b": []}, []),
        ({"a": ["b"], "b": ["a"]}, [["a", "b"]]),
        ({"a": ["a"]}, []),
        ({"b": ["a"], "a": ["b", "z"]}, [["b", "a"]]),
        ({"a": ["b"], "b": ["a", "c"], "c": ["d"], "d": ["c"]}, [["a", "b"], ["c", "d"]]),
        ({"a": ["b"], "b": ["c"], "c": ["a", "b"]}, [["a", "b", "c"]]),
        ({"a": ["b", "c"], "b": ["d"], "c": ["d"], "d": []}, []),
    ],
)
def test_circles_are_told_apart(ways: dict[str, list[str]], found: list[list[str]]) -> None:
    assert sorted(circles(ways)) == sorted(found)


def test_a_long_way_is_walked() -> None:
    ways = {str(n): [str(n + 1)] for n in range(10_000)}
    assert next(last_first(ways)) == "9999"
    assert list(circles(ways)) == []
    assert [len(each) for each in circles(ways | {"9999": ["0"]})] == [10_000]
