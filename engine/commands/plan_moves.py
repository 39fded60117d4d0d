"""Try out moving cases under way to the newest version of their pack; nothing is kept."""

from collections.abc import Sequence
from dataclasses import dataclass

from engine.commands.casework import catch_up, lock_case
from engine.commands.casework.migrating import Change, migrate_case
from engine.commands.casework.opening import OpenCase
from engine.core.access import Actor
from engine.core.pack_keepers import require_editor
from engine.errors import CannotMove, FormError, GongxiangError
from engine.sentence import say
from engine.store.database import Store
from engine.store.pack_edits import newest_base
from engine.store.packs import pack_of
from engine.store.tables import PackVersion

__all__ = ["CasePlan", "Change", "plan_moves"]

#: Cases whose move is tried out at once.
MAX_PLANNED = 100


@dataclass(frozen=True)
class CasePlan:
    """What moving a case would change; it cannot be moved where `refusals` say why."""

    case_id: str
    number: str
    title: str
    process: str
    from_version: int
    to_version: int
    refusals: tuple[str, ...]
    changes: tuple[Change, ...]


def plan_moves(
    store: Store, actor: Actor, pack: str, case_ids: Sequence[str]
) -> tuple[CasePlan, ...]:
    """Try out moving cases to the newest version of `pack`; nothing is kept.

    Raises Forbidden for who does not change packs, NotFound, FormError on `cases` for too many.
    """
    require_editor(actor)
    if not case_ids or len(case_ids) > MAX_PLANNED:
        words = say("请选择要试算的办件，一次最多 %(most)s 件。", most=MAX_PLANNED)
        raise FormError({"cases": [words]}, words)
    return tuple(_plan(store, actor, pack, case_id) for case_id in dict.fromkeys(case_ids))


def _plan(store: Store, actor: Actor, pack: str, case_id: str) -> CasePlan:
    with store.reading() as session, session.no_autoflush:
        base = newest_base(session, pack)
        work = lock_case(store, session, actor, case_id)
        version = session.get_one(PackVersion, work.case.pack_version_id).number
        refusals, changes = _tried(store, work, base.id)
        found = CasePlan(case_id, work.case.number, work.case.title, work.case.process,
                         version, base.number, refusals, changes)  # fmt: skip
        session.rollback()
    return found


def _tried(
    store: Store, work: OpenCase, version_id: str
) -> tuple[tuple[str, ...], tuple[Change, ...]]:
    new = pack_of(work.session, store, version_id)
    try:
        catch_up(work)
        return (), tuple(migrate_case(work, new, version_id))
    except CannotMove as error:
        return error.reasons, ()
    except GongxiangError as error:
        return (error.message,), ()
