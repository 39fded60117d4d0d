"""Attachments: taken or refused by what they are, whatever they are called."""

import contextlib
import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.core.filetypes import ALLOWED, MAX_BYTES, FileRefused, clean_name, sniff
from tests.core.filetypes.samples import (
    JPG,
    OFD,
    PDF,
    PNG,
    bound_sheet,
    compound,
    office,
    package,
    relationships,
    spreadsheet,
)

WORD = {"WordDocument": b"\xec\xa5\xc1\x00"}
EXCEL = {"Workbook": bound_sheet(0)}
SLIDES = {"PowerPoint Document": b"\x0f\x00"}
TEXT = "编号,名称\n1,食品经营许可\n"


def refusal(content: bytes, name: str) -> str:
    """The message with which a file is refused."""
    with pytest.raises(FileRefused) as caught:
        sniff(io.BytesIO(content), name)
    return caught.value.message


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (PDF, "函.pdf"),
        (PDF, "函.PDF"),
        (PNG, "a.png"),
        (JPG, "a.jpg"),
        (JPG, "a.jpeg"),
        (compound(WORD), "a.doc"),
        (compound(WORD), "a.wps"),
        (compound(EXCEL), "a.xls"),
        (compound(EXCEL), "a.et"),
        (compound(SLIDES), "a.ppt"),
        (compound(SLIDES, folders=("ObjectPool",)), "a.dps"),
        (office("docx"), "a.docx"),
        (office("docx", {"word/_rels/document.xml.rels": relationships("hyperlink")}), "a.docx"),
        (office("docx", {"word/_rels/x.rels": relationships("frame", "Internal")}), "a.docx"),
        (office("pptx"), "a.pptx"),
        (spreadsheet(), "a.xlsx"),
        (package(OFD), "a.ofd"),
        (TEXT.encode(), "a.csv"),
        (TEXT.encode("utf-8-sig"), "a.txt"),
        (TEXT.encode("gb18030"), "a.csv"),
        (b"=1+1", "a.csv"),
    ],
)
def test_taken(content, name):
    stream = io.BytesIO(content)

    found = sniff(stream, name)

    assert found is ALLOWED[name.rpartition(".")[2].lower()]
    assert stream.read() == content


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", "a.pdf", "0 字节"),
        (PDF, "a", "类型不能上传"),
        (PDF, "a.exe", "类型不能上传"),
        (b"MZ" + bytes(100), "a.pdf", "不是PDF 文件"),
        (b"MZ\x90\x00" + bytes(100), "a.txt", "不是可以阅读的文本"),
        (b"\x7fELF" + bytes(100), "a.csv", "不是可以阅读的文本"),
        (TEXT.encode("utf-16"), "a.txt", "UTF-8"),
        (PDF, "a.docx", "其实是PDF"),
        (PDF, "a.txt", "其实是PDF"),
        (PNG, "a.jpg", "其实是PNG"),
        (TEXT.encode(), "a.png", "不是PNG"),
        (office("docx"), "a.xlsx", "其实是Word"),
        (compound(WORD), "a.docx", "Word 97-2003"),
        (compound(EXCEL), "a.doc", "Excel 97-2003"),
        (office("docx"), "a.docm", "宏"),
        (package({"a.txt": "x"}), "a.zip", "压缩包"),
        (package({"a.txt": "x"}), "a.docx", "压缩包"),
        (b"Rar!\x1a\x07", "a.rar", "压缩包"),
        (b"PK\x03\x04" + bytes(50), "a.docx", "已损坏"),
        (office("docx")[:-30], "a.docx", "已损坏"),
        (compound(WORD)[:600], "a.doc", "已损坏"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.doc", "已损坏"),
        (compound({"__properties_version1.0": b""}), "a.doc", "不是 Word"),
    ],
)
def test_refused_with_a_reason(content, name, words):
    message = refusal(content, name)

    assert words in message
    assert name in message


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (compound(WORD, folders=("Macros",)), "a.doc"),
        (compound(WORD, folders=("MACROS",)), "a.wps"),
        (compound(EXCEL, folders=("_VBA_PROJECT_CUR",)), "a.xls"),
        (compound({**EXCEL, "_VBA_PROJECT": b""}), "a.xls"),
        (compound({"Workbook": bound_sheet(1)}), "a.xls"),
        (compound({"Book": bound_sheet(6)}), "a.et"),
        (
            compound(
                {
                    "PowerPoint Document": b"\x0f\x00\x1f\x00\xff\x03\x14\x00\x00\x00"
                    b"\x02\x00\x00\x04\x0c\x00\x00\x00\x07\x00\x00\x00\x01\x00\x00\x00"
                }
            ),
            "a.ppt",
        ),
        (office("docm"), "a.docx"),
        (office("docx", {"word/vbaProject.bin": b"x"}), "a.docx"),
        (office("docx", {"word/renamed.bin": b"x"},
                '<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>'),
         "a.docx"),
        (office("pptx", {"ppt/activeX/activeX1.xml": "<a/>"}), "a.pptx"),
        (office("docx", {"word/embeddings/oleObject1.bin": b"x"}), "a.docx"),
    ],
)  # fmt: skip
def test_nothing_that_runs(content, name):
    assert "宏" in refusal(content, name)


