"""What is said of our own settings on an element: who, form, state, effect with its parameters."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from engine.core.access import ROLE_NAMES
from engine.core.comparing.expression_words import said_expression
from engine.core.comparing.recipient_words import PEOPLE, said_recipients, said_unit
from engine.core.comparing.words import NO, YES, Words
from engine.core.data_words import PARAM_NAMES
from engine.core.drawn_words import EFFECT_NAMES, LOOKUP_NAMES, OUTCOMES
from engine.core.expressions import ExpressionError, evaluate
from engine.core.grant_words import GRANT_ENDS, GRANT_KINDS
from engine.sentence import Sentence, say

#: Extension, attribute -> its name. What is missing here is called as in the file.
GX: Mapping[tuple[str, str], Sentence] = {
    ("assignment", "role"): say("办理角色"),
    ("assignment", "unit"): say("办理单位"),
    ("assignment", "person"): say("办理人"),
    ("form", "key"): say("表单"),
    ("step", "approving"): say("审批环节"),
    ("return", "to"): say("可以退回到"),
    ("state", "label"): say("办件状态"),
    ("state", "code"): say("状态代码"),
    ("outcome", "kind"): say("办理结果"),
    ("effect", "name"): say("程序动作"),
    ("lookup", "name"): say("查询"),
    ("lookup", "into"): say("查询结果存为"),
    ("lapse", "forfeits"): say("期满失去权利"),
    ("basis", "clause"): say("依据条款"),
}
TRUTHS = {"true": YES, "false": NO}
#: Extension, attribute -> what its codes are called.
CODES: Mapping[tuple[str, str], Mapping[str, str]] = {
    ("assignment", "role"): ROLE_NAMES,
    ("outcome", "kind"): OUTCOMES,
    ("effect", "name"): EFFECT_NAMES,
    ("lookup", "name"): LOOKUP_NAMES,
}
#: Extension, attribute -> what its values are called that are no codes.
SAID: Mapping[tuple[str, str], Callable[[str, Words], str]] = {
    ("assignment", "unit"): lambda value, words: said_unit(value, words.naming),
    ("assignment", "person"): lambda value, words: _person(value, words),
    ("form", "key"): lambda value, words: words.naming.form(value),
    ("return", "to"): lambda value, words: words.element(value),
}
#: Parameter -> what the codes are called that it may be.
PARAM_CODES: Mapping[str, Mapping[str, str]] = {"kind": GRANT_KINDS, "reason": GRANT_ENDS}


def extension_facts(gx: Mapping[str, Any], words: Words) -> Iterator[tuple[str, str]]:
    """Yield what is said of the extensions of an element: what -> value, both in words."""
    for name, attributes in gx.items():
        if name == "basis":
            continue  # said with the term
        if not attributes:
            yield _name_of(name, ""), YES
        for key, value in attributes.items():
            if key == "params":
                yield from _params(value, words)
            else:
                yield _name_of(name, key), _attribute(name, key, value, words)


def _params(params: Mapping[str, str | None], words: Words) -> Iterator[tuple[str, str]]:
    for name, value in params.items():
        called = PARAM_NAMES.get(name)
        what = say("参数 %(name)s", name=name) if called is None else say(called)
        yield what, _param(name, value or "", words)


def _param(name: str, value: str, words: Words) -> str:
    if name == "to":
        return said_recipients(value, words.naming)
    code = _literal(value)
    if name == "template" and code is not None:
        return words.naming.mail(code)
    if name == "task" and code is not None:
        return words.element(code)
    known = PARAM_CODES.get(name, {}).get(code or "")
    return said_expression(value, words.naming) if known is None else say(known)


def _literal(value: str) -> str | None:
    """The text that an expression writes out."""
    try:
        found = evaluate(value, {})
    except ExpressionError:
        return None
    return found if isinstance(found, str) else None


def _attribute(name: str, key: str, value: str, words: Words) -> str:
    if (name, key) in SAID:
        return SAID[name, key](value, words)
    found = CODES.get((name, key), TRUTHS).get(value)
    return value if found is None else say(found)


def _person(value: str, words: Words) -> str:
    return PEOPLE.get(value) or said_expression(value, words.naming)


def _name_of(name: str, key: str) -> str:
    if name == "wake":
        return say("只作提醒")
    return GX.get((name, key), f"gx:{name} {key}".strip())
