"""Which parts of Jinja a mail may use: what shows, asks and goes through rows, and nothing else.

An allow-list: a part that Jinja gets some day is refused until somebody has looked at it.
"""

from collections.abc import Iterator

from jinja2 import nodes

ALLOWED: tuple[type[nodes.Node], ...] = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Const,
    nodes.If, nodes.For, nodes.Assign, nodes.CondExpr,
    nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not,
    nodes.Getattr, nodes.Getitem, nodes.Filter, nodes.Test, nodes.Keyword,
    nodes.Concat, nodes.Add, nodes.List,
)  # fmt: skip


def refused(tree: nodes.Template) -> Iterator[nodes.Node]:
    """Yield the nodes that a mail has no use for, each with its line."""
    waiting: list[nodes.Node] = [tree]
    while waiting:
        node = waiting.pop()
        if type(node) not in ALLOWED or not _is_plain(node):
            yield node
        else:
            waiting += node.iter_child_nodes()


def _is_plain(node: nodes.Node) -> bool:
    """Rows are named by one name; a list gets no name, so that none can hold another twice."""
    if isinstance(node, nodes.For):
        return isinstance(node.target, nodes.Name) and not node.recursive
    if isinstance(node, nodes.Assign):
        kept = isinstance(node.node, nodes.List) or node.node.find(nodes.List) is not None
        return isinstance(node.target, nodes.Name) and not kept
    return True


def bounded(tree: nodes.Template) -> nodes.Template:
    """Return `tree` with every loop and every joined text led through a filter that counts.

    Changes the tree it is given.
    """
    for loop in tree.find_all(nodes.For):
        loop.iter = _filtered(loop.iter, "counted")
    for holder in list(tree.find_all(nodes.Node)):
        for name, value in list(holder.iter_fields()):
            if isinstance(value, nodes.Concat):
                setattr(holder, name, _joined(value))
            elif isinstance(value, list):
                value[:] = [_joined(e) if isinstance(e, nodes.Concat) else e for e in value]
    return tree


def _joined(concat: nodes.Concat) -> nodes.Filter:
    return _filtered(concat.nodes[0], "joined", concat.nodes[1:])


def _filtered(
    node: nodes.Node, name: str, arguments: list[nodes.Expr] | None = None
) -> nodes.Filter:
    assert isinstance(node, nodes.Expr)
    return nodes.Filter(node, name, arguments or [], [], None, None, lineno=node.lineno)
