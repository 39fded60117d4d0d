"""Official wordings for the tests of the notice reader.

The arrangements of 2010-2023 and 2026 are those beside the shipped files. No text was at hand for
2024 and 2025: those two are rebuilt here from the forms the notices of these years use, and are
not the notices. The frame (addressee, preamble, closing, signature) is worded as in the notices.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from importlib.resources import files

from calendars import ChangeNotice, YearNotice, shipped_notices

TEXTS = files("calendars") / "notices" / "texts"
REBUILT = {
    2024: """一、元旦：1月1日放假，与周末连休。
二、春节：2月10日至17日放假调休，共8天。2月4日（星期日）、2月18日（星期日）上班。\
鼓励各单位结合带薪年休假等制度落实，安排职工在除夕（2月9日）休息。
三、清明节：4月4日至6日放假调休，共3天。4月7日（星期日）上班。
四、劳动节：5月1日至5日放假调休，共5天。4月28日（星期日）、5月11日（星期六）上班。
五、端午节：6月10日放假，与周末连休。
六、中秋节：9月15日至17日放假调休，共3天。9月14日（星期六）上班。
七、国庆节：10月1日至7日放假调休，共7天。9月29日（星期日）、10月12日（星期六）上班。""",
    2025: """一、元旦：1月1日（周三）放假1天，不调休。
二、春节：1月28日（农历除夕、周二）至2月4日（农历正月初七、周二）放假调休，共8天。\
1月26日（周日）、2月8日（周六）上班。
三、清明节：4月4日（周五）至6日（周日）放假，共3天。
四、劳动节：5月1日（周四）至5日（周一）放假调休，共5天。4月27日（周日）上班。
五、端午节：5月31日（周六）至6月2日（周一）放假，共3天。
六、国庆节、中秋节：10月1日（周三）至8日（周三）放假调休，共8天。9月28日（周日）、10月11日（周六）上班。""",
}
YEARS = {n.year: n for n in shipped_notices() if isinstance(n, YearNotice)}
CHANGES = {n.amends: n for n in shipped_notices() if isinstance(n, ChangeNotice)}
#: The years whose notices are in a form that is read.
READ = range(2010, 2027)

ADDRESSEES = "各省、自治区、直辖市人民政府，国务院各部委、各直属机构："
LAW = "根据国务院《关于修改〈全国年节及纪念日放假办法〉的决定》，"
WHY = "为便于各地区、各部门及早合理安排节假日旅游、交通运输、生产经营等有关工作，"
NEW_LAW = (
    "经党中央、国务院批准，根据2024年11月修订的《全国年节及纪念日放假办法》，自2025年1月1日起，"
    "全体公民放假的假日增加2天，其中春节、劳动节各增加1天。据此对放假调休原则作进一步优化完善，"
    "除个别特殊情形外，春节自农历除夕起放假调休8天，国庆节自10月1日起放假调休7天，"
    "劳动节放假调休5天，元旦、清明节、端午节、中秋节分别放假调休或连休3天（如逢周三则只在当日放假），"
    "国庆节放假如逢中秋节则合并放假8天。\n　　按照上述原则，"
)
APPROVED = "经国务院批准，"
CLOSING = (
    "节假日期间，各地区、各部门要妥善安排好值班和安全、保卫等工作，遇有重大突发事件，"
    "要按规定及时报告并妥善处置，确保人民群众祥和平安度过节日假期。"
)
ERRANDS = "鼓励单位和个人结合落实带薪年休假等制度，实际形成较长假期，推动错峰出行。"
NUMERALS = "〇一二三四五六七八九"


def shipped_text(name: str) -> str:
    """A text beside the shipped files: "2026" or "2019-change"."""
    return (TEXTS / f"{name}.txt").read_text(encoding="utf-8")


def arrangement(year: int) -> str:
    """The items of a yearly notice alone, one a line."""
    if year in REBUILT:
        return REBUILT[year]
    lines = shipped_text(str(year)).splitlines()
    return "\n".join(line for line in lines if line[1:2] == "、")


def plain(year: int) -> str:
    """Title, number, items and date, as the shipped texts have them."""
    source = YEARS[year].source
    return f"{source.title}\n{source.number}\n\n{arrangement(year)}\n\n{source.signed}\n"


def official(year: int) -> str:
    """The whole paper as it is published on a page, with indents and a broken title."""
    source = YEARS[year].source
    title = source.title.replace("年部分", "年\n部分")
    closing = (ERRANDS if year == 2026 else "") + CLOSING
    body = "\n".join(f"　　{line}" for line in arrangement(year).splitlines())
    return (
        f"{title}\n{source.number}\n\n{ADDRESSEES}\n　　{preamble(year)}\n{body}\n"
        f"　　{closing}\n\n　　　　　国务院办公厅\n　　　　　{signed(year)}\n\n（此件公开发布）\n"
    )


def preamble(year: int) -> str:
    why = LAW + WHY + APPROVED if year < 2015 else NEW_LAW if year == 2025 else APPROVED
    return (
        f"{why}现将{year}年元旦、春节、清明节、劳动节、端午节、中秋节和国庆节"
        "放假调休日期的具体安排通知如下。"
    )


def signed(year: int) -> str:
    day: date = YEARS[year].source.signed
    if year > 2011:
        return f"{day.year}年{day.month}月{day.day}日"
    years = "".join(NUMERALS[int(digit)] for digit in str(day.year))
    return f"{years}年{numeral(day.month)}月{numeral(day.day)}日"


def numeral(number: int) -> str:
    """Numbers up to 31 as they are written in dates."""
    tens, ones = divmod(number, 10)
    ten = "" if tens == 0 else "十" if tens == 1 else f"{NUMERALS[tens]}十"
    return ten + (NUMERALS[ones] if ones else "")


def corruptions(text: str, begin: int, end: int) -> Iterator[str]:
    """`text` with one digit, or the sign of one weekday, between the places changed to another."""
    for place in range(begin, end):
        for other in _others(text, place):
            yield text[:place] + other + text[place + 1 :]


def _others(text: str, place: int) -> str:
    sign = text[place]
    if sign.isascii() and sign.isdigit():
        return "0123456789".replace(sign, "")
    named = text[place - 2 : place] == "星期" or text[place - 1] == "周"
    return "一二三四五六日".replace(sign, "") if named and sign in "一二三四五六日" else ""
