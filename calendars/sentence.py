"""Chinese sentences that remember what they were made of, so that they can be said in English too.

A Sentence is the finished Chinese text: who only stores, compares or prints it need not know. Who
shows it in another language asks it to say itself again. It is lost where texts are added, joined
or cut by hand: put the parts into `say` or `listed` instead.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache

#: From a Chinese template to the same in another language, with the same holes.
Translate = Callable[[str], str]


class Sentence(str):
    """`template` in Chinese with holes like %(name)s, and the `values` that fill them.

    A value that is a Sentence is part of what the program says; every other value is a name, a
    number or what somebody wrote, and the same in all languages. Never changed once made.
    """

    __slots__ = ("template", "values")

    template: str
    values: Mapping[str, object]

    def __new__(cls, template: str, values: Mapping[str, object]) -> Sentence:
        """Fill `template`; without values it is taken as it stands, signs of per cent included."""
        made = super().__new__(cls, _filled(template, values))
        made.template, made.values = template, values
        return made

    def said(self, translate: Translate) -> str:
        """Return the sentence with `translate` applied to each template in it."""
        values = {name: _said(value, translate) for name, value in self.values.items()}
        return _filled(translate(self.template), values)

    def __reduce__(self) -> tuple[object, ...]:
        """Copies and pickles are made of the parts."""
        return type(self), (self.template, self.values)


class Listing(Sentence):
    """Several texts in a row; `template` is the sign between them."""

    __slots__ = ()

    def __new__(cls, template: str, values: Mapping[str, object]) -> Listing:
        """Join the values in their order."""
        made = str.__new__(cls, template.join(map(str, values.values())))
        made.template, made.values = template, values
        return made

    def said(self, translate: Translate) -> str:
        """Return the parts as they are said, with the translated sign between them."""
        parts = (_said(value, translate) for value in self.values.values())
        return translate(self.template).join(parts)


def say(template: str, /, **values: object) -> Sentence:
    """Return `template` (Chinese, holes like %(name)s) filled with `values`."""
    return Sentence(template, values)


def listed(parts: Iterable[object], sign: str = "、") -> Sentence:
    """Return `parts` in a row with `sign` between them."""
    return Listing(sign, {str(number): part for number, part in enumerate(parts)})


def with_parts(data: object) -> object:
    """Return plain JSON `data` with each Sentence in it as its parts, to be kept in a file."""
    if isinstance(data, Sentence):
        said = {name: with_parts(value) for name, value in data.values.items()}
        return {LISTED if isinstance(data, Listing) else SAID: data.template, "with": said}
    if isinstance(data, Mapping):
        return {key: with_parts(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [with_parts(each) for each in data]
    return data if data is None or isinstance(data, str | int | float) else str(data)


def of_parts(data: object) -> object:
    """Return what `with_parts` made of it, lists for tuples."""
    if isinstance(data, list):
        return [of_parts(each) for each in data]
    if not isinstance(data, Mapping):
        return data
    found = {key: of_parts(value) for key, value in data.items()}
    values = found.get("with")
    for key, kind in ((SAID, Sentence), (LISTED, Listing)):
        if key in found and isinstance(values, dict):
            return kind(str(found[key]), values)
    return found


#: How kept parts begin.
SAID, LISTED = "%said", "%listed"


def recalled(text: str, templates: Iterable[str]) -> str:
    """Return `text`, which was stored, as the Sentence it once was: by the first template it fits.

    Values come back as plain texts. A text that fits none is returned as it is.
    """
    for template in templates:
        found = _shape(template).fullmatch(text)
        if found is not None:
            return Sentence(template, found.groupdict())
    return text


def _filled(template: str, values: Mapping[str, object]) -> str:
    return template % values if values else template


def _said(value: object, translate: Translate) -> str:
    return value.said(translate) if isinstance(value, Sentence) else str(value)


@cache
def _shape(template: str) -> re.Pattern[str]:
    pieces = re.split(r"%\((\w+)\)s", template)
    shape = (
        f"(?P<{piece}>.*?)" if number % 2 else re.escape(piece)
        for number, piece in enumerate(pieces)
    )
    return re.compile("".join(shape), re.DOTALL)
