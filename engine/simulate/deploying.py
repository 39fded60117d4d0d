"""Deploying with all checks: lint and bounds, scenarios, then the command that stores it."""

from collections.abc import Collection, Mapping

from engine.commands.deploy_pack import Deployed, deploy_pack, said_reason
from engine.core.access import Actor
from engine.core.lint import lint
from engine.core.pack.paths import refuse_bad_paths
from engine.errors import Conflict, FormError, PackError
from engine.queries.pack_draft import draft_files, get_draft
from engine.queries.pack_files import may_deploy
from engine.sentence import listed, say
from engine.simulate.running import simulate
from engine.store.database import Store

BEHIND = (
    "这些文件在您修改之后随新版本部署了别的内容，部署会把它们改回去：%(files)s。"
    "请先比较，再选择保留您的修改或者放弃。"
)


def deploy(store: Store, actor: Actor | None, files: Mapping[str, bytes], reason: str) -> Deployed:
    """Deploy a pack after every check. `actor` is None for a release.

    Raises FormError on `reason` when it says nothing, PackError with `problems` when a check or a
    scenario fails.
    """
    said = said_reason(reason)  # before the scenarios, which take a while
    refuse_bad_paths(files)
    refuse_faulty(files)
    return deploy_pack(store, actor, files, said)


def deploy_draft(
    store: Store, actor: Actor, pack: str, taking: Collection[str], reason: str
) -> Deployed:
    """Deploy the newest version with the edits of the parts `taking` (process folders, COMMON).

    The edits are settled by it; those of other parts stay drafts. Raises Forbidden, NotFound, what
    `deploy` raises, FormError on `taking` when nothing of these parts is edited, and Conflict when
    one of the edits would undo what was deployed since it began, or all of this what is deployed
    while it is checked.
    """
    may_deploy(actor)
    draft = get_draft(store, actor, pack)
    edits = [each for each in draft.edits if each.part in taking]
    if not edits:
        words = say("请选择要部署的流程：所选的部分没有未部署的修改。")
        raise FormError({"taking": [words]})
    behind = [each.path for each in edits if each.behind]
    if behind:
        raise Conflict(say(BEHIND, files=listed(behind)))
    files = draft_files(store, actor, pack, taking)
    said = said_reason(reason)
    refuse_bad_paths(files)
    refuse_faulty(files)
    taken = {each.path: each.sha256 or "" for each in edits}
    return deploy_pack(store, actor, files, said, taken, upon=draft.version)


def refuse_faulty(files: Mapping[str, bytes]) -> None:
    """Raise PackError when the pack breaks a rule, a legal bound, or one of its own scenarios."""
    problems = [each.to_json() for each in lint(files) if each.severity == "error"]
    if problems:
        raise PackError("流程包未通过检查，没有部署。", problems=problems)
    report = simulate(files)
    failed = [
        {"file": each.path, "message": failure}
        for each in report.scenarios
        for failure in each.failures
    ]
    if failed:
        raise PackError("流程包的场景没有全部通过，没有部署。", problems=failed)
