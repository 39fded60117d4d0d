"""`pack check` of a file that means harm, or of one that nobody meant: always an answer in Chinese,
of a bounded length, with exit code 1; never a traceback, never a file or host that it names."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from engine.cli import gongxiang
from engine.cli.reading_folders import read_regular
from engine.core.lint import limits

SPACE = 'xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="urn:t" id="d"'


def diagram(body: str, head: str = "") -> bytes:
    process = f'<process id="p" isExecutable="true">{body}</process>'
    return f"{head}<definitions {SPACE}>{process}</definitions>".encode()


def entities(levels: int, width: int) -> str:
    """The billion laughs: each entity names the one before so many times."""
    named = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * width}">' for n in range(1, levels))
    return f'<!DOCTYPE d [<!ENTITY e0 "ha">{named}]>'


def external(what: str) -> str:
    return f'<!DOCTYPE d [<!ENTITY x SYSTEM "{what}">]>'


STRAIGHT = (
    '<startEvent id="s"/><endEvent id="e"/><sequenceFlow id="f" sourceRef="s" targetRef="e"/>'
)
LAUGH = '<startEvent id="s" name="&e9;"/>'
CHAIN = "".join(
    f'<userTask id="t{n}"/><sequenceFlow id="f{n}" sourceRef="t{n}" targetRef="t{n + 1}"/>'
    for n in range(4_500)
)
INCLUDE = 'xmlns:xi="http://www.w3.org/2001/XInclude"'
IMPORT = '<import importType="http://www.omg.org/spec/BPMN/20100524/MODEL" namespace="urn:t"'

FILES = {
    "nothing": b"",
    "not XML": b"PK\x03\x04 zip",
    "binary": bytes(range(256)) * 100,
    "NULs": b"\0" * 100_000,
    "cut": diagram(STRAIGHT)[:-20],
    "billion laughs in text": diagram("&e9;", entities(10, 10)),
    "billion laughs in an attribute": diagram(LAUGH, entities(10, 10)),
    "quadratic": diagram("&x;" * 20_000, f'<!DOCTYPE d [<!ENTITY x "{"a" * 20_000}">]>'),
    "entity of itself": diagram("&a;", '<!DOCTYPE d [<!ENTITY a "&b;"><!ENTITY b "&a;">]>'),
    "a file": diagram("&x;", external("file:///etc/passwd")),
    "a host": diagram("&x;", external("http://127.0.0.1:9/x")),
    "parameter entity": diagram("", '<!DOCTYPE d [<!ENTITY % x SYSTEM "file:///etc/passwd"> %x;]>'),
    "outer DTD": diagram(STRAIGHT, '<!DOCTYPE d SYSTEM "http://127.0.0.1:9/x.dtd">'),
    "plain DOCTYPE": diagram(STRAIGHT, "<!DOCTYPE d>"),
    "XInclude": diagram(f'<xi:include {INCLUDE} href="/etc/passwd"/>'),
    "style sheet": diagram("", '<?xml-stylesheet type="text/xsl" href="file:///etc/passwd"?>'),
    "50 MB": diagram("<documentation>" + "x" * 50_000_000 + "</documentation>"),
    "GBK said to be UTF-8": diagram("<!--开始-->" + STRAIGHT).decode().encode("gbk"),
    "unknown encoding": b'<?xml version="1.0" encoding="x-none"?>' + diagram(STRAIGHT),
    "deep": b"<a>" * 100_000,
    "deep and closed": b"<a>" * 100_000 + b"</a>" * 100_000,
    "deep subprocesses": diagram('<subProcess id="q">' * 9_000 + "</subProcess>" * 9_000),
    "200 deep": diagram('<subProcess id="q">' * 200 + "</subProcess>" * 200),
    "4 500 nodes": diagram(CHAIN),
    "many attributes": diagram("<userTask " + " ".join(f'a{n}=""' for n in range(60_000)) + "/>"),
    "long attribute": diagram(f'<userTask id="t" name="{"长" * 300_000}"/>'),
    "long id": diagram(f'<userTask id="{"t" * 900_000}"/>'),
    "many namespaces": diagram(
        "<userTask " + " ".join(f'xmlns:n{n}="u{n}"' for n in range(20_000)) + "/>"),
    "calls itself": diagram('<startEvent id="s"/><callActivity id="c" calledElement="p"/>'),
    "a lie about the name space": diagram(STRAIGHT).replace(b"20100524", b"20100525"),
    "the schema": b'<xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema"/>',
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_is_answered(name: str, tmp_path: Path) -> None:
    path = tmp_path / "x.bpmn"
    path.write_bytes(FILES[name])
    result = CliRunner().invoke(gongxiang, ["pack", "check", str(path), "--json"])
    assert result.exit_code == 1, result.output
    found = json.loads(result.stdout)["problems"]
    assert any(each["severity"] == "error" for each in found)
    assert all(re.search(r"[\u4e00-\u9fff]", each["message"]) for each in found)
    assert "internal" not in {each["rule"] for each in found}
    assert "root:" not in result.output
    assert len(result.output) < 300_000


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "gb18030"])
def test_an_encoding_that_is_declared_is_read(encoding: str, tmp_path: Path) -> None:
    """A right diagram in another encoding says the same as in UTF-8."""
    text = f'<?xml version="1.0" encoding="{encoding}"?>' + diagram(STRAIGHT).decode()
    path = tmp_path / "x.bpmn"
    path.write_bytes(text.replace('id="s"', 'id="s" name="开始"').encode(encoding))
    result = CliRunner().invoke(gongxiang, ["pack", "check", str(path), "--json"])
    rules = {each["rule"] for each in json.loads(result.stdout)["problems"]}
    assert "readable" not in rules


def test_an_import_of_itself_is_not_followed(tmp_path: Path) -> None:
    path = tmp_path / "x.bpmn"
    imported = f'{IMPORT} location="x.bpmn"/><process'
    path.write_bytes(diagram(STRAIGHT).replace(b"<process", imported.encode()))
    result = CliRunner().invoke(gongxiang, ["pack", "check", str(path), "--json"])
    assert "import" in {each["rule"] for each in json.loads(result.stdout)["problems"]}


def test_a_pack_of_hostile_files_is_answered(tmp_path: Path) -> None:
    """All at once in a folder, as an upload would have them."""
    for number, content in enumerate(FILES.values()):
        if len(content) < limits.MAX_FILE:
            (tmp_path / f"{number}.bpmn").write_bytes(content)
    result = CliRunner().invoke(gongxiang, ["pack", "check", str(tmp_path), "--json"])
    assert result.exit_code == 1
    assert len(json.loads(result.stdout)["problems"]) > len(FILES) / 2


def test_a_large_file_is_cut_where_the_check_stops_reading(tmp_path: Path) -> None:
    (tmp_path / "x.bpmn").write_bytes(FILES["50 MB"])
    assert len(read_regular(tmp_path / "x.bpmn") or b"") == limits.MAX_FILE + 1
