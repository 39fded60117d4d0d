"""One marshmallow field per type of field: raw answer in, plain JSON or a Chinese sentence out.

These look at the answer alone. What depends on the case (choices of a resource, who is required
when) comes after, in `checks.py`. Blank counts as missing and becomes None.
"""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from marshmallow import ValidationError, fields

from engine.core.forms.formats import FORMATTERS
from engine.core.forms.moments import read_date, read_moment
from engine.core.forms.placeholders import is_placeholder
from engine.core.forms.source import FieldSpec
from engine.core.forms.text import UncleanText, clean, half_width
from engine.core.forms.wording import wrong
from engine.sentence import Sentence, say

_LONGEST = {"text": 200, "longtext": 4000}
_YES = frozenset({"yes", "true", "1", "on", "是"})
_NO = frozenset({"no", "false", "0", "off", "否"})


class Kind(fields.Field[Any]):
    """A field that knows its specification and reads every blank as None."""

    def __init__(self, spec: FieldSpec) -> None:
        super().__init__(allow_none=True, load_default=None)
        self.spec = spec

    def deserialize(self, value: Any, attr: Any = None, data: Any = None, **kwargs: Any) -> Any:
        """marshmallow's entry: blanks never reach the reading of the type."""
        return super().deserialize(None if _is_blank(value) else value, attr, data, **kwargs)

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> Any:
        return self.read(value)

    def read(self, value: Any) -> Any:
        """The normal form of a value that is not blank; raises ValidationError."""
        raise NotImplementedError

    def wrong(self, reason: Sentence) -> ValidationError:
        """The error that names this field."""
        return ValidationError([wrong(self.spec, reason)])


class TextKind(Kind):
    """text and longtext."""

    def read(self, value: Any) -> str | None:
        text = self._cleaned(value)
        if not text:
            return None
        if self.spec.format:
            return self._formatted(text)
        if self.spec.meaningful and is_placeholder(text, sentence=self.spec.type == "longtext"):
            raise self.wrong(self._says_nothing())
        self._check_length(text)
        return text

    def _cleaned(self, value: Any) -> str:
        if not isinstance(value, str):
            raise self.wrong(say("应当是文字"))
        try:
            return clean(value, lines=self.spec.type == "longtext")
        except UncleanText:
            raise self.wrong(
                say("含有不可见的控制字符，请删去后重新输入（可先粘贴到记事本再复制）")
            ) from None

    def _says_nothing(self) -> Sentence:
        if not self.spec.placeholder:
            return say("不能用“测试”“无”“111”之类没有内容的文字代替，请如实写明")
        return say(
            "不能用“测试”“无”“111”之类没有内容的文字代替，请如实写明，%(example)s",
            example=self.spec.placeholder,
        )

    def _formatted(self, text: str) -> str:
        try:
            return FORMATTERS[str(self.spec.format)](text)
        except ValueError as error:
            raise self.wrong(error.args[0]) from None

    def _check_length(self, text: str) -> None:
        most = self.spec.max or _LONGEST[self.spec.type]
        if len(text) > most:
            raise self.wrong(
                say(
                    "最多 %(most)s 个字，现在有 %(length)s 个字，请精简",
                    most=most,
                    length=len(text),
                )
            )
        if self.spec.min and len(text) < self.spec.min:
            raise self.wrong(
                say(
                    "至少 %(least)s 个字，现在只有 %(length)s 个字，请补充说明",
                    least=self.spec.min,
                    length=len(text),
                )
            )


