"""Reading and checking the files of a bureau."""

from datetime import date
from typing import Any

import pytest

from engine.core.bureau import cast_of, parse_bureau
from engine.errors import PackError
from tests.bureau.fixtures import CONDITIONAL, NOT_SHARED, OPEN_API, bureau_files

TODAY = date(2026, 9, 21)
UNITS, PEOPLE, RESOURCES, AGENTS = "units.toml", "people.toml", "resources.toml", "agents.toml"


def _faults(files: dict[str, bytes]) -> list[dict[str, str]]:
    with pytest.raises(PackError) as refused:
        parse_bureau(files, TODAY)
    problems: list[dict[str, str]] = refused.value.details["problems"]
    return problems


def _changed(*changes: tuple[str, str, str]) -> dict[str, bytes]:
    """The test bureau's files with (file, old, new) replaced once each; old "" appends."""
    files = bureau_files()
    for path, old, new in changes:
        text = files[path].decode()
        assert old in text, f"{old} is not in {path}"
        files[path] = (text.replace(old, new, 1) if old else text + new).encode()
    return files


def _only_fault(*changes: tuple[str, str, str]) -> dict[str, str]:
    faults = _faults(_changed(*changes))
    assert len(faults) == 1, [fault["text"] for fault in faults]
    return faults[0]


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
    faults = _faults({**kept, **extra} if file else kept)
    assert any(message in fault["message"] and file in (fault["file"], "") for fault in faults), [
        fault["text"] for fault in faults
    ]


PERSON = """
[[person]]
username = "niujing"
name = "牛静"
posts = [{ unit = "credit", role = "handler" }]
"""

