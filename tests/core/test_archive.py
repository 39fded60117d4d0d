"""A pack as a .zip: the same each time, and read whatever somebody packed."""

import io
import stat
import zipfile

import pytest

from engine.core.archive import read_archive, write_archive
from engine.core.lint.limits import MAX_FILES, MAX_TOTAL
from engine.errors import PackError
from tests.packs import pack_files
from tests.packs.archives import link, packed


def test_what_is_written_is_read_and_is_the_same_each_time() -> None:
    files = pack_files()
    written = write_archive(files)
    assert read_archive(written) == files
    assert write_archive(dict(reversed(files.items()))) == written


def test_the_folder_around_a_pack_and_litter_are_left_away() -> None:
    entries = {"jz/pack.toml": b"a", "jz/p/process.toml": b"b", "jz/.DS_Store": b"",
               "jz/p/Thumbs.db": b"", "__MACOSX/jz/._pack.toml": b""}  # fmt: skip
    assert read_archive(packed(entries)) == {"pack.toml": b"a", "p/process.toml": b"b"}


@pytest.mark.parametrize(
    "litter",
    ["Thumbs.db", "p/desktop.ini", "p/__pycache__/a.pyc", "__MACOSX/p/x", ".git/config", "p/.a"],
)
def test_what_systems_leave_behind_is_left_away(litter: str) -> None:
    assert list(read_archive(packed({litter: b"x", "p/a.json": b"{}"}))) == ["p/a.json"]


def test_what_is_only_called_alike_is_kept() -> None:
    names = ["p/Thumbs.db.json", "p/desktop.ini2", "p/my__pycache__", "p/a.DS_Store"]
    assert list(read_archive(packed(dict.fromkeys(names, b"x")))) == names


def test_the_folder_around_stays_where_it_is_asked_for() -> None:
    content = packed({"jz/pack.toml": b"a"})
    assert list(read_archive(content, around=False)) == ["jz/pack.toml"]
    assert list(read_archive(packed({"jz/pack.toml": b"a", "b": b""}))) == ["jz/pack.toml", "b"]


def stored(entry: zipfile.ZipInfo) -> None:
    entry.compress_type = zipfile.ZIP_STORED


def test_what_is_not_compressed_is_read() -> None:
    assert read_archive(packed({"a": b"x" * 99}, stored)) == {"a": b"x" * 99}


def test_an_archive_may_be_as_large_as_a_pack() -> None:
    data = bytes(range(256)) * 64
    most = {str(n): data if n < 10 else b"" for n in range(MAX_FILES)}
    assert read_archive(packed(most, stored)) == most


def test_every_entry_is_a_plain_file_of_no_time() -> None:
    with zipfile.ZipFile(io.BytesIO(write_archive({"a": b"1"}))) as opened:
        (entry,) = opened.infolist()
    assert entry.date_time == (1980, 1, 1, 0, 0, 0)
    assert entry.external_attr >> 16 == stat.S_IFREG | 0o644


def test_a_folder_of_one_process_keeps_its_name() -> None:
    assert list(read_archive(packed({"p/process.toml": b"b"}))) == ["p/process.toml"]


@pytest.mark.parametrize("encoding", ["gbk", "utf-8"])
def test_names_are_read_in_the_code_page_of_chinese_windows(encoding: str) -> None:
    name = "场景/跨国庆.toml".encode(encoding)
    written = packed({"@" * len(name): b"1"}).replace(b"@" * len(name), name)
    assert list(read_archive(written)) == ["场景/跨国庆.toml"]


def test_backslashes_separate_folders() -> None:
    assert list(read_archive(packed({"p\\process.toml": b"1"}))) == ["p/process.toml"]


@pytest.mark.parametrize("path", ["..\\a", "C:\\a", "a//b"])
def test_paths_that_lead_elsewhere_are_refused(path: str) -> None:
    with pytest.raises(PackError) as refused:
        read_archive(packed({path: b""}))
    assert refused.value.details["problems"]


def lzma(entry: zipfile.ZipInfo) -> None:
    entry.compress_type = zipfile.ZIP_LZMA


def locked(content: bytes) -> bytes:
    """The same with the flag of encryption in both places where it stands."""
    local = content.replace(b"PK\x03\x04\x14\x00\x00", b"PK\x03\x04\x14\x00\x01")
    return local.replace(b"PK\x01\x02\x14\x03\x14\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "完整"),
        (b"PK\x03\x04 no archive", "完整"),
        (packed({"a": b"x" * 999})[:60], "完整"),
        (packed({}), "没有文件"),
        (packed({"a": b"/etc/passwd"}, link), "链接"),
        (packed({"a": b"x" * 99}, lzma), "压缩方式"),
        (locked(packed({"a": b"x" * 99})), "密码"),
        (packed({"a": bytes(MAX_TOTAL + 1)}), "过大"),
        (packed({"a": bytes(500_000)}), "过大"),
        (packed({str(n): b"" for n in range(MAX_FILES + 1)}), "过大"),
        (bytes(MAX_TOTAL + 1), "过大"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(content: bytes, words: str) -> None:
    with pytest.raises(PackError, match=words):
        read_archive(content)


def test_two_files_of_one_name_are_refused() -> None:
    content = packed({"a/b": b"1", "a/c": b"2"}).replace(b"a/c", b"a/b")
    with pytest.raises(PackError, match="两次"):
        read_archive(content)


def test_a_size_that_the_header_denies_is_not_believed() -> None:
    honest = packed({"a": b"abcdefgh" * 200})
    with pytest.raises(PackError, match="完整"):
        read_archive(honest.replace((1600).to_bytes(4, "little"), (8).to_bytes(4, "little")))
