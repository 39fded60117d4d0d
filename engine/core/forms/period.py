"""The period field: from when until when, or 长期 with a reason."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from engine.core.forms.kinds import Kind, TextKind, YesNoKind
from engine.core.forms.moments import read_date
from engine.core.forms.source import FieldSpec
from engine.sentence import Sentence, say

_PARTS = frozenset({"start", "end", "long_term", "reason"})


class PeriodKind(Kind):
    """{"start", "end", "long_term", "reason"}: both days belong to it; 长期 has no end."""

    def read(self, value: Any) -> dict[str, Any] | None:
        if not isinstance(value, Mapping) or not set(value) <= _PARTS:
            raise self.wrong(say("应当包含开始日期和结束日期"))
        long_term = self._part(YesNoKind, value.get("long_term"), "yesno", "") or False
        start, end = (
            self._day(value, "start", say("开始日期")),
            self._day(value, "end", say("结束日期")),
        )
        reason = self._part(TextKind, value.get("reason"), "longtext", say("长期使用的理由"))
        if not (long_term or start or end or reason):
            return None
        if start is None:
            raise self.wrong(say("还没有填写开始日期，请填写"))
        if long_term:
            return self._unlimited(start, reason)
        return self._limited(start, end)

    def _unlimited(self, start: str, reason: str | None) -> dict[str, Any]:
        if not self.spec.long_term:
            raise self.wrong(say("不能选择长期，请填写结束日期"))
        if reason is None:
            raise self.wrong(say("选择了长期，还没有写明理由，请写明为什么需要长期使用"))
        return {"start": start, "end": None, "long_term": True, "reason": reason}

    def _limited(self, start: str, end: str | None) -> dict[str, Any]:
        if end is None:
            raise self.wrong(self._no_end())
        if end < start:
            raise self.wrong(say("的结束日期早于开始日期，请核对两个日期"))
        if self.spec.max_years and end > _years_after(start, self.spec.max_years):
            raise self.wrong(
                say(
                    "最长 %(max_years)s 年，请把结束日期提前，到期前可再次申请",
                    max_years=self.spec.max_years,
                )
            )
        return {"start": start, "end": end, "long_term": False, "reason": None}

    def _no_end(self) -> Sentence:
        if self.spec.long_term:
            return say("还没有填写结束日期，请填写，或选择长期")
        return say("还没有填写结束日期，请填写")

    def _part(self, kind: type[Kind], value: Any, type_: str, label: str) -> Any:
        name = self.spec.label
        if label:
            name = say("%(label)s：%(part)s", label=self.spec.label, part=label)
        reason = type_ == "longtext"
        shown = say("例如 日常监管长期需要，每年核对一次") if reason else ""
        part = FieldSpec(self.spec.name, type_, name, placeholder=shown, max=500, meaningful=reason)
        return kind(part).deserialize(value)

    def _day(self, value: Mapping[str, Any], key: str, label: str) -> str | None:
        given = value.get(key)
        if given is None or not str(given).strip():
            return None
        try:
            return read_date(str(given))
        except ValueError:
            raise self.wrong(
                say("的%(label)s不是有效的日期，请按 2026-03-02 的样子填写", label=label)
            ) from None


def _years_after(start: str, years: int) -> str:
    """The same day `years` later, as ISO text; 29 February becomes 28 February."""
    day = date.fromisoformat(start)
    try:
        return day.replace(year=day.year + years).isoformat()
    except ValueError:
        return day.replace(year=day.year + years, day=28).isoformat()
