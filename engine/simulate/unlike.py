"""What is found otherwise than a step says, in sentences."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from engine.sentence import listed, say
from engine.simulate.called import Called
from engine.simulate.check_words import CHECK_NAMES, in_words

#: Of longer lists only the difference is said.
SHORT = 2


def unlike(found: Mapping[str, Any], then: Mapping[str, Any], called: Called) -> Iterator[str]:
    """Yield a sentence for each thing of `then` that is found otherwise."""
    for name, value in then.items():
        wanted = plain(value)
        if found[name] == wanted:
            continue
        if isinstance(wanted, Mapping) and isinstance(found[name], Mapping):
            yield from _by_step(name, wanted, found[name], called)
        elif isinstance(wanted, list) and isinstance(found[name], list):
            yield _lists(name, wanted, found[name], called)
        else:
            yield _said(name, wanted, found[name], called)


def is_unlike(found: Any, wanted: Any) -> bool:
    """Tell whether what `then` says of one thing is found otherwise."""
    return bool(found != plain(wanted))


def plain(value: Any) -> Any:
    """Return a value of `then` as it is found: days as ISO texts, lists in order."""
    if isinstance(value, Mapping):
        return {key: plain(each) for key, each in value.items()}
    if isinstance(value, list):
        return sorted(plain(each) for each in value)
    return value.isoformat() if isinstance(value, date) else value


def _said(name: str, wanted: Any, found: Any, called: Called) -> str:
    one, other = called.value(name, wanted), called.value(name, found)
    if one == other:  # two codes that are called the same
        one, other = in_words(wanted), in_words(found)
    return say(
        "%(name)s应为%(wanted)s，实为%(found)s", name=CHECK_NAMES[name], wanted=one, found=other
    )


def _lists(name: str, wanted: Sequence[Any], found: Sequence[Any], called: Called) -> str:
    missing = sorted((Counter(wanted) - Counter(found)).elements())
    extra = sorted((Counter(found) - Counter(wanted)).elements())
    what = CHECK_NAMES[name]
    if max(len(wanted), len(found)) <= SHORT:
        missing, extra = list(wanted), list(found)
    elif not extra:
        return say("%(name)s缺少%(missing)s", name=what, missing=_all(name, missing, called))
    elif not missing:
        return say("%(name)s多出%(extra)s", name=what, extra=_all(name, extra, called))
    else:
        return say(
            "%(name)s缺少%(missing)s，多出%(extra)s", name=what,
            missing=_all(name, missing, called), extra=_all(name, extra, called),
        )  # fmt: skip
    return say(
        "%(name)s应为%(wanted)s，实为%(found)s", name=what,
        wanted=_all(name, missing, called), found=_all(name, extra, called),
    )  # fmt: skip


def _all(name: str, values: Sequence[Any], called: Called) -> str:
    """Each once; what is called like another one is told by its code too."""
    words = Counter(called.value(name, each) for each in set(values))
    return listed([
        say("%(name)s（%(code)s）", name=word, code=each) if words[word] > 1 else word
        for each in dict.fromkeys(values)
        for word in [called.value(name, each)]
    ]) or say("无")  # fmt: skip


def _by_step(
    name: str, wanted: Mapping[str, Any], found: Mapping[str, Any], called: Called
) -> Iterator[str]:
    for element in (key for key in {**wanted, **found} if wanted.get(key) != found.get(key)):
        about = {"step": called.step(element), "name": CHECK_NAMES[name]}
        one, other = (called.value(name, each.get(element)) for each in (wanted, found))
        if element not in found:
            yield say("“%(step)s”的%(name)s应为%(wanted)s，但现在没有", **about, wanted=one)
        elif element not in wanted:
            yield say("“%(step)s”的%(name)s是%(found)s，场景没有写到", **about, found=other)
        else:
            yield say("“%(step)s”的%(name)s应为%(wanted)s，实为%(found)s", **about, wanted=one,
                      found=other)  # fmt: skip
