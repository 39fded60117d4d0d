"""使用授权."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Response

from engine.commands.register_voucher import register_voucher
from engine.queries import grants as queries
from engine.queries.grant_file import GrantFile, get_file
from engine.queries.grant_sheet import MEDIA_TYPE, export_grants
from engine.queries.vouchers import Voucher, list_vouchers
from webui.api.blueprint import IDEMPOTENCY, group
from webui.api.door import acting, idempotency_key
from webui.api.schemas import grants as shapes
from webui.api.schemas.base import PageQuery, paged
from webui.api.schemas.grant_life import GrantLifeSchema
from webui.context import current_store
from webui.grants.sheet import sheet_response

if TYPE_CHECKING:
    from engine.queries.page import Page

blueprint = group("grants", "使用授权")


@blueprint.get("/grants")
@blueprint.arguments(shapes.GrantsQuery, location="query")
@blueprint.response(200, paged(shapes.GrantSchema))
def listed(asked: dict[str, Any]) -> Page[queries.Grant]:
    """Grants that I may see, newest first."""
    after, limit = asked.pop("after", None), asked.pop("limit")
    wanted = queries.GrantFilter(**asked)
    return queries.list_grants(current_store(), acting(), wanted, after=after, limit=limit)


@blueprint.get("/grants.xlsx")
@blueprint.arguments(shapes.GrantsFilter, location="query")
@blueprint.response(200, {"type": "string", "format": "binary"}, content_type=MEDIA_TYPE)
def sheet(asked: dict[str, Any]) -> Response:
    """The same grants as an Excel workbook, at most 10000 of them."""
    wanted = queries.GrantFilter(**asked)
    return sheet_response(export_grants(current_store(), acting(), wanted))


@blueprint.get("/grants/<number>")
@blueprint.response(200, shapes.GrantSchema)
def show(number: str) -> queries.Grant:
    """One grant by its number."""
    return queries.get(current_store(), acting(), number)


@blueprint.get("/grants/<number>/life")
@blueprint.response(200, GrantLifeSchema)
def life(number: str) -> GrantFile:
    """What happened to a grant, the cases about it that I may open, and its closing papers."""
    return get_file(current_store(), acting(), number)


@blueprint.get("/grants/<number>/vouchers")
@blueprint.arguments(PageQuery, location="query")
@blueprint.response(200, paged(shapes.VoucherSchema))
def vouchers(asked: dict[str, Any], number: str) -> Page[Voucher]:
    """Vouchers of the platform that are registered against a grant, the latest first."""
    return list_vouchers(
        current_store(), acting(), number, after=asked.get("after"), limit=asked["limit"]
    )


@blueprint.post("/grants/<number>/vouchers")
@blueprint.arguments(shapes.VoucherGivenSchema)
@blueprint.response(204)
@blueprint.doc(parameters=[IDEMPOTENCY])
def register(asked: dict[str, Any], number: str) -> None:
    """Register a voucher of the platform: number, moment and digest, never the data."""
    actor = acting(asked.pop("post", None))
    register_voucher(current_store(), actor, number, key=idempotency_key(), **asked)
