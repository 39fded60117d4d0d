"""Marshmallow fields for TOML values: one exact type each, every refusal a Chinese sentence."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from marshmallow import ValidationError, fields

from engine.core.forms.formats import FORMATTERS

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_MISSING: dict[str, Any] = {"required": "没有填写，请补上这一项", "null": "没有填写，请补上这一项"}


class Exact(fields.Field[Any]):
    """A value of exactly `kind`, so that 1 is no yes and "3" is no number."""

    def __init__(self, kind: type, wrong: str, **options: Any) -> None:
        super().__init__(error_messages=_MISSING, **options)
        self.kind, self.wrong = kind, wrong

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: Any) -> Any:
        if type(value) is not self.kind:
            raise ValidationError(f"{self.wrong}，现为 {value!r}")
        return value


class Text(Exact):
    """Trimmed text; blank counts as missing where it is required."""

    def __init__(self, most: int, pattern: tuple[str, str] | None = None, **options: Any) -> None:
        super().__init__(str, "应为带引号的文字", **options)
        self.most, self.pattern = most, pattern

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: Any) -> str:
        text: str = super()._deserialize(value, attr, data).strip()
        if self.required and not text:
            raise ValidationError(_MISSING["required"])
        if len(text) > self.most:
            raise ValidationError(f"最多 {self.most} 个字，现有 {len(text)} 个")
        if _CONTROL.search(text):
            raise ValidationError("含有看不见的控制字符，请删去")
        if text and self.pattern and not re.fullmatch(self.pattern[0], text):
            raise ValidationError(f"“{text}”写法不对，{self.pattern[1]}")
        return text


class Formatted(Text):
    """Text in one of the formats that forms know too: phone, email, credit_code."""

    def __init__(self, form: str, **options: Any) -> None:
        super().__init__(200, **options)
        self.form = FORMATTERS[form]

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: Any) -> str:
        text = super()._deserialize(value, attr, data)
        try:
            return self.form(text) if text else ""
        except ValueError as wrong:
            raise ValidationError(str(wrong)) from None


class Word(Text):
    """One word out of a list; `unlisted` words are let through here for a rule to refuse."""

    def __init__(self, words: Iterable[str], unlisted: Iterable[str] = (), **options: Any) -> None:
        super().__init__(60, **options)
        self.words, self.unlisted = tuple(words), tuple(unlisted)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: Any) -> str:
        text = super()._deserialize(value, attr, data)
        if text not in self.words + self.unlisted:
            raise ValidationError(f"不认识“{text}”，应为 {'、'.join(self.words)} 之一")
        return text


class Whole(Exact):
    """A whole number between two bounds, both included."""

    def __init__(self, least: int, most: int, **options: Any) -> None:
        super().__init__(int, f"应为 {least} 到 {most} 的整数", **options)
        self.least, self.most = least, most

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: Any) -> int:
        number: int = super()._deserialize(value, attr, data)
        if not self.least <= number <= self.most:
            raise ValidationError(f"{self.wrong}，现为 {number}")
        return number


def flag(**options: Any) -> Exact:
    """A yes or a no."""
    return Exact(bool, "应为 true（是）或 false（否），不加引号", **options)


def day(**options: Any) -> Exact:
    """A calendar day."""
    return Exact(date, "应为日期，写作 2022-06-30，不加引号", **options)


def many(inner: fields.Field[Any], what: str, **options: Any) -> fields.List[Any]:
    """A list of `what`."""
    messages: dict[str, Any] = {**_MISSING, "invalid": f"应为{what}的列表，写在方括号里"}
    return fields.List(inner, error_messages=messages, **options)
