"""Which paths a pack may hold: each reason to refuse one, and the nearest that is taken."""

import pytest

from engine.core.pack.paths import LONGEST_NAME, LONGEST_PATH, refuse_bad_paths
from engine.errors import PackError

GOOD = [
    "pack.toml",
    "a/b/c.json",
    "审核/表单.json",
    "a..b",
    "_one/a_b-c",
    "con1/console.txt",
    "com0/x",
    "com10",
    "x" * LONGEST_NAME,
    "/".join(["x" * 199] * 5),
    "字" * 85,
]
BAD = [
    "", "/", "a/", "/a", "a//b", ".", "..", "a/..", "../a", "./a", "a/./b",
    ".hidden", "a/.b", "__pycache__", "a/__x", "a/__x/b",
    "a\\b", "c:x", "a*", "a?", 'a"', "a<", "a>", "a|", "a\nb", "a\x00b", "a\u202eb",
    " a", "a ", "a/ b", "a.", "a./b",
    "con", "CON", "prn.txt", "aux", "a/nul.json", "com1", "com9.toml", "lpt1", "a/LPT9",
    "x" * (LONGEST_NAME + 1), "字" * 86, "/".join(["x" * 200] * 5),
]  # fmt: skip


@pytest.mark.parametrize("path", GOOD)
def test_a_path_that_any_system_writes_is_taken(path: str) -> None:
    refuse_bad_paths([path])


@pytest.mark.parametrize("path", BAD)
def test_a_path_that_some_system_cannot_write_is_refused(path: str) -> None:
    with pytest.raises(PackError) as refused:
        refuse_bad_paths(["pack.toml", path])
    assert [each["file"] for each in refused.value.details["problems"]] == [path]


def test_the_longest_path_is_a_thousand_characters() -> None:
    longest = "/".join(["x" * 199] * 4 + ["x" * 200])
    assert len(longest) == LONGEST_PATH
    refuse_bad_paths([longest])


def test_no_file_stands_where_a_folder_does() -> None:
    refuse_bad_paths(["a/b", "a/c", "b"])
    with pytest.raises(PackError) as refused:
        refuse_bad_paths(["a", "a/b", "a/b/c"])
    assert [each["file"] for each in refused.value.details["problems"]] == ["a/b", "a/b/c"]