ROW_FAULTS: list[tuple[str, str, str, str, str]] = [
    # units
    (UNITS, "", '\n[[unit]]\ncode = "计量"\nname = "计量科"\nkind = "bureau_office"\n',
     "code", "小写字母"),
    (UNITS, "", '\n[[unit]]\ncode = "tax"\nname = "计量科"\nkind = "bureau_office"\n',
     "code", "重复"),
    (UNITS, 'kind = "association"', 'kind = "club"', "kind", "应为 bureau_office"),
    (UNITS, 'rule_scope = "excluded"', 'rule_scope = "no"', "rule_scope", "应为 applies"),
    (UNITS, 'rule_scope = "excluded"', 'rule_scope = "applies"', "rule_scope", "第二条第三款"),
    (UNITS, 'rule_scope = "by_reference"', "", "rule_scope", "第二条第二款"),
    (UNITS, "is_gov_department = false", 'is_gov_department = "no"', "is_gov_department", "true"),
    (UNITS, 'name = "市税务局"', 'name = " "', "name", "没有填写"),
    (UNITS, 'name = "市税务局"', 'name = "市公安局"', "name", "重复"),
    (UNITS, 'name = "市税务局"', 'name = "市税务局"\nbureau = true', "bureau", "应为 false"),
    (UNITS, 'name = "登记注册科"', 'name = "登记注册科"\nbureau = false', "bureau", "应为 true"),
    (UNITS, 'name = "市税务局"', 'name = "市税务局"\ncolour = "red"', "colour", "不认识这一项"),
    (UNITS, 'credit_code = "1', 'credit_code = "2', "credit_code", "校验位"),
    (UNITS, 'credit_code = "11', 'credit_code = "IO', "credit_code", "18 位"),
    (UNITS, 'kind = "association"', 'kind = "platform"\nbureau = false', "kind", "只能有一个"),
    # people and posts
    (PEOPLE, 'username = "lina"', 'username = "Li Na"', "username", "小写字母"),
    (PEOPLE, 'username = "liuyang"', 'username = "lina"', "username", "重复"),
    (PEOPLE, 'phone = "0354-2660101"', 'phone = "12"', "phone", "电话"),
    (PEOPLE, '"panyue@platform.invalid"', '"panyue"', "email", "邮箱"),
    (PEOPLE, 'role = "platform_reviewer"', 'role = "king"', "posts[1].role", "不认识“king”"),
    (PEOPLE, 'unit = "police"', 'unit = "army"', "posts[1].unit", "没有代码为“army”"),
    (PEOPLE, "", PERSON.replace("handler", "platform_reviewer"), "posts[1].role", "共享平台"),
    (PEOPLE, "", PERSON.replace("handler", "coordinator"), "posts[1].role", "管理部门"),
    (PEOPLE, "", PERSON.replace("handler", "info_center"), "posts[1].role", "信息中心"),
    (PEOPLE, "", PERSON.replace('[{ unit = "credit", role = "handler" }]', "[]"),
     "posts", "没有岗位"),
    (PEOPLE, "", PERSON.replace('[{ unit = "credit", role = "handler" }]', "3"), "posts", "列表"),
    (PEOPLE, "", PERSON.replace(" }", ", valid_until = 2020-01-01 }"),
     "posts[1].valid_until", "早于"),
    (PEOPLE, "", PERSON.replace(" }]", ' }, { unit = "credit", role = "handler" }]'),
     "posts[2]", "与前面的岗位重复"),
    (PEOPLE, "", PERSON.replace("handler", "responsible") + "on_establishment = false",
     "on_establishment", "在职在编"),
    # resources
    (RESOURCES, '"307001/000001"', '"30701/1"', "code", "类1位"),
    (RESOURCES, '"307002/000001"', '"307001/000001"', "code", "重复"),
    (RESOURCES, 'name = "经营异常名录信息"', 'name = "双随机一公开检查结论"', "name", "重复"),
    (RESOURCES, 'provider = "tax"', 'provider = "bank"', "provider", "没有代码为“bank”"),
    (RESOURCES, 'share_type = "unconditional"', 'share_type = "free"', "share_type", "应为 unc"),
    (RESOURCES, 'provide_mode = "table"', 'provide_mode = "mail"', "provide_mode", "api"),
    (RESOURCES, "grade = 1", "grade = 5", "grade", "1 到 4"),
    (RESOURCES, "grade = 1", "grade = true", "grade", "1 到 4"),
    (RESOURCES, "grade = 1\n", "", "grade", "没有填写"),
    (RESOURCES, "published_on = 2022-06-30", 'published_on = "去年"', "published_on", "日期"),
    (RESOURCES, 'update_cycle = "实时"', 'update_cycle = "每天"', "update_cycle", "每日"),
    (RESOURCES, 'share_condition = "因履行安全监管职责需要。"\n', "",
     "share_condition", "共享条件"),
    (RESOURCES, "api_param_controlled = true", 'share_condition = "逐户"',
     "share_condition", "只有有条件共享"),
    (RESOURCES, 'share_condition = "因履行监管职责需要，逐户查询。"',
     'share_condition = "逐户"\nnot_share_basis = { kind = "law", document = "统计法", '
     'article = "第九条", reason = "保密" }', "not_share_basis", "只有不予共享"),
    (RESOURCES, 'kind = "rule"', 'kind = "internal_rule"', "not_share_basis.document", "第六条"),
    (RESOURCES, "投诉举报处理暂行办法", "内部管理办法", "not_share_basis.document", "第六条"),
    (RESOURCES, 'article = "第三十三条"\n', "", "not_share_basis.article", "没有填写"),
    (RESOURCES, 'name = "企业名称", type = "C"', 'name = "企业名称", type = "X"',
     "items[2].type", "应为 C"),
    (RESOURCES, 'code = "QYMC"', 'code = "TYSHXYDM"', "items[2].code", "重复"),
    (RESOURCES, 'name = "企业名称"', 'name = "成立日期"', "items[4].name", "重复"),
    (RESOURCES, 'items = [{ code = "JBRXM", name = "举报人姓名", type = "C", sensitive = true }]',
     "items = []", "items", "至少写一项"),
    (RESOURCES, 'name = "企业名称", type = "C"',
     'name = "企业名称", type = "C", share_type = "conditional"',
     "items[2].share_type", "第十条第二项"),
    (RESOURCES, 'name = "举报人姓名", type = "C"',
     'name = "举报人姓名", type = "C", share_type = "conditional"',
     "items[1].share_type", "不能宽于"),
    (RESOURCES, 'audience = "承办科室经办人员及其负责人"',
     'audience = "承办人员"\nopen_type = "可对社会开放"', "review.open_type", "实施方案三"),
    (RESOURCES, 'masking = "人员姓名隐去名"\n', "", "review.masking", "第十一条"),
    (RESOURCES, 'scene = "信用核查"\n', "", "review.scene", "没有填写"),
    (RESOURCES, 'provide_mode = "table"', 'provide_mode = "table"\napi_param_controlled = true',
     "api_param_controlled", "接口代理"),
    (RESOURCES, '["enforcement", "police"]', "[]", "dedicated_units", "名单"),
    (RESOURCES, '["enforcement", "police"]', '["navy"]', "dedicated_units[1]", "没有代码为“navy”"),
    (RESOURCES, '["enforcement", "police"]', '["police", "police"]', "dedicated_units[2]", "重复"),
    (RESOURCES, '["enforcement", "police"]', '["food-catering"]', "dedicated_units[1]", "自己"),
    (RESOURCES, "dedicated = true\n", "", "dedicated", "dedicated = true"),
    (RESOURCES, "api_param_controlled = true", 'dedicated = true\ndedicated_units = ["tax"]',
     "dedicated", "应为有条件共享"),
    # agents (Art. 15(1))
    (AGENTS, "2030-12-31", "2026-09-20", "valid_until", "已于 2026-09-20 到期"),
    (AGENTS, "2022-07-01", "2031-01-01", "valid_until", "早于"),
    (AGENTS, "max_grade = 3", "max_grade = 1", "resources[1]", "超出授权的最高级别 1 级"),
    (AGENTS, 'agent = "test-center"', 'agent = "special-equipment"', "agent", "指定自己"),
    (AGENTS, 'agent = "test-center"', 'agent = "lab"', "agent", "没有代码为“lab”"),
    (AGENTS, '["307003/000002"]', '["307004/000001"]', "resources[1]", "不是该提供部门的资源"),
    (AGENTS, '["307003/000002"]', '["307009/000001"]', "resources[1]", "没有代码为“307009"),
    (AGENTS, '["307003/000002"]', "[]", "resources", "没有写明授权的资源"),
    (AGENTS, '["307003/000002"]', '["307003/000002", "307003/000002"]',
     "resources[2]", "已有授权代理方"),
    (AGENTS, 'document_number = "市监特设函〔2022〕18号"', "", "document_number", "没有填写"),
]  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "field", "message"), ROW_FAULTS)
def test_refuses_a_faulty_row(file: str, old: str, new: str, field: str, message: str) -> None:
    fault = _only_fault((file, old, new))
    assert (fault["file"], fault["field"]) == (file, field), fault["text"]
    assert message in fault["message"]
    assert fault["row"].startswith("第 ")


