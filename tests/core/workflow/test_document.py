"""The state document: saved and loaded after every step is the same as never saved."""

import random
from pathlib import Path

import pytest

from calendars import shipped
from engine.core.workflow import Run
from engine.core.workflow.machine import MAX_TASKS
from engine.errors import WorkflowFault
from tests.core.workflow.conftest import at

GOLDEN = Path(__file__).parent / "golden"
ANSWERS = {"check": [{"result": "return"}, {"result": "pass"}]}


class Memory:
    """A case that is never saved."""

    def __init__(self, blueprint):
        data = {"case": {"applicant": "A", "platform": "P"}}
        self.run = Run.start(blueprint, data, at("2022-09-26T10:00"), shipped())

    def open(self):
        return {task.element: task.engine_id for task in self.run.watch.open_humans()}

    def complete(self, element, changes):
        self.run.complete(self.open()[element], changes)

    def step(self, moment):
        self.run.step_to(moment)

    def facts(self):
        run = self.run
        timers = sorted(
            (task.task_spec.bpmn_id, task.internal_data["event_value"])
            for task in run.machine.event_manager.tasks.values()
            if "event_value" in task.internal_data
        )
        data = {element: run.data_of(key) for element, key in sorted(self.open().items())}
        return timers, data, run.ended


class Saved(Memory):
    """The same case, saved and loaded after every step."""

    def __init__(self, blueprint):
        super().__init__(blueprint)
        self.blueprint = blueprint
        self._again()

    def _again(self):
        now = self.run.now
        self.run = Run.load(self.blueprint, self.run.dump(), now, shipped(), {})

    def open(self):
        return {task.task_spec.bpmn_id: str(task.id) for task in self.run.watch._human_tasks()}

    def complete(self, element, changes):
        super().complete(element, changes)
        self._again()

    def step(self, moment):
        super().step(moment)
        self._again()


@pytest.mark.parametrize("seed", range(25))
def test_a_random_walk_is_the_same_saved_or_not(blueprint, seed):
    dice = random.Random(seed)
    memory, saved = Memory(blueprint), Saved(blueprint)
    day = 26
    for _ in range(12):
        if memory.run.ended:
            break
        if dice.random() < 0.3:
            day += dice.randint(1, 9)
            moment = at("2022-09-01T10:00").replace(month=9 + day // 31, day=day % 30 + 1)
            moment = max(moment, memory.run.now)
            for case in (memory, saved):
                case.step(moment)
        else:
            element = dice.choice(sorted(memory.open()))
            changes = {element: dice.choice(ANSWERS.get(element, [{"n": dice.random()}]))}
            for case in (memory, saved):
                case.complete(element, changes)
        assert memory.facts() == saved.facts()


def test_a_document_is_small(drive):
    case = drive()
    case.complete("fill", "2022-09-26T10:00", request={"purpose": "核验" * 20})
    assert len(case.document) < 3000


@pytest.mark.parametrize("path", sorted(GOLDEN.glob("*.bin")), ids=lambda path: path.stem)
def test_every_document_ever_written_stays_readable(blueprint, path):
    run = Run.load(blueprint, path.read_bytes(), at("2022-09-27T10:00"), shipped(), {})
    open_ = [task.task_spec.bpmn_id for task in run.watch._human_tasks()]
    assert open_ == ["review"]
    run.complete(str(run.watch._human_tasks()[0].id), {"reply": {"result": "agree"}})
    assert run.ended


def test_there_is_a_golden_document_of_the_present_format():
    assert list(GOLDEN.glob("format-1*.bin"))


def test_a_document_that_does_not_fit_the_diagram_is_a_fault(drive, blueprint):
    case = drive()
    spec = blueprint.spec.task_specs.pop("handling")
    try:
        with pytest.raises(WorkflowFault):
            case.load()
    finally:
        blueprint.spec.task_specs["handling"] = spec


def test_there_is_a_limit_to_the_size_of_a_case():
    assert MAX_TASKS <= 5000
