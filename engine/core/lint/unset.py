"""What is read before anybody could have answered it: on every way it is still null."""

from collections.abc import Iterator

from engine.core.expressions import ExpressionError, names_in
from engine.core.lint.diagram import Node
from engine.core.lint.journeys import Journeys, Place
from engine.core.lint.mail_uses import mail_of
from engine.core.lint.mails import OWN
from engine.core.lint.problem import Problem
from engine.core.lint.sources import texts
from engine.core.lint.subject import Subject
from engine.core.templates.reads import demanded
from engine.errors import MailTemplateError

Known = dict[str, set[Place]]


def check_unset(subject: Subject) -> Iterator[Problem]:
    """What a step, a way or a mail reads of a form has been answered on some way to it."""
    journeys = Journeys(subject)
    known = _known(journeys)
    for diagram in subject.asked:
        for node in diagram.nodes.values():
            place = diagram.file, node.id
            here = [(node.id, text) for text in texts(node)]
            here += [(f.id, f.condition) for f in diagram.outgoing(node.id) if f.condition]
            for element, text in here:
                own = element != node.id
                for name in sorted(_roots(text)):
                    if not _is_known(known, name, place, own, node):
                        yield diagram.warning(element, "unset", _words(node, name))
            for name in _mailed(subject, diagram.folder, node):
                if not _is_known(known, name, place, False, node):
                    yield diagram.error(node.id, "unset-mail", _mail_words(node, name))


def _words(node: Node, name: str) -> str:
    return f"“{node.title}”读取 {name}，但走到这里时还没有人填过，读到的总是空，请核对。"


def _mail_words(node: Node, name: str) -> str:
    return f"“{node.title}”的邮件读取 {name}，但发送时还没有人填过，邮件发不出去，请核对。"


def _is_known(known: Known, name: str, place: Place, own: bool, node: Node) -> bool:
    """`own`: read after the node is done, so that its own answer counts."""
    if name not in known or place in known[name]:
        return True
    return own and name in names_given(node)


def names_given(node: Node) -> set[str]:
    """Return the names of process data that a node fills when it is done."""
    form = node.gx.get("form", {}).get("key")
    into = node.gx.get("lookup", {}).get("into")
    base = form.replace("-", "_") if form else None
    made = {base, f"{base}_by", f"{base}_warnings"} if base else set()
    return {each for each in (*made, into, *node.collects) if each}


def _known(journeys: Journeys) -> Known:
    """Name -> the places that a case may come to after it was given."""
    found: Known = {}
    for place, node in journeys.nodes.items():
        names = names_given(node)
        rows = {node.each[1]} if node.each is not None else set()
        behind = journeys.reach([place]) if names else set()
        for name in names:
            found.setdefault(name, set()).update(behind)
        for name in rows:
            found.setdefault(name, set()).update({place, *journeys.within(place)})
    return found


def _roots(text: str) -> set[str]:
    try:
        return {name.partition(".")[0] for name in names_in(text)}
    except ExpressionError:
        return set()  # said by check_expressions


def _mailed(subject: Subject, folder: str, node: Node) -> list[str]:
    source = mail_of(subject.pack, folder, node)
    try:
        return sorted(demanded(source) - set(OWN)) if source is not None else []
    except MailTemplateError:
        return []  # said by check_mails
