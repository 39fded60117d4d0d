"""A step that was refused, or was to be: whether that is what it says, in sentences."""

from collections.abc import Iterator, Mapping
from typing import Any

from engine.errors import FormError, GongxiangError, MailTemplateError
from engine.sentence import Sentence, listed, say
from engine.simulate.called import Called
from engine.simulate.mail_faults import mail_fault
from engine.simulate.scenario import Step

#: What stands beside no field of a form.
_WHOLE = "_form"
#: Fields that acts other than forms have.
FIELDS: Mapping[str, Sentence] = {
    "reason": say("理由"),
    "to": say("转给谁"),
    "target": say("退回到哪里"),
    "text": say("留言"),
    "password": say("登录密码"),
    "resource": say("资源"),
    "grant": say("使用授权"),
    "successor": say("替代资源"),
}
#: Codes of errors that a step may name in the place of a field.
ERRORS: Mapping[str, Sentence] = {
    "invalid_answers": say("填写的内容不符合要求"),
    "rule_refused": say("规定不允许"),
    "forbidden": say("没有权限"),
    "not_found": say("没有找到"),
    "conflict": say("情况已发生变化"),
    "bad_request": say("请求的内容不完整"),
    "pack_refused": say("场景与流程对不上"),
    "workflow_fault": say("流程运行异常"),
}


def unexpected(step: Step, error: GongxiangError, called: Called) -> Sentence | None:
    """Return why the refusal of a step is not the one it says; None when it is."""
    words = refusal_words(error, called, step)
    if step.refused is None:
        return say("应当办成，却被拒绝：%(words)s", words=words)
    if step.refused not in _names(error):
        cause = _cause(step, called)
        return say("应当因%(cause)s被拒绝，却因别的被拒绝：%(words)s", cause=cause, words=words)
    if step.says not in all_words(error):
        return say("被拒绝的理由中应有“%(says)s”，实为：%(words)s", says=step.says, words=words)
    return None


def accepted(step: Step, called: Called) -> Sentence:
    """Return that a step was taken, which was to be refused."""
    return say("应当因%(cause)s被拒绝，却办成了", cause=_cause(step, called))


def _cause(step: Step, called: Called) -> str:
    name = step.refused or ""
    if name in ERRORS:
        return say("“%(name)s”", name=ERRORS[name])
    return say("“%(name)s”", name=_label(name, called, called.form_of(step)))


def _label(name: str, called: Called, form: str | None) -> str:
    return called.field(name, form) or FIELDS.get(name) or name


def _names(error: GongxiangError) -> set[str]:
    fields = set(error.errors) if isinstance(error, FormError) else set()
    return {error.code} | fields


def all_words(error: GongxiangError) -> str:
    """Return all that an error says, in which a story looks for the words that it expects."""
    return f"{error.message} {error.errors}" if isinstance(error, FormError) else error.message


def refusal_words(error: GongxiangError, called: Called, step: Step) -> str:
    """Return what an error says to a person, of a form field by field."""
    if isinstance(error, MailTemplateError):
        return mail_fault(error, called.mail)
    if not isinstance(error, FormError):
        return _said(error.message)
    form = called.form_of(step)
    found = list(_messages(error.errors, called, form))
    return listed(dict.fromkeys(found), "；") if found else _said(error.message)


def _messages(errors: Mapping[Any, Any], called: Called, form: str | None) -> Iterator[str]:
    for name, found in errors.items():
        if isinstance(found, Mapping):  # a table: row -> field -> messages
            yield from _in_table(_label(str(name), called, form), found)
        else:
            for text in found if isinstance(found, list | tuple) else [found]:
                yield _beside("" if name == _WHOLE else _label(str(name), called, form), text)


def _in_table(table: str, rows: Mapping[Any, Any]) -> Iterator[str]:
    for row, fields in rows.items():
        number = row + 1 if isinstance(row, int) else row
        place = say("“%(table)s”第%(row)s行", table=table, row=number)
        texts = fields.values() if isinstance(fields, Mapping) else [fields]
        for text in texts:
            for each in text if isinstance(text, list | tuple) else [text]:
                yield say("%(place)s：%(words)s", place=place, words=_said(each))


def _beside(label: str, text: Any) -> str:
    """Most messages name their field; the label is put before the others."""
    words = _said(text)
    if not label or label in words:
        return words
    return say("“%(label)s”：%(words)s", label=label, words=words)


def _said(text: Any) -> Sentence:
    return text if isinstance(text, Sentence) else say(str(text))
