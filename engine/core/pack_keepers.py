"""Who changes a pack, who reads its draft, and who may be the second person for its settings."""

from engine.core.access import Actor
from engine.errors import Forbidden

#: Whose work the regulation as data is.
EDITORS = ("system_admin",)
#: Who may look at unfinished work and agree to changed settings; never to their own.
CONSENTERS = ("system_admin", "managing")


def require_editor(actor: Actor) -> None:
    """Raise Forbidden unless `actor` changes packs."""
    if not actor.has_role(*EDITORS):
        raise Forbidden("只有系统管理员可以修改、检查、试运行和部署流程包。")


def require_reader(actor: Actor) -> None:
    """Raise Forbidden unless `actor` may read the draft of a pack."""
    if not actor.has_role(*CONSENTERS):
        raise Forbidden("只有系统管理员和管理部门可以查看流程包的草稿。")


def edits_packs(actor: Actor) -> bool:
    """Tell whether `actor` changes packs."""
    return actor.has_role(*EDITORS)
