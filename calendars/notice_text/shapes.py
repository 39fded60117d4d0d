"""Patterns of what frames an arrangement: titles, numbers, dates of signing, labels of a page.

They hold no groups, so that they can stand inside other patterns. All are for normalised text.
"""

from __future__ import annotations

FESTIVAL = "(?:元旦|春节|清明节|劳动节|端午节|中秋节|国庆节)"
ISSUER = "(?:国务院办公厅|国务院)"
TITLE = rf"{ISSUER}?(?:发布)?关于[^，。：]{{2,60}}通知"
#: Around a title: 受权发布丨…, 标题：…, 正在阅读：…, 新华社北京11月4日电…，全文如下.
BEFORE_TITLE = "(?:新华社[^0-9，。]{1,6}[0-9]{1,2}月[0-9]{1,2}日电|[^0-9，。]{0,10}[丨|：])?《?"
AFTER_TITLE = "》?(?:，全文如下)?"
NUMBER = "(?:国办发明电|国发明电|国办发|国发)[〔（][0-9]{4}[〕）][0-9]{1,3}号"

_NUMERAL = "[〇○零一二三四五六七八九十]"
DATE = (
    "(?:[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日|[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}"
    f"|{_NUMERAL}{{4}}年{_NUMERAL}{{1,2}}月{_NUMERAL}{{1,3}}日)"
)
CLOCK = "[0-9]{1,2}：[0-9]{2}(?:：[0-9]{2})?"

_LABELS = (
    "索引号|主题分类|主题词|发文机关|发文机构|发布机构|成文日期|发文日期|发文字号|文号|标题|名称"
    "|发布日期|公开日期|发布时间|更新时间|时间|有效性|信息来源|来源|字体|字号|责任编辑|责编|编辑"
)
#: Not the end of a longer label: 来源 in 信息来源.
LABEL = rf"(?<!信息)(?<!发布)(?<!更新)(?<!责任)(?<!发文)(?:{_LABELS})"
