"""What is uploaded to the modeler writes nothing outside the draft, and unpacks to no more than it
says."""

import io
import stat
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.core.archive import read_archive, write_archive
from engine.core.lint.limits import MAX_FILES, MAX_TOTAL
from engine.core.pack import read_pack
from engine.errors import PackError
from tests.core.lint.good import files
from tests.packs.archives import link, packed
from tests.trust.doors import Doors

ADMIN = "sysadmin"


def nested(depth: int) -> bytes:
    """An archive in an archive in an archive: 10 MB of zeros at the bottom."""
    content = bytes(10_000_000)
    for _ in range(depth):
        content = packed({"inner.zip": content})
    return content


def overlapping() -> bytes:
    """Many names in the directory, all of one and the same compressed file."""
    one = packed({"a": bytes(2_000_000)})
    start, end = one.index(b"PK\x01\x02"), one.index(b"PK\x05\x06")
    entry = one[start:end]
    names = [bytes([97 + n // 26, 97 + n % 26]) for n in range(500)]
    longer = [entry.replace(b"\x01\x00", b"\x02\x00", 1)[:46] + name for name in names]
    tail = bytearray(one[end:])
    tail[8:12] = len(names).to_bytes(2, "little") * 2
    tail[12:16] = sum(map(len, longer)).to_bytes(4, "little")
    return one[:start] + b"".join(longer) + bytes(tail)


def device(entry: zipfile.ZipInfo) -> None:
    entry.external_attr = (stat.S_IFCHR | 0o666) << 16


ATTEMPTS: dict[str, bytes] = {
    "up": packed({"../../../../tmp/escaped": b"x"}),
    "up in the middle": packed({"good/../../escaped": b"x"}),
    "absolute": packed({"/tmp/escaped": b"x"}),
    "drive": packed({"C:/escaped": b"x"}),
    "share": packed({"//server/share/x": b"x"}),
    "backslashes": packed({"..\\..\\escaped": b"x"}),
    "stream": packed({"good/x.json:hidden": b"x"}),
    "line end in a name": packed({"good/x\n.json": b"x"}),
    "link": packed({"good/x.json": b"/etc/passwd"}, link),
    "zeros": packed({"good/x.json": bytes(MAX_TOTAL)}),
    "many zeros": packed({f"good/{n}.json": bytes(1_000_000) for n in range(50)}),
    "overlapping": overlapping(),
    "many files": packed({f"good/{n}": b"" for n in range(MAX_FILES + 1)}),
    "half": packed({"good/x.json": b"x" * 5_000})[:-30],
    "no archive": b"PK\x03\x04" + bytes(1_000),
    "nothing": packed({}),
}


@pytest.mark.parametrize("name", ATTEMPTS)
def test_refused_by_the_page(name: str, shared: Doors, tmp_path: Path) -> None:
    browser = shared.browser(ADMIN)
    browser.get("/modeler/import")
    sent = (io.BytesIO(ATTEMPTS[name]), "pack.zip")
    answer = browser.post("/modeler/import", file=sent, folder="data-request")
    assert answer.status_code in (400, 413, 422), answer.status_code
    assert "_carried" not in answer.text
    assert not Path("/tmp/escaped").exists()


@pytest.mark.parametrize("name", ATTEMPTS)
def test_refused_by_the_reader(name: str) -> None:
    with pytest.raises(PackError):
        read_archive(ATTEMPTS[name])


def test_an_archive_in_an_archive_is_not_opened() -> None:
    assert list(read_archive(nested(4))) == ["inner.zip"]
    with pytest.raises(PackError):
        read_pack(read_archive(nested(4)))


def test_of_a_device_only_the_bytes_are_taken() -> None:
    assert read_archive(packed({"good/x.json": b"{}"}, device)) == {"good/x.json": b"{}"}


WHOLE = write_archive(files())


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, len(WHOLE)), st.integers(0, 30), st.binary(max_size=8))
def test_a_smeared_archive_is_read_or_refused(at: int, length: int, put: bytes) -> None:
    try:
        found = read_archive(WHOLE[:at] + put + WHOLE[at + length :])
    except PackError:
        return
    assert sum(map(len, found.values())) <= MAX_TOTAL
