"""Grants at the terminal: the register, one of them, vouchers of the platform."""

import json
from hashlib import sha256
from pathlib import Path

import pytest
from openpyxl import load_workbook

from engine.store.database import Store
from tests.cli.conftest import Run
from tests.commands.casework import act, approve, begin


@pytest.fixture
def number(store: Store) -> str:
    """A grant of registration on a resource of special-equipment."""
    case = begin(store)
    approve(store, case.id)
    act(store, case.id, "panyue", {"result": "pass"})
    act(store, case.id, "zhoujun", {"result": "agree"})
    return f"{case.number}-SQ1"


def opened_at(run: Run, number: str) -> str:
    """When the channel was opened, as JSON has it."""
    shown = json.loads(run("grant", "show", number, "--as", "zhangwei", "--json").stdout)
    return str(shown["activated_at"])


def test_the_register(run: Run, number: str, tmp_path: Path) -> None:
    listed = run("grant", "list", "--as", "zhangwei", "--state", "held")
    assert number in listed.stdout
    assert "使用中" in listed.stdout
    page = json.loads(run("grant", "list", "--as", "zhoujun", "--json").stdout)
    assert [each["number"] for each in page["items"]] == [number]
    assert number not in run("grant", "list", "--as", "zhangwei", "--state", "REVOKED").stdout
    path = tmp_path / "台账.xlsx"
    done = run("grant", "list", "--as", "zhangwei", "--excel", str(path))
    assert (done.exit_code, done.stdout) == (0, "已导出 1 条。\n")
    sheet = load_workbook(path).active
    assert sheet is not None
    assert sheet["A2"].value == number
    assert run("grant", "list", "--as", "zhangwei", "--excel", str(tmp_path)).exit_code == 2


def test_one_grant(run: Run, number: str) -> None:
    shown = run("grant", "show", number, "--as", "zhangwei")
    for words in (number, "使用中", "核验食品经营许可申请人的主体资格", "作出使用授权"):
        assert words in shown.stdout
    view = json.loads(run("grant", "show", number, "--as", "zhangwei", "--json").stdout)
    assert [each["kind"] for each in view["history"]] == ["grant_opened", "grant_activated"]
    assert view["unit_code"] == "registration"
    assert run("grant", "show", number, "--as", "lina").exit_code == 3


def test_a_voucher_by_its_file(run: Run, number: str, tmp_path: Path) -> None:
    paper = tmp_path / "凭证.pdf"
    paper.write_bytes(b"%PDF-1.7")
    given = ("grant", "voucher", number, "--as", "zhangwei", "--number", "DYPZ-1",
             "--called-at", opened_at(run, number), "--key", "k")  # fmt: skip
    for _ in range(2):
        done = run(*given, "--file", str(paper))
        assert done.exit_code == 0, done.output
    digest = sha256(b"%PDF-1.7").hexdigest()
    assert digest in done.stdout
    listed = run("grant", "voucher", number, "--as", "zhoujun", "--list")
    assert "DYPZ-1" in listed.stdout
    page = json.loads(run("grant", "voucher", number, "--as", "zhoujun", "--list", "--json").stdout)
    assert [each["digest"] for each in page["items"]] == [digest]
    assert "DYPZ-1" in run("grant", "show", number, "--as", "zhangwei").stdout


def test_refusals_by_field_and_code(run: Run, number: str) -> None:
    bare = run("grant", "voucher", number, "--as", "zhangwei")
    assert bare.exit_code == 1
    for field in ("number", "called_at", "digest"):
        assert f"  {field}：" in bare.stderr
    given = ("--number", "1", "--called-at", opened_at(run, number), "--digest", "a" * 64)
    assert run("grant", "voucher", number, "--as", "zhoujun", *given).exit_code == 4
    assert run("grant", "voucher", "none", "--as", "zhangwei", *given).exit_code == 3
    lost = run("grant", "voucher", number, "--as", "zhangwei", "--file", "/no/such/file")
    assert (lost.exit_code, "读不到文件" in lost.stderr) == (2, True)
