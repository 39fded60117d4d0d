"""Reading and checking the files of a bureau."""

import re
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.core.bureau import cast_of, parse_bureau
from engine.errors import PackError
from tests.bureau.changed import (
    AGENTS,
    PEOPLE,
    RESOURCES,
    TODAY,
    UNITS,
    changed,
    faults_of,
)
from tests.bureau.fixtures import CONDITIONAL, NOT_SHARED, OPEN_API, bureau_files


def test_reads_the_test_bureau() -> None:
    bureau = parse_bureau(bureau_files(), TODAY)
    units = {unit.code: unit for unit in bureau.units}
    assert units["platform"].bureau is False
    assert units["credit"].bureau is True
    assert units["tax"].short_name == "市税务局"
    resources = {resource.code: resource for resource in bureau.resources}
    phone = resources[CONDITIONAL].items[-1]
    assert (phone.share_type, phone.sensitive) == ("not_shared", True)
    assert resources[OPEN_API].items[0].share_type == "unconditional"
    assert resources[NOT_SHARED].not_share_basis.startswith("《市场监督管理投诉举报处理暂行办法》")


def test_fills_in_what_the_file_says_once() -> None:
    people = {person.username: person for person in parse_bureau(bureau_files(), TODAY).people}
    assert people["zhangwei"].email == "zhangwei@scj.invalid"
    assert people["panyue"].email == "panyue@platform.invalid"
    assert people["zhangwei"].posts[0].valid_from == date(2022, 6, 16)


def test_reads_resources_from_a_folder_and_passes_over_documents() -> None:
    files = bureau_files()
    files["resources/all.toml"] = files.pop(RESOURCES)
    files["README.md"] = "说明".encode()
    assert len(parse_bureau(files, TODAY).resources) == 11


def test_a_bureau_may_begin_without_catalogue_and_agents() -> None:
    files = {path: bureau_files()[path] for path in (UNITS, PEOPLE)}
    assert parse_bureau(files, TODAY).resources == ()


def test_names_the_cast() -> None:
    cast = cast_of(bureau_files())
    assert [member.username for member in cast][:2] == ["zhangwei", "chenjianguo"]
    assert cast[1].posts.startswith("登记注册科 分管领导、信用监管科 分管领导")
    assert cast[0].purpose == "填写共享申请"


FILE_FAULTS: list[tuple[dict[str, bytes], str, str]] = [
    ({UNITS: b""}, "", "缺少这个文件"),
    ({UNITS: b"[[unit]\n"}, UNITS, "不是有效的 TOML"),
    ({UNITS: "[[unit]]\nname = '科'".encode("gbk")}, UNITS, "不是 UTF-8"),
    ({UNITS: b"[unit]\ncode = 'a'\n"}, UNITS, "两层方括号"),
    ({"unit.toml": b""}, "unit.toml", "不认识这个文件"),
    ({UNITS: b"unit = ['a']"}, UNITS, "应为一组"),
    ({PEOPLE: b"posts_from = 'long ago'"}, PEOPLE, "posts_from = 2022-06-16"),
    ({PEOPLE: b"people = 3"}, PEOPLE, "每一行数据以 [[person]] 开头"),
]


@pytest.mark.parametrize(("extra", "file", "message"), FILE_FAULTS)
def test_refuses_broken_files(extra: dict[str, bytes], file: str, message: str) -> None:
    kept = {PEOPLE: b""} if not file else bureau_files()
    faults = faults_of({**kept, **extra} if file else kept)
    assert any(message in fault["message"] and file in (fault["file"], "") for fault in faults), [
        fault["text"] for fault in faults
    ]


def test_one_admin_post_in_two_units_is_one_post() -> None:
    old = '{ unit = "leading-office", role = "auditor" }'
    new = old + ', { unit = "info-center", role = "auditor" }'
    assert parse_bureau(changed((PEOPLE, old, new)), TODAY).people


#: Where the test bureau's files give a value: (file, start, end).
VALUES = [
    (path, *match.span(1))
    for path, content in bureau_files().items()
    for match in re.finditer(
        r'\b[a-z_]+ = ("[^"\n]*"|\[[^]\n]*]|true|false|\d[\d-]*)(?=[,\s}])', content.decode()
    )
]
ODD = ["3", '"x"', "true", "[]", "{}", "1.5", "2022-01-01", "2022-01-01T00:00:00Z", "[[1]]",
       '""', "nan", "[{}]", r'"\u0000"', "{ a = 1 }", '"= 1+1"', '"😀"']  # fmt: skip


@given(st.sampled_from(VALUES), st.sampled_from(ODD))
@settings(max_examples=60, deadline=None)
def test_any_odd_value_is_taken_or_refused_in_chinese(
    place: tuple[str, int, int], odd: str
) -> None:
    path, start, end = place
    files = bureau_files()
    text = files[path].decode()
    files[path] = (text[:start] + odd + text[end:]).encode()
    try:
        parse_bureau(files, TODAY)
    except PackError as refused:
        for fault in refused.details["problems"]:
            assert re.search("[一-鿿]", fault["message"]), fault


def test_lists_every_fault_at_once() -> None:
    files = changed(
        (UNITS, 'kind = "association"', 'kind = "club"'),
        (PEOPLE, 'phone = "0354-2660101"', 'phone = "12"'),
        (RESOURCES, "grade = 1", "grade = 9"),
        (AGENTS, "2030-12-31", "2026-09-20"),
    )
    faults = faults_of(files)
    assert [fault["file"] for fault in faults] == [UNITS, PEOPLE, RESOURCES, AGENTS]
    assert faults[0]["text"].startswith("units.toml 第 10 项（consumer-association） kind：")


def test_the_message_counts_and_says_that_nothing_was_loaded() -> None:
    with pytest.raises(PackError) as refused:
        parse_bureau(changed((AGENTS, "2030-12-31", "2026-09-20")), TODAY)
    assert "共 1 处问题，没有载入任何数据" in refused.value.message


@pytest.mark.parametrize(
    ("kind", "title"),
    [("info_center", "信息中心"), ("managing", "管理部门"), ("platform", "共享平台")],
)
def test_each_kind_that_processes_address_is_there(kind: str, title: str) -> None:
    other = "gov_department" if kind == "platform" else "bureau_office"
    faults = faults_of(changed((UNITS, f'kind = "{kind}"', f'kind = "{other}"')))
    assert any(fault["message"].startswith(f"缺少{title}") for fault in faults)


def test_an_agent_is_good_on_its_last_day() -> None:
    files = changed((AGENTS, "2030-12-31", "2026-09-21"))
    assert len(parse_bureau(files, TODAY).agents) == 1


def test_two_agents_may_follow_each_other() -> None:
    row = bureau_files()[AGENTS].decode().replace("2022-07-01", "2031-01-01")
    files = changed((AGENTS, "", "\n" + row.replace("2030-12-31", "2032-12-31")))
    assert len(parse_bureau(files, TODAY).agents) == 2


def test_a_bureau_cannot_bechanged() -> None:
    bureau: Any = parse_bureau(bureau_files(), TODAY)
    with pytest.raises(AttributeError):
        bureau.units = ()
    with pytest.raises(AttributeError):
        bureau.units[0].name = "另一个"
