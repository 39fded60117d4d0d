"""Every rule on the rows of a bureau's files: what breaks it is named with its field and remedy."""

import pytest

from tests.bureau.changed import AGENTS, PEOPLE, RESOURCES, UNITS, faults_of, only_fault
from tests.bureau.fixtures import NOT_SHARED, bureau_files

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
    fault = only_fault((file, old, new))
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
    fault = only_fault((RESOURCES, old, f'share_type = "{share_type}"\n{basis}'))
    assert fault["file"] == AGENTS
    assert "不是有条件共享" in fault["message"]


def test_what_is_not_shared_has_a_basis() -> None:
    files = bureau_files()
    head, _, tail = files[RESOURCES].decode().partition("[resource.not_share_basis]")
    tail = tail[tail.index("[resource.review]") :]
    fault = faults_of({**files, RESOURCES: (head + tail).encode()})[0]
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
    fault = only_fault((PEOPLE, "", row))
    assert "互相排斥" in fault["message"]
    assert fault["row"].endswith("（niujing）")
