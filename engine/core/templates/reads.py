"""What a template reads, by its dotted names, without filling it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from jinja2 import meta, nodes

from engine.core.templates.render import check_template, parsed

#: Tests that a name may fail to exist for.
ASKING = frozenset({"defined", "undefined"})


@dataclass(frozen=True)
class Reading:
    """A name as it is written, `case.applicant.unit_name`, and the line it stands in."""

    name: str
    line: int


#: An editor asks again and again about a pack in which one file has changed.
@lru_cache(maxsize=512)
def reads(source: str) -> tuple[Reading, ...]:
    """Return what `source` reads of its context, longest names only; loop variables are not of it.

    Raises MailTemplateError when `source` is no usable template.
    """
    check_template(source)
    found: dict[str, Reading] = {}
    for tree, first_line in parsed(source):
        free = meta.find_undeclared_variables(tree)
        for name, line in _names(tree):
            if name.partition(".")[0] in free:
                found.setdefault(name, Reading(name, line + first_line - 1))
    return tuple(found.values())


@lru_cache(maxsize=512)
def demanded(source: str) -> frozenset[str]:
    """Return the top-level names without which `source` cannot be filled: those that it reads and
    nowhere asks whether they are defined.

    Raises MailTemplateError when `source` is no usable template.
    """
    check_template(source)
    read, asked = set[str](), set[str]()
    for tree, _ in parsed(source):
        read |= meta.find_undeclared_variables(tree)
        tests = (each for each in tree.find_all(nodes.Test) if each.name in ASKING)
        asked |= {_root(each.node) for each in tests}
        filters = (each for each in tree.find_all(nodes.Filter) if each.name == "default")
        asked |= {_root(each.node) for each in filters if each.node is not None}
    # Who answered is there when the answer is.
    return frozenset(each for each in read if not {each, each.removesuffix("_by")} & asked)


def _root(node: nodes.Node) -> str:
    return (_dotted(node) or "").partition(".")[0]


def _names(tree: nodes.Node) -> Iterator[tuple[str, int]]:
    waiting: list[nodes.Node] = [tree]
    while waiting:
        node = waiting.pop(0)
        dotted = _dotted(node)
        if dotted is not None:
            yield dotted, node.lineno
        else:
            waiting += node.iter_child_nodes()


def _dotted(node: nodes.Node) -> str | None:
    if isinstance(node, nodes.Name):
        return str(node.name) if node.ctx == "load" else None
    if isinstance(node, nodes.Getattr):
        before, last = _dotted(node.node), node.attr
    elif isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const):
        before, last = _dotted(node.node), node.arg.value
    else:
        return None
    return f"{before}.{last}" if before is not None and isinstance(last, str) else None