class NumberKind(Kind):
    """number (whole, kept as a JSON number) and decimal (kept as text, exactly as meant)."""

    def read(self, value: Any) -> int | str:
        number = self._number(value)
        low, high = self.spec.min, self.spec.max
        if low is not None and number < Decimal(str(low)):
            raise self.wrong(say("不能小于 %(low)s", low=low))
        if high is not None and number > Decimal(str(high)):
            raise self.wrong(say("不能大于 %(high)s", high=high))
        if self.spec.type == "decimal":
            return format(number, "f")
        return int(number)

    def _number(self, value: Any) -> Decimal:
        whole = self.spec.type == "number"
        wanted = say("应当是整数，如 12") if whole else say("应当是数字，如 12.5")
        if not isinstance(value, str | int | float):
            raise self.wrong(wanted)
        text = half_width(value) if isinstance(value, str) else str(value)
        shape = r"[+-]?\d{1,15}" if whole else r"[+-]?\d{1,15}(\.\d{1,10})?"
        if not re.fullmatch(shape, text, re.ASCII):
            raise self.wrong(wanted)
        return Decimal(text)


class MomentKind(Kind):
    """date and datetime."""

    def read(self, value: Any) -> str:
        try:
            return (read_date if self.spec.type == "date" else read_moment)(str(value))
        except (ValueError, OverflowError):
            raise self.wrong(self._remedy()) from None

    def _remedy(self) -> Sentence:
        if self.spec.type == "date":
            return say("不是有效的日期，请按 2026-03-02 的样子填写")
        return say("不是有效的时间，请按 2026-03-02 09:30 的样子填写")


class YesNoKind(Kind):
    """yesno: true or false."""

    def read(self, value: Any) -> bool:
        word = str(value).strip().casefold()
        if isinstance(value, bool | str | int) and word in _YES | _NO:
            return word in _YES
        raise self.wrong(say("请选择“是”或“否”"))


class OneKind(Kind):
    """choice, unit, person: one value; whether it is among the options is checked later."""

    def read(self, value: Any) -> str:
        if not isinstance(value, str):
            raise self.wrong(say("只能选择一项"))
        return value.strip()


class SomeKind(Kind):
    """choices and items: several values, each once, in the order given."""

    def read(self, value: Any) -> list[str] | None:
        given = [value] if isinstance(value, str) else value
        if not isinstance(given, list) or not all(isinstance(each, str) for each in given):
            raise self.wrong(say("应当是所选各项的列表"))
        chosen = list(dict.fromkeys(each.strip() for each in given if each.strip()))
        self._check_count(len(chosen))
        return chosen or None

    def _check_count(self, count: int) -> None:
        if self.spec.min and 0 < count < self.spec.min:
            raise self.wrong(say("至少选择 %(min)s 项", min=self.spec.min))
        if self.spec.max and count > self.spec.max:
            raise self.wrong(say("最多选择 %(max)s 项", max=self.spec.max))


class FileKind(Kind):
    """file and files: references to what was uploaded before; only their shape is checked."""

    def read(self, value: Any) -> Any:
        given = [value] if isinstance(value, Mapping) else value
        if not isinstance(given, list) or not all(isinstance(each, Mapping) for each in given):
            raise self.wrong(say("应当是已上传的文件，请重新上传"))
        files = [self._reference(each) for each in given if not _is_blank(each.get("digest"))]
        if self.spec.type == "file":
            return files[-1] if files else None
        if self.spec.max and len(files) > self.spec.max:
            raise self.wrong(say("最多 %(max)s 个文件", max=self.spec.max))
        return files or None

    def _reference(self, given: Mapping[str, Any]) -> dict[str, Any]:
        digest, name, size = given.get("digest"), given.get("name"), str(given.get("size", ""))
        is_digest = isinstance(digest, str) and re.fullmatch(r"[0-9a-f]{64}", digest)
        is_name = (
            isinstance(name, str)
            and 0 < len(name) <= 255
            and not re.search(r"[\\/\x00-\x1f]", name)
        )
        if not (is_digest and is_name and re.fullmatch(r"[1-9][0-9]{0,9}", size)):
            raise self.wrong(say("的附件信息不完整，请重新上传"))
        return {"digest": digest, "name": name, "size": int(size)}


def _is_blank(value: Any) -> bool:
    return (
        value is None
        or value == []
        or value == {}
        or (isinstance(value, str) and not value.strip(" \t\r\n\u3000\u200b\ufeff\xa0"))
    )
