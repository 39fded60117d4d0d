"""Scenarios: executable law. The real commands on a private database and a moved clock."""

from engine.simulate.deploying import deploy, deploy_draft, refuse_faulty
from engine.simulate.report import Coverage, MailWritten, Report, ScenarioResult
from engine.simulate.running import simulate

__all__ = [
    "Coverage",
    "MailWritten",
    "Report",
    "ScenarioResult",
    "deploy",
    "deploy_draft",
    "refuse_faulty",
    "simulate",
]
