"""Sentences that arrange nothing, and the words that no such sentence may hold.

What is passed over is shown to the person who enters the notice. A sentence with a date, a number
or a word of arrangement is passed over only where it stands here, word for word or in its shape.
"""

from __future__ import annotations

import re

from calendars.notice_text.passage import Passage
from calendars.notice_text.shapes import CLOCK, DATE, FESTIVAL, LABEL

#: What makes a sentence one that must be understood.
WEIGHTY = re.compile(
    "[0-9]|[〇○零一二三四五六七八九十两廿卅][天日号月年]|星期[一二三四五六日天]|周[一二三四五六日天末]"
    "|放假|调休|补休|上班|休息|公休|连休|日期|补班|补假|顺延|照常"
)
#: Titles of laws hold 放假; 各地 are told to take care 调休放假期间.
_WEIGHTLESS = re.compile(
    f"《[^》0-9]*(?:办法|决定|法)》|根据[0-9]{{4}}年[0-9]{{1,2}}月修订的"
    f"|^(?:[一二三四五六七八九十]、)?(?:节假日|调休放假|放假调休|{FESTIVAL})期间"
)

_TEXTS = (
    # 2025, the first year of the law of 2024
    "经党中央、国务院批准，根据2024年11月修订的《全国年节及纪念日放假办法》，自2025年1月1日起，"
    "全体公民放假的假日增加2天，其中春节、劳动节各增加1天",
    "据此对放假调休原则作进一步优化完善，除个别特殊情形外，春节自农历除夕起放假调休8天，"
    "国庆节自10月1日起放假调休7天，劳动节放假调休5天，元旦、清明节、端午节、中秋节分别放假调休或"
    "连休3天（如逢周三则只在当日放假），国庆节放假如逢中秋节则合并放假8天",
    # the changes of 2015 and 2020
    "2015年是中国人民抗日战争暨世界反法西斯战争胜利70周年",
    "为方便公众安排假日期间生产生活，特作如下调休",
    "因疫情防控不能休假的职工，应根据《中华人民共和国劳动法》规定安排补休，"
    "未休假期的工资报酬应按照有关政策保障落实",
)
#: When and where a page was published, its number in an index, the place of a telegram.
_SHAPES = re.compile(
    f"(?:{LABEL}：(?P<words>[^0-9，。：]{{0,20}}))?{DATE}(?:{CLOCK})?"
    "|索引号：[0-9A-Za-z/-]{1,40}"
    "|新华社[^0-9，。]{1,6}[0-9]{1,2}月[0-9]{1,2}日电"
)
_ITEM = re.compile("^[一二三四五六七八九十]、")


def weighty(text: str) -> bool:
    """Whether a sentence holds a date, a number or a word of arrangement."""
    return bool(WEIGHTY.search(_WEIGHTLESS.sub("", text)))


def arranges_nothing(passage: Passage) -> bool:
    """Whether a sentence may be passed over, to be shown."""
    text = _ITEM.sub("", passage.text).replace("分別", "分别")
    shape = _SHAPES.fullmatch(text)
    if shape is not None:
        return not weighty(shape["words"] or "")
    return text in _TEXTS or not weighty(passage.text)
