"""The notice files say what the notices say, and a wrong file is never counted with."""

from __future__ import annotations

import hashlib
import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

import calendars
from calendars import ChangeNotice, NoticeError, YearNotice, load_notices, parse_notice
from calendars.notices import shipped_notices

FOLDER = Path(calendars.__file__).parent / "notices"
YEARS = {n.year: n for n in shipped_notices() if isinstance(n, YearNotice)}
CHANGES = {n.amends: n for n in shipped_notices() if isinstance(n, ChangeNotice)}


def read(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


def days(first: str, last: str | None = None) -> set[date]:
    start, end = date.fromisoformat(first), date.fromisoformat(last or first)
    return {start + timedelta(days=k) for k in range((end - start).days + 1)}


def off(notice: YearNotice) -> set[date]:
    return {day for item in notice.breaks for day in item.off}


def work(notice: YearNotice) -> set[date]:
    return {day for item in notice.breaks for day in item.work}


def test_years_2007_to_2026_and_three_changes() -> None:
    assert sorted(YEARS) == list(range(2007, 2027))
    assert sorted(CHANGES) == [2015, 2019, 2020]


@pytest.mark.parametrize("year", sorted(set(YEARS) - set(CHANGES)))
def test_unchanged_year_is_the_expected_table(year: int, expected: dict[str, Any]) -> None:
    table = expected[str(year)]
    names = {item.name: [day.isoformat() for day in item.off] for item in YEARS[year].breaks}
    assert names == table["off"]
    assert sorted(day.isoformat() for day in work(YEARS[year])) == table["work"]


@pytest.mark.parametrize("year", sorted(CHANGES))
def test_changed_year_is_the_notice_as_issued_plus_its_change(
    year: int, expected: dict[str, Any]
) -> None:
    change, table = CHANGES[year], expected[str(year)]
    after_off = off(YEARS[year]) - set(change.off_remove) | set(change.off_add)
    after_work = work(YEARS[year]) - set(change.work_remove) | set(change.work_add)
    everything_off = {day for listed in table["off"].values() for day in listed}
    assert {day.isoformat() for day in after_off} == everything_off
    assert sorted(day.isoformat() for day in after_work) == table["work"]


def test_2019_as_issued_gave_one_day_for_labour_day() -> None:
    (labour,) = [item for item in YEARS[2019].breaks if item.name == "劳动节"]
    assert (labour.off, labour.work) == ((date(2019, 5, 1),), ())
    assert set(CHANGES[2019].off_add) == days("2019-05-02", "2019-05-04")
    assert set(CHANGES[2019].work_add) == days("2019-04-28") | days("2019-05-05")


def test_2020_as_issued_worked_the_first_of_february() -> None:
    (spring,) = [item for item in YEARS[2020].breaks if item.name == "春节"]
    assert set(spring.off) == days("2020-01-24", "2020-01-30")
    assert date(2020, 2, 1) in spring.work
    assert CHANGES[2020].work_remove == (date(2020, 2, 1),)
    assert CHANGES[2020].source.published == date(2020, 1, 27)


def test_2015_as_issued_knew_no_september_break() -> None:
    assert not off(YEARS[2015]) & days("2015-09-03", "2015-09-06")
    assert CHANGES[2015].work_add == (date(2015, 9, 6),)


@pytest.mark.parametrize("notice", shipped_notices(), ids=lambda n: n.source.file)
def test_provenance_is_whole(notice: YearNotice | ChangeNotice) -> None:
    source = notice.source
    year = notice.year if isinstance(notice, YearNotice) else notice.amends
    assert f"{year}" in source.title or year == 2015
    assert re.fullmatch(r"国(办)?发明电〔20\d\d〕\d+号", source.number)
    assert f"〔{source.signed.year}〕" in source.number
    assert (source.entered_by, source.checked_by) == ("release", "")
    text = FOLDER / "texts" / source.file.replace(".toml", ".txt")
    if not text.exists():
        assert (source.text_sha256, year) in {("", 2024), ("", 2025)}
        return
    assert hashlib.sha256(text.read_bytes()).hexdigest() == source.text_sha256
    lines = text.read_text(encoding="utf-8").splitlines()
    assert (lines[0], lines[1], lines[-1]) == (source.title, source.number, str(source.signed))


DATE = re.compile(r"(?:(\d+)年)?(?:(\d+)月)?(\d+)日")


def named_days(sentence: str, year: int) -> set[date]:
    """The dates a sentence of a notice names, whatever it says of them."""
    found, month = set(), 0
    for in_year, in_month, day in DATE.findall(re.sub("（[^）]*）", "", sentence)):
        month = int(in_month) if in_month else month
        found.add(date(int(in_year or year), month, int(day)))
    return found


@pytest.mark.parametrize("year", [*range(2010, 2024), 2026])
def test_the_text_names_the_days_of_the_file(year: int) -> None:
    """Each sentence names the first and last day off and the worked days, and no other."""
    lines = read(f"texts/{year}.txt").splitlines()
    sentences = [line for line in lines if re.match("[一二三四五六七]、", line)]
    for sentence, item in zip(sentences, YEARS[year].breaks, strict=True):
        assert sentence[2:].startswith(item.name)
        assert named_days(sentence, year) == {item.off[0], item.off[-1], *item.work}
        declared = re.search(r"(?:共|放假)(\d)天", sentence)
        assert declared is None or int(declared[1]) == item.days_declared


BAD = [
    ("2026.toml", "days_declared = 7", "days_declared = 8", "holiday[7].days_declared", "8"),
    ("2026.toml", "2026-09-20, 2026-10-10", "2026-09-21, 2026-10-10", "holiday[7].work", "09-21"),
    ("2026.toml", "2026-09-20, 2026-10-10", "2026-08-02, 2026-10-10", "holiday[7].work", "08-02"),
    ("2026.toml", "2026-09-20, 2026-10-10", "2026-10-10, 2026-09-20", "holiday[7].work", "10-10"),
    ("2026.toml", "2026-09-20, 2026-10-10", "2026-10-10", "holiday", "14"),
    ("2026.toml", "work = [2026-01-04]", "work = [2026-01-03]", "holiday[1]", "2026-01-03"),
    ("2026.toml", "from = 2026-10-01", "from = 2026-10-09", "holiday[7].off", "2026-10-09"),
    ("2026.toml", "to = 2026-10-07", "to = 2027-10-07", "holiday[7].off", "2027-10-07"),
    ("2026.toml", "year = 2026", "year = 2027", "holiday[1].off", "2026-01-01"),
    ("2026.toml", "year = 2026", 'year = "2026"', "year", "2026"),
    ("2026.toml", "signed = 2025-11-04", 'signed = "2025-11-04"', "notice.signed", "2025-11-04"),
    ("2026.toml", "signed = 2025-11-04", "", "notice.signed", "（无）"),
    ("2026.toml", "signed = ", "published = 2025-11-03\nsigned = ", "notice.published", "11-03"),
    ("2026.toml", "[notice]", "extra = 1\n[notice]", "extra", "1"),
    ("2026.toml", "[notice]", "[notice]\nsigend = 1", "notice.sigend", "1"),
    ("2026.toml", 'name = "国庆节"', 'name = " "', "holiday[7].name", " "),
    ("2026.toml", 'name = "国庆节"', 'nmae = "国庆节"', "holiday[7].name", "（无）"),
    ("2026.toml", "days_declared = 7", "days_declared = 7\nnote = 1", "holiday[7].note", "1"),
    ("2026.toml", "[2026-01-04]", "[2026-01-04T00:00:00]", "holiday[1].work", "2026-01-04 00"),
    ("2026.toml", "https://", "ftp://", "notice.url", "ftp://"),
    ("2026.toml", 'text_sha256 = "', 'text_sha256 = "zz', "notice.text_sha256", "zz"),
    ("2026.toml", "year = 2026", "year = 1999", "year", "1999"),
    ("2026.toml", "year = 2026", "year = 0", "year", "0"),
    ("2026.toml", "year = 2026", f"year = {10**18}", "year", "1000"),
    ("2019-change.toml", "amends = 2019", "amends = -1", "amends", "-1"),
    ("2026.toml", 'name = "元旦"', 'name = "新年"', "holiday[1].name", "新年"),
    ("2025.toml", 'name = "国庆节、中秋节"', 'name = "国庆节"', "holiday[6].name", "国庆节"),
    ("2019-change.toml", "work_add = [2019-04-28", "work_add = [2019-04-29", "work_add", "04-29"),
    ("2019-change.toml", "amends = 2019", "amends = 2020", "off_add", "2019-05-02"),
    ("2019-change.toml", "[2019-04-28, 2019-05-05]", "[2019-05-04]", "work_add", "2019-05-04"),
    ("2020-change.toml", "off_remove = []", "off_remove = 3", "off_remove", "3"),
    (
        "2020-change.toml",
        "off_remove = []",
        "off_remove = [{ from = 2020-02-03 }]",
        "off_remove",
        "",
    ),
]


@pytest.mark.parametrize(("name", "old", "new", "key", "value"), BAD)
def test_a_bad_file_is_refused_naming_file_key_and_value(
    name: str, old: str, new: str, key: str, value: str
) -> None:
    text = read(name)
    assert old in text
    with pytest.raises(NoticeError) as caught:
        parse_notice(name, text.replace(old, new))
    assert (caught.value.file, caught.value.key) == (name, key)
    assert value in str(caught.value.value)
    assert str(caught.value).startswith(f"{name}：{key} = ")


def test_a_statutory_day_that_is_not_off_is_refused() -> None:
    text = read("2026.toml").replace(
        "{ from = 2026-06-19, to = 2026-06-21 }", "{ from = 2026-06-20, to = 2026-06-22 }"
    )
    with pytest.raises(NoticeError, match="端午节为法定节日"):
        parse_notice("2026.toml", text)


def test_a_change_that_changes_nothing_is_refused() -> None:
    text = re.sub(r"(off_add|work_remove) = .*", r"\1 = []", read("2020-change.toml"))
    with pytest.raises(NoticeError, match="没有任何变动"):
        parse_notice("2020-change.toml", text)


SETS = [
    ({"2019.toml", "2021.toml"}, {}, "year", "上一年度的通知缺失"),
    ({"2019.toml", "2020-change.toml"}, {}, "amends", "不在此前"),
    ({"2020.toml", "2020-change.toml"}, {"signed = 2020": "signed = 2019"}, "amends", "不在此前"),
    ({"2020.toml", "2020-change.toml"}, {"2020〕1号": "2019〕16号"}, "number", "文号重复"),
    ({"2020.toml", "2020-change.toml"}, {"off_add = [{ from = 2020-01-31": "off_add = [{ from = "
      "2020-01-30"}, "off_add", "原已有安排"),
    ({"2020.toml", "2020-change.toml"}, {"work_remove = [2020-02-01]": "work_remove = "
      "[2020-02-08]"}, "work_remove", "原不是调休上班日"),
    ({"2020.toml", "2020-change.toml"}, {"off_remove = []": "off_remove = [2020-03-02]"},
     "off_remove", "原不是放假日"),
    ({"2020.toml", "2020-change.toml"}, {"work_add = []": "work_add = [2020-03-08]"},
     "work_add", "14 天内没有放假日"),
]  # fmt: skip


@pytest.mark.parametrize(("names", "edits", "key", "reason"), SETS)
def test_a_set_that_contradicts_itself_is_refused(
    names: set[str], edits: dict[str, str], key: str, reason: str
) -> None:
    texts = {name: read(name) for name in names}
    for old, new in edits.items():
        assert old in texts["2020-change.toml"]
        texts["2020-change.toml"] = texts["2020-change.toml"].replace(old, new)
    with pytest.raises(NoticeError, match=reason) as caught:
        load_notices(texts.items())
    assert caught.value.key == key


def test_the_same_year_twice_is_refused() -> None:
    again = read("2026.toml").replace("〔2025〕7号", "〔2025〕8号")
    with pytest.raises(NoticeError, match="该年度已有通知"):
        load_notices([("2026.toml", read("2026.toml")), ("again.toml", again)])


def test_two_notices_on_one_december_day_are_refused() -> None:
    """2018-12-29 is worked by the notice of 2019; 2018's cannot also name it."""
    change = read("2020-change.toml")
    change = change.replace("amends = 2020", "amends = 2018")
    change = re.sub(r"off_add = .*", "off_add = [2018-12-29]", change)
    change = re.sub(r"work_remove = .*", "work_remove = []", change)
    change = re.sub(r"(signed|published) = .*", r"\1 = 2018-11-01", change)
    named = [(name, read(name)) for name in ("2018.toml", "2019.toml")]
    with pytest.raises(NoticeError, match="另一通知已有安排"):
        load_notices([*named, ("2018-change.toml", change)])
