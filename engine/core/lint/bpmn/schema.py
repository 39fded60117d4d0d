"""What the schema of the OMG finds (BPMN 2.0.2, Clause 15.3), in Chinese and with its line."""

import re
from collections.abc import Iterator
from typing import Any

from engine.core.lint.bpmn.kinds import INNER
from engine.core.lint.limits import MAX_SAME
from engine.core.lint.problem import Problem
from engine.core.workflow.schema import SchemaFault, schema_faults

SPACE = re.compile(r"\{[^}]*\}")
ATTRIBUTE = re.compile(r"attribute '([^']*)'", re.IGNORECASE)
VALUE = re.compile(r": '(.*)' is not a valid value of the (?:\w+ type '([^']*)'|local)", re.DOTALL)
EXPECTED = re.compile(r"Expected is (?:one of )?\( (.*) \)")
#: How many names of what may stand there are told; the first are the likeliest.
MOST_EXPECTED = 5


def read_schema_problems(file: str, root: Any) -> tuple[Problem, ...]:
    """Return what the schema finds below `root`, at most so much as is shown of one rule."""
    faults = schema_faults(root, MAX_SAME)
    return tuple(Problem(file, _id(each.element), "schema", _words(each)) for each in faults)


def _id(element: Any) -> str:
    """The id of the element, or the nearest one around it; of a drawing, that of what it shows."""
    for each in (element, *element.iterancestors()):
        known = each.get("bpmnElement") or each.get("id")
        if known and SPACE.sub("", str(each.tag)) not in INNER:
            return str(known)
    return ""


def _words(fault: SchemaFault) -> str:
    name = SPACE.sub("", str(fault.element.tag))
    return f"第{fault.line}行的 {name} 不符合 BPMN 2.0 的格式：{''.join(_why(fault))}。"


def _why(fault: SchemaFault) -> Iterator[str]:
    text = SPACE.sub("", fault.message)
    attribute, value, expected = ATTRIBUTE.search(text), VALUE.search(text), EXPECTED.search(text)
    if fault.kind == "SCHEMAV_CVC_COMPLEX_TYPE_4" and attribute:
        yield f"缺少必需的属性 {attribute[1]}，请补上"
    elif fault.kind.startswith("SCHEMAV_CVC_COMPLEX_TYPE_3") and attribute:
        yield f"不能有属性 {attribute[1]}，请删去"
    elif value:
        where = f"属性 {attribute[1]} 的" if attribute else ""
        yield f"{where}值“{value[1][:60]}”不对{_type(value[2])}，请改正"
    elif fault.kind == "SCHEMAV_CVC_COMPLEX_TYPE_2_3":
        yield "这里不能直接写文字，请删去"
    elif "Missing child element" in text:
        yield f"里面缺少内容{_names(expected)}，请补上"
    elif "not expected" in text:
        yield f"它不能出现在这里{_names(expected)}，请删去或移到正确的位置"
    else:
        yield "请用流程设计器重新保存"


def _type(name: str | None) -> str:
    said = {
        "xs:ID": "（编号应以字母或下划线开头，不含空格，且不重复）",
        "xs:IDREF": "（应是一个编号）",
        "xs:QName": "（应是一个编号）",
        "xs:boolean": "（应是 true 或 false）",
        "xs:integer": "（应是整数）",
        "xs:int": "（应是整数）",
        "xs:double": "（应是数字）",
    }
    return said.get(name or "", "")


def _names(expected: re.Match[str] | None) -> str:
    if expected is None:
        return ""
    names = [each.strip() for each in expected[1].split(",")]
    more = "等" if len(names) > MOST_EXPECTED else ""
    return f"（可以是 {'、'.join(names[:MOST_EXPECTED])}{more}）"
