"""Deploying with all checks: lint and bounds, scenarios, then the command that stores it."""

from collections.abc import Mapping

from engine.commands.deploy_pack import Deployed, deploy_pack, said_reason
from engine.core.access import Actor
from engine.core.lint import lint
from engine.core.pack.paths import refuse_bad_paths
from engine.errors import PackError
from engine.simulate.running import simulate
from engine.store.database import Store


def deploy(store: Store, actor: Actor | None, files: Mapping[str, bytes], reason: str) -> Deployed:
    """Deploy a pack after every check. `actor` is None for a release.

    Raises FormError on `reason` when it says nothing, PackError with `problems` when a check or a
    scenario fails.
    """
    said = said_reason(reason)  # before the scenarios, which take a while
    refuse_bad_paths(files)
    refuse_faulty(files)
    return deploy_pack(store, actor, files, said)


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