BASIS = (
    'not_share_basis = { kind = "law", document = "中华人民共和国特种设备安全法", '
    'article = "第五十五条", reason = "涉及商业秘密。" }'
)


@pytest.mark.parametrize(("share_type", "basis"), [("unconditional", ""), ("not_shared", BASIS)])
def test_an_agent_is_for_conditional_resources_only(share_type: str, basis: str) -> None:
    old = 'share_type = "conditional"\nshare_condition = "因履行安全监管职责需要。"'
    fault = _only_fault((RESOURCES, old, f'share_type = "{share_type}"\n{basis}'))
    assert fault["file"] == AGENTS
    assert "不是有条件共享" in fault["message"]


def test_what_is_not_shared_has_a_basis() -> None:
    files = bureau_files()
    head, _, tail = files[RESOURCES].decode().partition("[resource.not_share_basis]")
    tail = tail[tail.index("[resource.review]") :]
    fault = _faults({**files, RESOURCES: (head + tail).encode()})[0]
    assert (fault["field"], fault["row"]) == ("not_share_basis", f"第 8 项（{NOT_SHARED}）")


ADMIN_PAIRS = [
    ("system_admin", "auditor"),
    ("system_admin", "security_admin"),
    ("security_admin", "auditor"),
    ("auditor", "handler"),
    ("system_admin", "managing"),
    ("security_admin", "principal_head"),
]


@pytest.mark.parametrize(("one", "other"), ADMIN_PAIRS)
def test_administrators_hold_no_second_post(one: str, other: str) -> None:
    posts = ", ".join(f'{{ unit = "leading-office", role = "{role}" }}' for role in (one, other))
    row = f'\n[[person]]\nusername = "niujing"\nname = "牛静"\nposts = [{posts}]\n'
    fault = _only_fault((PEOPLE, "", row))
    assert "互相排斥" in fault["message"]
    assert fault["row"].endswith("（niujing）")


def test_one_admin_post_in_two_units_is_one_post() -> None:
    old = '{ unit = "leading-office", role = "auditor" }'
    new = old + ', { unit = "info-center", role = "auditor" }'
    assert parse_bureau(_changed((PEOPLE, old, new)), TODAY).people


def test_lists_every_fault_at_once() -> None:
    files = _changed(
        (UNITS, 'kind = "association"', 'kind = "club"'),
        (PEOPLE, 'phone = "0354-2660101"', 'phone = "12"'),
        (RESOURCES, "grade = 1", "grade = 9"),
        (AGENTS, "2030-12-31", "2026-09-20"),
    )
    faults = _faults(files)
    assert [fault["file"] for fault in faults] == [UNITS, PEOPLE, RESOURCES, AGENTS]
    assert faults[0]["text"].startswith("units.toml 第 10 项（consumer-association） kind：")


def test_the_message_counts_and_says_that_nothing_was_loaded() -> None:
    with pytest.raises(PackError) as refused:
        parse_bureau(_changed((AGENTS, "2030-12-31", "2026-09-20")), TODAY)
    assert "共 1 处问题，没有载入任何数据" in refused.value.message


@pytest.mark.parametrize(
    ("kind", "title"),
    [("info_center", "信息中心"), ("managing", "管理部门"), ("platform", "共享平台")],
)
def test_each_kind_that_processes_address_is_there(kind: str, title: str) -> None:
    other = "gov_department" if kind == "platform" else "bureau_office"
    faults = _faults(_changed((UNITS, f'kind = "{kind}"', f'kind = "{other}"')))
    assert any(fault["message"].startswith(f"缺少{title}") for fault in faults)


def test_an_agent_is_good_on_its_last_day() -> None:
    files = _changed((AGENTS, "2030-12-31", "2026-09-21"))
    assert len(parse_bureau(files, TODAY).agents) == 1


def test_two_agents_may_follow_each_other() -> None:
    row = bureau_files()[AGENTS].decode().replace("2022-07-01", "2031-01-01")
    files = _changed((AGENTS, "", "\n" + row.replace("2030-12-31", "2032-12-31")))
    assert len(parse_bureau(files, TODAY).agents) == 2


def test_a_bureau_cannot_be_changed() -> None:
    bureau: Any = parse_bureau(bureau_files(), TODAY)
    with pytest.raises(AttributeError):
        bureau.units = ()
    with pytest.raises(AttributeError):
        bureau.units[0].name = "另一个"
