"""Store a pack as the next version. Checks and scenarios come before it: see engine.simulate."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from engine.commands.casework.wording import worded
from engine.core.access import Actor
from engine.core.lint import LAW_RULES, lint
from engine.core.pack import Pack, read_pack
from engine.core.pack.settings import SETTINGS
from engine.errors import Conflict, PackError, RuleRefused
from engine.sentence import say
from engine.store import audit
from engine.store.consents import agreed_consent, needs_consent
from engine.store.database import Store
from engine.store.pack_edits import settle_edits
from engine.store.packs import save_version
from engine.store.tables import PackVersion

NO_CONSENT = (
    "规则包的设定（法定界限、提醒、有效期等）有改动，须先由第二人同意：请在“流程设计—规则包设定”"
    "中请求同意，由另一名系统管理员或者管理部门同意后再部署。"
)

OVERTAKEN = (
    "检查期间已另外部署了第 %(number)s 版，这次没有部署，以免把它改回去；请按现在的情况再部署一次。"
)


@dataclass(frozen=True)
class Deployed:
    """The version that is now the newest; `changed` is false when it was so already."""

    id: str
    pack: str
    number: int
    sha256: str
    changed: bool


def deploy_pack(
    store: Store,
    actor: Actor | None,
    files: Mapping[str, bytes],
    reason: str,
    taken: Mapping[str, str] | None = None,
    upon: int | None = None,
) -> Deployed:
    """Deploy the pack in `files` (path -> content); new cases follow it, running ones stay.

    `actor` is None for a release that deploys itself. `taken`: the edits of the draft that the
    files were made with (path -> digest), which are settled by this. `upon`: the number of the
    version that they were made of; Conflict when another has been deployed since, which this would
    undo. The same content again changes nothing. Raises FormError on `reason` when it says nothing,
    PackError when the files are no pack, or a diagram breaks a bound that the law sets, and
    RuleRefused on `pack.toml` when a person changes settings that nobody else has agreed to: no way
    into the store leads past these.
    """
    reason = said_reason(reason)
    pack = read_pack(files)
    refuse_broken_bounds(files)
    try:
        return _deploy(store, actor, pack, reason, taken or {}, upon)
    except IntegrityError:
        # Another node took the same number at the same moment, for the same release as a rule.
        return _deploy(store, actor, pack, reason, taken or {}, upon)


def _deploy(
    store: Store,
    actor: Actor | None,
    pack: Pack,
    reason: str,
    taken: Mapping[str, str],
    upon: int | None,
) -> Deployed:
    now = store.clock.now()
    with store.transaction() as session:
        newest = session.scalar(
            select(PackVersion)
            .where(PackVersion.pack == pack.key)
            .order_by(PackVersion.number.desc())
            .limit(1)
        )
        if newest is not None and newest.sha256 == pack.sha256:
            settle_edits(session, pack.key, newest.files, taken)
            return Deployed(newest.id, pack.key, newest.number, newest.sha256, changed=False)
        _refuse_overtaken(newest, upon)
        consent = _consent(session, store, actor, newest, pack)
        by = actor.name if actor is not None else "release"
        number = 1 if newest is None else newest.number + 1
        version = save_version(session, pack, number, by=by, reason=reason, at=now)
        event = audit.NewEvent(
            kind="pack_deployed",
            effective_at=now,
            recorded_at=now,
            actor=actor,
            data={"pack": pack.key, "number": version.number, "sha256": pack.sha256,
                  "reason": reason, **consent},
        )  # fmt: skip
        settle_edits(session, pack.key, version.files, taken)
        audit.append(session, None, [event])
        return Deployed(version.id, pack.key, version.number, pack.sha256, changed=True)


def _refuse_overtaken(newest: PackVersion | None, upon: int | None) -> None:
    if newest is not None and upon is not None and newest.number != upon:
        raise Conflict(say(OVERTAKEN, number=newest.number))


def _consent(
    session: Session, store: Store, actor: Actor | None, newest: PackVersion | None, pack: Pack
) -> dict[str, str]:
    """What the event says of the second person; RuleRefused where one is needed and none was."""
    settings = pack.files[SETTINGS]
    if actor is None or newest is None or not needs_consent(session, store, newest.id, settings):
        return {}
    consent = agreed_consent(session, pack.key, newest.id, settings)
    if consent is None:
        raise RuleRefused(NO_CONSENT, SETTINGS)
    return {"consent": consent.id}


def said_reason(reason: str) -> str:
    """Return why a pack is deployed, as it is kept; raises FormError on `reason`."""
    return worded(reason, "reason", ["请写明为什么部署，例如修订了哪一条。"])


def refuse_broken_bounds(files: Mapping[str, bytes]) -> None:
    """Raise PackError when a timer of the pack in `files` breaks a limit of the law."""
    problems = [each.to_json() for each in lint(files) if each.rule in LAW_RULES]
    if problems:
        raise PackError("流程图超出了法定时限的界限，没有部署。", problems=problems)