def test_an_old_presentation_without_macros_is_taken_though_it_has_the_record():
    record = (
        b"\x1f\x00\xff\x03\x14\x00\x00\x00\x02\x00\x00\x04\x0c\x00\x00\x00"
        b"\x07\x00\x00\x00\x00\x00\x00\x00"
    )

    assert sniff(io.BytesIO(compound({"PowerPoint Document": record})), "a.ppt").family == "ppt"


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (compound({"EncryptedPackage": b"", "EncryptionInfo": b""}), "a.docx", "打开密码"),
        (compound({"WordDocument": bytes(11) + b"\x01"}), "a.doc", "打开密码"),
        (compound({"Workbook": b"\x2f\x00\x02\x00\x00\x00"}), "a.xls", "打开密码"),
        (compound({**WORD, "\x01Ole10Native": b""}), "a.doc", "嵌有其他文件"),
        (office("docx", {"word/x.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a/>'}), "a.docx", "可疑"),
        (
            office("docx", {"word/x.xml": "<!-- " + "x" * 99999 + " --><!DOCTYPE a><a/>"}),
            "a.docx",
            "可疑",
        ),
        (
            office("docx", {"word/x.xml": '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE a><a/>'
                            .encode("utf-16")}),
            "a.docx",
            "可疑",
        ),
        (package(OFD | {"Doc_0/x.xml": "<!DOCTYPE a><a/>"}), "a.ofd", "可疑"),
        (
            office("docx", {"word/_rels/settings.xml.rels": relationships("attachedTemplate")}),
            "a.docx",
            "外部",
        ),
        (office("docx", {"word/_rels/x.rels": relationships("oleObject")}), "a.docx", "外部"),
        (office("docx", {"../../etc/cron.d/x": "x"}), "a.docx", "路径不正常"),
        (office("docx", {"C:/x": "x"}), "a.docx", "路径不正常"),
        (office("docx", {"word/big.xml": b" " * 40_000_000}), "a.docx", "压缩炸弹"),
        (office("docx", {f"word/{n}.bin": b"" for n in range(5100)}), "a.docx", "压缩炸弹"),
        (office("docx", {"word/x.xml": "<a"}), "a.docx", "已损坏"),
    ],
)  # fmt: skip
def test_what_hides_or_reaches_out(content, name, words):
    assert words in refusal(content, name)


def test_two_parts_of_one_name():
    content = io.BytesIO(office("docx"))
    with zipfile.ZipFile(content, "a") as target, pytest.warns(UserWarning, match="Duplicate"):
        target.writestr("word/document.xml", "<b/>")

    assert "路径不正常" in refusal(content.getvalue(), "a.docx")


def test_a_package_with_a_password():
    content = bytearray(office("docx"))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(mark)
        while at >= 0:
            content[at + place] |= 1
            at = content.find(mark, at + 1)

    assert "密码" in refusal(bytes(content), "a.docx")


def test_too_large_is_told_without_reading():
    class Large(io.BytesIO):
        def seek(self, offset: int, whence: int = 0) -> int:
            return MAX_BYTES + 1 if whence == io.SEEK_END else super().seek(offset, whence)

    with pytest.raises(FileRefused, match="超过 50 MB"):
        sniff(Large(PDF), "a.pdf")


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("C:\\Users\\li\\函件.pdf", "函件.pdf"),
        ("../../函件.pdf", "函件.pdf"),
        ("cafe\u0301.pdf", "café.pdf"),
        ("长" * 300 + ".pdf", "长" * 110 + ".pdf"),
        ("=cmd.csv", "=cmd.csv"),
    ],
)
def test_names_are_cleaned(given_name, kept):
    assert clean_name(given_name) == kept


@pytest.mark.parametrize("name", ["", "/", "...", "a\x00.pdf", "a\u202efdp.exe", "a\nb.pdf"])
def test_deceptive_names(name):
    with pytest.raises(FileRefused):
        clean_name(name)


@given(st.binary(max_size=200), st.sampled_from(sorted(ALLOWED)))
def test_any_bytes_are_taken_or_refused(content, extension):
    for head in (b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        with contextlib.suppress(FileRefused):
            sniff(io.BytesIO(head + content), f"a.{extension}")
