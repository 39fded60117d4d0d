"""Packs: what is deployed; checking, simulating and deploying a change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import request

from engine import simulate as simulation
from engine.queries import pack_files as queries
from webui.api.blueprint import group
from webui.api.door import acting
from webui.api.schemas import packs as shapes
from webui.context import current_store

if TYPE_CHECKING:
    from engine.commands.deploy_pack import Deployed

blueprint = group("packs", "流程包")

#: A whole pack with its diagrams.
MAX_PACK = 16 * 1024 * 1024


def _allow_more() -> None:
    request.max_content_length = MAX_PACK


blueprint.before(_allow_more)


@blueprint.get("/packs")
@blueprint.response(200, shapes.PacksSchema)
def listed() -> dict[str, Any]:
    """Every deployed version, the latest first."""
    acting()
    return {"items": queries.versions(current_store())}


@blueprint.post("/packs/<pack>/check")
@blueprint.arguments(shapes.ChangesSchema)
@blueprint.response(200, shapes.CheckedSchema)
def check(asked: dict[str, Any], pack: str) -> dict[str, Any]:
    """Check the pack with changes: does it run, does it keep within the law."""
    found = queries.problems_of(_files(pack, asked))
    return {"ok": all(each.severity != "error" for each in found), "problems": found}


@blueprint.post("/packs/<pack>/simulate")
@blueprint.arguments(shapes.SimulateSchema)
@blueprint.response(200, shapes.ReportSchema)
def simulate(asked: dict[str, Any], pack: str) -> simulation.Report:
    """Run the scenarios of the pack with changes, on a private database."""
    return simulation.simulate(_files(pack, asked), asked.get("scenario"))


@blueprint.post("/packs/<pack>/deploy")
@blueprint.arguments(shapes.DeploySchema)
@blueprint.response(200, shapes.DeployedSchema)
def deploy(asked: dict[str, Any], pack: str) -> Deployed:
    """Deploy the pack with changes after all checks; new cases follow it, running ones stay."""
    files = _files(pack, asked)
    return simulation.deploy(current_store(), acting(), files, asked["reason"])


def _files(pack: str, asked: dict[str, Any]) -> dict[str, bytes]:
    queries.may_deploy(acting())
    return queries.changed(queries.files_of(current_store(), pack), asked["files"])
