"""资源调用记录凭证 of the platform, registered against a grant (Art. 15(5))."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import Session

from engine.core.access import Actor
from engine.queries import page as paging
from engine.queries.grants import row_of
from engine.queries.page import Page
from engine.store.database import Store
from engine.store.tables import AccessGrant, CallVoucher, Person


@dataclass(frozen=True)
class Voucher:
    """A voucher: its number, when the data was called, and the sha256 of its file.

    `after_end`: called after the right to use had ended.
    """

    number: str
    called_at: datetime
    digest: str
    note: str
    by: str
    recorded_at: datetime
    after_end: bool


def list_vouchers(
    store: Store, actor: Actor, number: str, *, after: str | None = None, limit: int = 20
) -> Page[Voucher]:
    """Return a page of the vouchers of the grant `number`, the latest registered first.

    Raises NotFound when `actor` may not know of the grant, BadRequest for a broken `after`.
    """
    limit = paging.limit_of(limit)
    with store.reading() as session:
        grant_id = row_of(session, actor, number).grant_id
        chosen = _of_grant(grant_id)
        if after:
            chosen = chosen.where(CallVoucher.id < paging.read_key(after, 1)[0])
        rows = session.execute(chosen.limit(limit + 1)).all()
    return paging.page_of(rows, limit, lambda row: [row.id], _voucher)


def latest_of(session: Session, grant_id: str, most: int) -> Page[Voucher]:
    """Return the `most` vouchers that were registered last, for whoever may see the grant."""
    rows = session.execute(_of_grant(grant_id).limit(most + 1)).all()
    return paging.page_of(rows, most, lambda row: [row.id], _voucher)


def _of_grant(grant_id: str) -> Select[*tuple[Any, ...]]:
    return (
        select(
            CallVoucher.id, CallVoucher.number, CallVoucher.called_at, CallVoucher.digest,
            CallVoucher.note, Person.name.label("by"), CallVoucher.recorded_at,
            AccessGrant.ended_at,
        )
        .join(AccessGrant, AccessGrant.id == CallVoucher.grant_id)
        .join(Person, Person.id == CallVoucher.recorded_by_id)
        .where(CallVoucher.grant_id == grant_id)
        .order_by(CallVoucher.id.desc())
    )  # fmt: skip


def _voucher(row: Row[Any]) -> Voucher:
    values = dict(row._mapping)
    values.pop("id")
    ended_at = values.pop("ended_at")
    return Voucher(**values, after_end=ended_at is not None and row.called_at >= ended_at)
