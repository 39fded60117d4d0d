"""A small process with everything our diagrams use, and a driver that saves after every step."""

from datetime import datetime
from pathlib import Path

import pytest

from calendars import shipped
from engine.clock import SHANGHAI
from engine.core.workflow import Blueprint, Run

HERE = Path(__file__).parent


def at(text: str) -> datetime:
    """A moment in Asia/Shanghai."""
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


@pytest.fixture(scope="session")
def blueprint() -> Blueprint:
    files = {path.name: path.read_bytes() for path in HERE.glob("*.bpmn")}
    return Blueprint("request", files)


class Driver:
    """Plays the store: keeps the document and the due moments between runs."""

    def __init__(self, blueprint: Blueprint, now: str) -> None:
        self.blueprint = blueprint
        data = {"case": {"applicant": "A", "platform": "P"}}
        self.now = at(now)
        self.due: dict[str, datetime] = {}
        self.history: list[Run] = []
        self._keep(Run.start(blueprint, data, self.now, shipped()))

    def _keep(self, run: Run) -> Run:
        self.due.update({timer.engine_id: timer.term.due_at for timer in run.timers()})
        for engine_id in run.watch.stopped:
            self.due.pop(engine_id, None)
        self.document = run.dump()
        self.history.append(run)
        return run

    def load(self, now: str | None = None) -> Run:
        if now is not None:
            self.now = at(now)
        return Run.load(self.blueprint, self.document, self.now, shipped(), self.due)

    def tasks(self) -> dict[str, str]:
        run = self.load()
        return {t.task_spec.bpmn_id: str(t.id) for t in run.watch._human_tasks()}

    def complete(self, element: str, now: str, **changes: object) -> Run:
        self.now = at(now)
        engine_id = self.tasks()[element]
        run = self.load()
        run.step_to(self.now)
        run.complete(engine_id, changes)
        return self._keep(run)

    def step(self, now: str) -> Run:
        run = self.load(now)
        run.evaluator.now = min([*self.due.values(), self.now])
        run.step_to(self.now)
        return self._keep(run)

    def throw(self, now: str) -> Run:
        run = self.load(now)
        run.throw("withdraw", {"withdrawal": {"reason": "不再需要"}})
        return self._keep(run)


@pytest.fixture
def drive(blueprint):
    return lambda now="2022-09-26T10:00": Driver(blueprint, now)
