"""Register a 资源调用记录凭证 of the platform against a grant (Art. 15(5)).

Such a voucher stands for the paper originals that it was called with. Its number, the moment and
the digest of its file are kept; the file and the data never are.
"""

import hashlib
import re
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import IO, Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.clock import SHANGHAI
from engine.commands.casework.repeating import Sending, act_once
from engine.commands.casework.wording import worded
from engine.core.access import Actor, PostRef
from engine.core.forms.moments import read_moment
from engine.core.forms.text import UncleanText, clean, half_width
from engine.core.grant_rules import may_know, registering_post
from engine.errors import Conflict, FieldErrors, Forbidden, FormError, NotFound
from engine.sentence import say
from engine.store import audit
from engine.store.audit import NewEvent
from engine.store.database import Store
from engine.store.record import changes
from engine.store.tables import AccessGrant, CallVoucher, Case, Resource
from engine.store.types import new_id

MAX_NUMBER = 80
PIECE = 256 * 1024
UNKNOWN = "没有这项使用授权，或者您无权查看。"
_DIGEST = re.compile(r"[0-9a-f]{64}")


def register_voucher(  # noqa: PLR0913 - what a voucher says of itself
    store: Store,
    actor: Actor,
    grant_number: str,
    *,
    number: str,
    called_at: str,
    digest: str,
    note: str = "",
    key: str | None = None,
) -> None:
    """Register a voucher against the grant `grant_number`; a repeat with the same `key` adds none.

    `called_at`: the moment of the call as typed (without an offset in Asia/Shanghai); `digest`:
    sha256 of the voucher's file, 64 hexadecimal signs. For people of the using unit and 信息中心.
    Raises NotFound, Forbidden, Conflict (the grant was never opened), FormError by field.
    """
    content = [number, called_at, digest, note]
    sending = Sending(actor, key, "voucher", grant_number, content)
    given = _Given(number, called_at, digest, note)
    act_once(store, sending, lambda session: _register(store, session, actor, grant_number, given))


def digest_of(stream: IO[bytes]) -> str:
    """Return the sha256 of a voucher's file, read piece by piece; nothing of it is kept."""
    found = hashlib.sha256()
    while piece := stream.read(PIECE):
        found.update(piece)
    return found.hexdigest()


@dataclass(frozen=True)
class _Given:
    """What was typed."""

    number: str
    called_at: str
    digest: str
    note: str


@dataclass(frozen=True)
class _Voucher:
    """What is kept of it."""

    number: str
    called_at: datetime
    digest: str
    note: str


def _register(store: Store, session: Session, actor: Actor, number: str, given: _Given) -> None:
    case, grant, provider_id = _locked(session, number)
    if not may_know(actor, grant.unit_id, provider_id):
        raise NotFound(UNKNOWN)
    post = registering_post(actor, grant.unit_id)
    if post is None:
        raise Forbidden("凭证由使用部门或者信息中心登记，您没有这些单位的岗位。")
    if grant.activated_at is None:
        raise Conflict("这项授权还没有开通，没有可以登记的资源调用。")
    now = store.clock.now()
    voucher = _read(given, grant.activated_at, now)
    _refuse_repeated(session, grant, voucher.number)
    row = _row(case, grant, voucher, actor, now)
    session.add(row)
    audit.append(session, case, [_event(grant, row, actor, post, now)], changes([row]))


def _locked(session: Session, number: str) -> tuple[Case, AccessGrant, str]:
    """Lock the case of the grant; then nobody else registers against it at the same moment."""
    case = session.scalar(
        select(Case)
        .join(AccessGrant, AccessGrant.case_id == Case.id)
        .where(AccessGrant.number == number)
        .with_for_update(of=Case, key_share=True)
    )
    if case is None:
        raise NotFound(UNKNOWN)
    grant, provider_id = session.execute(
        select(AccessGrant, Resource.provider_unit_id)
        .join(Resource, Resource.id == AccessGrant.resource_id)
        .where(AccessGrant.number == number)
    ).one()
    return case, grant, provider_id


def _read(given: _Given, opened_at: datetime, now: datetime) -> _Voucher:
    """Return what was typed as it is kept; raises FormError with all that is wrong, by field."""
    errors: FieldErrors = {}
    found: dict[str, Any] = {}
    for name, read in (
        ("number", lambda: _number(given.number)),
        ("called_at", lambda: _called_at(given.called_at, opened_at, now)),
        ("digest", lambda: _digest(given.digest)),
        ("note", lambda: worded(given.note, "note", []) if given.note.strip() else ""),
    ):
        try:
            found[name] = read()
        except FormError as wrong:
            errors.update(wrong.errors)
    if errors:
        raise FormError(errors)
    return _Voucher(**found)


def _number(text: str) -> str:
    try:
        number = clean(text, lines=False)
    except UncleanText:
        raise FormError({"number": ["凭证编号中含有不可见的字符，请重新输入。"]}) from None
    if not number:
        raise FormError({"number": ["请填写凭证编号，以共享平台凭证上的编号为准。"]})
    if len(number) > MAX_NUMBER:
        raise FormError({"number": [say("凭证编号最多 %(most)s 个字符。", most=MAX_NUMBER)]})
    return number


def _called_at(text: str, opened_at: datetime, now: datetime) -> datetime:
    try:
        moment = datetime.fromisoformat(read_moment(text))
    except (ValueError, OverflowError):
        raise FormError(
            {"called_at": ["请填写调用时间，精确到分钟，例如 2026-09-21 09:30。"]}
        ) from None
    if moment > now:
        raise FormError({"called_at": ["调用时间晚于现在，请按凭证上的时间填写。"]})
    if moment < opened_at.replace(second=0, microsecond=0):
        opened = opened_at.astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")
        sentence = say(
            "调用时间早于本授权的开通时间（%(opened)s），请核对凭证和授权编号。", opened=opened
        )
        raise FormError({"called_at": [sentence]})
    return moment


def _digest(text: str) -> str:
    digest = half_width(text).lower()
    if not _DIGEST.fullmatch(digest):
        raise FormError(
            {"digest": ["校验值应为 64 位十六进制字符（SHA-256）；也可以选择凭证文件由系统计算。"]}
        )
    return digest


def _refuse_repeated(session: Session, grant: AccessGrant, number: str) -> None:
    there = select(CallVoucher.id).where(
        CallVoucher.grant_id == grant.id, CallVoucher.number == number
    )
    if session.scalar(there) is not None:
        raise FormError(
            {"number": [say("本授权已登记过编号为 %(number)s 的凭证。", number=number)]}
        )


def _row(
    case: Case, grant: AccessGrant, voucher: _Voucher, actor: Actor, now: datetime
) -> CallVoucher:
    return CallVoucher(
        id=new_id(),
        case_id=case.id,
        grant_id=grant.id,
        recorded_by_id=actor.person_id,
        recorded_at=now,
        **asdict(voucher),
    )


def _event(
    grant: AccessGrant, row: CallVoucher, actor: Actor, post: PostRef, now: datetime
) -> NewEvent:
    return NewEvent(
        kind="voucher_registered",
        effective_at=now,
        recorded_at=now,
        actor=actor,
        post=post.title,
        data={"grant": grant.id, "number": grant.number, "voucher": row.number},
    )
