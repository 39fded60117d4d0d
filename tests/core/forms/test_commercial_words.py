"""The reviewer is warned of words of commerce (Art. 22), and not of a market bureau's everyday."""

import re
from collections.abc import Iterator

import pytest

from engine.core.expressions import evaluate
from engine.core.forms.source import Rule
from tests.core.forms.test_examples import FORMS, form

COMMERCE = re.compile(r"mentions\((purpose|scene), \[")


def warnings() -> Iterator[Rule]:
    """The warnings on words of commerce, wherever the pack has them."""
    for path in FORMS:
        yield from (each for each in form(path).spec.warnings if COMMERCE.search(each.check))


def warned(text: str) -> bool:
    checks = {each.check.replace(f"({each.field},", "(text,") for each in warnings()}
    (check,) = checks  # every form asks the same
    return not evaluate(check, {"text": text})


def test_purpose_and_scene_are_looked_at_in_each_way_in():
    assert [each.field for each in warnings()] == ["purpose", "scene"] * 2 + ["purpose"]


@pytest.mark.parametrize(
    "text",
    ["用于数据经营活动、经营许可核验", "转 让给企业用于商业化运营赚钱", "转·让给合作平台",
     "以数据变现", "营利", "牟 利", "出售给中介机构", "倒卖企业名录", "向会员单位有偿提供",
     "供下属公司经营活动查询", "数据经营、许可核验", "由窗口向企业收费查询", "用于商业用途"],
)  # fmt: skip
def test_commerce_is_told(text: str):
    assert warned(text)


@pytest.mark.parametrize(
    "text",
    ["核验食品经营许可申请人的经营范围和经营场所", "把经营主体列入经营异常名录", "查处无证经营行为",
     "核对个体经营者和经营户的登记情况", "检查涉企收费项目和收费标准", "核验股权转让登记",
     "登记非营利组织", "实现数据流转，让群众少跑腿", "改变现有的核验方式", "无偿共享"],
)  # fmt: skip
def test_the_everyday_of_a_market_bureau_is_not(text: str):
    assert not warned(text)
