"""Which mail a service task sends."""

from engine.core.expressions import ExpressionError, evaluate
from engine.core.lint.diagram import Node
from engine.core.pack import Pack


def mail_paths(folder: str, node: Node) -> tuple[str, ...]:
    """Return where the mail of a service task may stand, its own folder first; nothing when it
    sends none, or one that cannot be told before it runs."""
    source = node.gx.get("effect", {}).get("params", {}).get("template")
    if not source:
        return ()
    try:
        key = evaluate(source, {})
    except ExpressionError:
        return ()  # said by check_expressions
    return f"{folder}/mail/{key}.txt", f"mail/{key}.txt"


def mail_of(pack: Pack, folder: str, node: Node) -> str | None:
    """Return the template that a service task sends, None when there is none that can be read."""
    for path in mail_paths(folder, node):
        if path in pack.files:
            return pack.files[path].decode("utf-8", "replace")
    return None
