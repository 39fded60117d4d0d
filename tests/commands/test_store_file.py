"""Attachments: kept once, in chunks, given back to who may see them."""

import hashlib
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

import pytest
from sqlalchemy import func, select, update

from engine.commands.store_file import CHUNK, FileRef, store_file
from engine.core.access import Actor
from engine.core.filetypes import FileRefused
from engine.errors import NotFound
from engine.queries.files import open_file
from engine.store.database import Store
from engine.store.tables import Attachment, FileChunk, StoredFile
from tests.bureau.fixtures import acting
from tests.commands.casework import begin
from tests.packs import with_mini

TEXT = "批准件扫描说明\n".encode()


def keep(store: Store, who: str, content: bytes = TEXT, name: str = "说明.txt") -> FileRef:
    return store_file(store, acting(store, who), name, BytesIO(content))


def number(store: Store, table: type) -> int:
    with store.reading() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def content(store: Store, actor: Actor, digest: str) -> bytes:
    return b"".join(open_file(store, actor, digest).chunks)


def test_a_large_file_comes_back_as_it_was(each_bureau_store: Store) -> None:
    large = b"0123456789abcde\n" * (3 * CHUNK // 16) + b"end"
    ref = keep(each_bureau_store, "zhangwei", large, "大文件.txt")
    assert ref.digest == hashlib.sha256(large).hexdigest()
    assert (ref.size, ref.as_answer()["name"]) == (len(large), "大文件.txt")
    assert number(each_bureau_store, FileChunk) == 4
    assert content(each_bureau_store, acting(each_bureau_store, "zhangwei"), ref.digest) == large


def test_the_same_content_is_kept_once_and_each_upload_by_its_name(bureau_store: Store) -> None:
    first, again = keep(bureau_store, "zhangwei"), keep(bureau_store, "zhangwei")
    other = keep(bureau_store, "liuyang", name="附件.txt")
    assert first.digest == again.digest == other.digest
    assert number(bureau_store, StoredFile) == 1
    assert number(bureau_store, Attachment) == 2


def test_two_uploads_of_one_content_at_once(each_bureau_store: Store) -> None:
    with ThreadPoolExecutor(2) as pool:
        refs = list(pool.map(lambda who: keep(each_bureau_store, who), ["zhangwei", "liuyang"]))
    assert refs[0].digest == refs[1].digest
    assert number(each_bureau_store, Attachment) == 2


def test_before_use_only_the_uploader_reads_it(bureau_store: Store) -> None:
    ref = keep(bureau_store, "zhangwei")
    for who in ("liuyang", "chenjianguo", "yangfan", "sysadmin", "auditor"):
        with pytest.raises(NotFound):
            open_file(bureau_store, acting(bureau_store, who), ref.digest)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("空.txt", b""),
        ("病毒.exe", b"MZ\x90\x00" + b"\x00" * 64),
        ("假的.pdf", b"MZ\x90\x00" + b"\x00" * 64),
        ("", TEXT),
    ],
)
def test_what_will_not_do_is_refused_and_not_kept(
    bureau_store: Store, name: str, data: bytes
) -> None:
    with pytest.raises(FileRefused):
        keep(bureau_store, "zhangwei", data, name)
    assert number(bureau_store, StoredFile) == number(bureau_store, Attachment) == 0


def test_too_large_is_told_before_it_is_read_whole(
    bureau_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.commands.store_file.MAX_BYTES", 2 * CHUNK)
    stream = BytesIO(b"a" * (5 * CHUNK))
    with pytest.raises(FileRefused, match="50 MB"):
        store_file(bureau_store, acting(bureau_store, "zhangwei"), "大.txt", stream)
    assert stream.tell() == 3 * CHUNK


def test_an_upload_used_in_a_case_is_no_longer_the_uploaders_alone(
    case_file: tuple[Store, str, str],
) -> None:
    store, digest, case_id = case_file
    for who in ("zhangwei", "chenjianguo"):
        assert content(store, acting(store, who), digest) == TEXT
    for who in ("songyan", "sysadmin", "auditor"):
        with pytest.raises(NotFound):
            open_file(store, acting(store, who), digest)
    with pytest.raises(NotFound):
        open_file(store, acting(store, "zhangwei"), digest, "another-case")
    assert open_file(store, acting(store, "zhangwei"), digest, case_id).name == "说明.txt"


@pytest.fixture
def case_file(bureau_store: Store) -> tuple[Store, str, str]:
    """A file that zhangwei's case uses, with the case's id."""
    store = with_mini(bureau_store)
    ref, case = keep(store, "zhangwei"), begin(store)
    with store.transaction() as session:
        session.execute(update(Attachment).values(case_id=case.id))
    return store, ref.digest, case.id
