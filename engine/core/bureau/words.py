"""The words that the files of a bureau may use, and what they are called in Chinese."""

from collections.abc import Mapping

UNIT_KINDS: Mapping[str, str] = {
    "bureau_office": "科室",
    "directly_affiliated": "直属单位",
    "test_center": "综检中心",
    "development_zone": "开发区分局",
    "association": "协（学）会",
    "info_center": "信息中心",
    "managing": "管理部门",
    "gov_department": "其他政务部门",
    "platform": "共享平台",
}

#: Kinds that stand outside the bureau; everything else is part of it.
OUTSIDE_KINDS = frozenset({"gov_department", "platform"})

#: Kinds that a bureau has exactly once, since a process addresses "the" unit of that kind.
SINGLE_KINDS = ("info_center", "managing", "platform")

RULE_SCOPES: Mapping[str, str] = {
    "applies": "适用本办法",
    "by_reference": "参照执行",
    "excluded": "不适用本办法",
}

#: Measures, Art. 2(2) and 2(3): the kinds whose scope the text itself lays down.
SCOPE_BY_KIND: Mapping[str, tuple[str, str]] = {
    "test_center": ("by_reference", "第二条第二款"),
    "development_zone": ("excluded", "第二条第三款"),
}

#: From the widest to the narrowest (Art. 10).
SHARE_TYPES: Mapping[str, str] = {
    "unconditional": "无条件共享",
    "conditional": "有条件共享",
    "not_shared": "不予共享",
}

PROVIDE_MODES: Mapping[str, str] = {
    "api": "接口代理",
    "table": "库表对接",
    "file": "文件上传",
}

DATA_KINDS: Mapping[str, str] = {
    "base": "基础数据",
    "result": "成果数据",
    "other": "其他数据",
}

#: 政务信息资源目录编制指南（试行）: the data types of an information item.
DATA_TYPES: Mapping[str, str] = {
    "C": "字符型",
    "N": "数值型",
    "Y": "货币型",
    "D": "日期型",
    "T": "日期时间型",
    "L": "逻辑型",
    "M": "备注型",
    "G": "通用型",
    "B": "双精度型",
    "I": "整型",
    "F": "浮点型",
}

UPDATE_CYCLES = (
    "实时", "每日", "每周", "每月", "每季度", "每半年", "每年", "不定期", "静态",
)  # fmt: skip

DATA_FORMATS = (
    "电子文件", "电子表格", "数据库", "图形图像", "流媒体", "自描述格式", "服务接口",
)  # fmt: skip

#: Plan 三(三): only what is shared without conditions may be open to the public.
OPEN_TYPES = ("可对社会开放", "不可对社会开放")

RESOURCE_STATES: Mapping[str, str] = {
    "draft": "草稿",
    "published": "已发布",
    "deprecated": "停用过渡",
    "offline": "已下线",
}

#: What a basis for not sharing may rest on; a department's own rules are none (Art. 6(1)).
BASIS_KINDS: Mapping[str, str] = {
    "law": "法律",
    "regulation": "行政法规或地方性法规",
    "rule": "规章",
    "policy": "上级政策文件",
}

INTERNAL_RULE = "internal_rule"

#: The review that Art. 11 publishes together with a resource, in the order of the text.
REVIEW_LABELS: Mapping[str, str] = {
    "scene": "应用场景",
    "identity": "使用方身份",
    "region": "使用方地域",
    "audience": "知悉范围",
    "use_scope": "使用范围",
    "security_agreement": "是否签订安全协议",
    "formalities": "其他手续",
    "masking": "数据脱敏",
    "authentication": "用户身份鉴别与授权",
    "tracing": "数据追踪溯源",
    "system": "所属信息系统",
    "open_type": "开放类型",
    "open_condition": "开放条件",
    "period": "数据起止",
}
