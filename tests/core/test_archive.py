"""A pack as a .zip: the same each time, and read whatever somebody packed."""

import io
import stat
import zipfile
from collections.abc import Callable

import pytest

from engine.core.archive import read_archive, write_archive
from engine.core.lint.limits import MAX_FILES, MAX_TOTAL
from engine.errors import PackError
from tests.packs import pack_files

Entries = dict[str, bytes]


def packed(entries: Entries, change: Callable[[zipfile.ZipInfo], None] | None = None) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as opened:
        for path, data in entries.items():
            entry = zipfile.ZipInfo(path)
            entry.compress_type = zipfile.ZIP_DEFLATED
            if change is not None:
                change(entry)
            opened.writestr(entry, data)
    return written.getvalue()


def test_what_is_written_is_read_and_is_the_same_each_time() -> None:
    files = pack_files()
    written = write_archive(files)
    assert read_archive(written) == files
    assert write_archive(dict(reversed(files.items()))) == written


def test_the_folder_around_a_pack_and_litter_are_left_away() -> None:
    entries = {"jz/pack.toml": b"a", "jz/p/process.toml": b"b", "jz/.DS_Store": b"",
               "jz/p/Thumbs.db": b"", "__MACOSX/jz/._pack.toml": b""}  # fmt: skip
    assert read_archive(packed(entries)) == {"pack.toml": b"a", "p/process.toml": b"b"}


def test_a_folder_of_one_process_keeps_its_name() -> None:
    assert list(read_archive(packed({"p/process.toml": b"b"}))) == ["p/process.toml"]


@pytest.mark.parametrize("encoding", ["gbk", "utf-8"])
def test_names_are_read_in_the_code_page_of_chinese_windows(encoding: str) -> None:
    name = "场景/跨国庆.toml".encode(encoding)
    written = packed({"@" * len(name): b"1"}).replace(b"@" * len(name), name)
    assert list(read_archive(written)) == ["场景/跨国庆.toml"]


def test_backslashes_separate_folders() -> None:
    assert list(read_archive(packed({"p\\process.toml": b"1"}))) == ["p/process.toml"]


@pytest.mark.parametrize("path", ["../a", "/a", "a/../../b", "..\\a", "C:\\a", "a//b"])
def test_paths_that_lead_elsewhere_are_refused(path: str) -> None:
    with pytest.raises(PackError) as refused:
        read_archive(packed({path: b""}))
    assert refused.value.details["problems"]


def linked(entry: zipfile.ZipInfo) -> None:
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16


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
        (packed({"a": b"/etc/passwd"}, linked), "链接"),
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
