"""Timers that are drawn by themselves, and gateways at which the first event decides."""

import pytest

from calendars import shipped
from engine.core.workflow import Blueprint, Run
from tests.core.lint.good import flow, process
from tests.core.workflow.conftest import at
from tests.core.workflow.test_moving_shapes import BEGIN, END, human, wait

NOW, DUE = "2022-09-26T10:00", "2022-09-29T00:00"
MESSAGES = '<bpmn:message id="m1" name="m1"/><bpmn:message id="m2" name="m2"/>'
EFFECT = (
    '<bpmn:serviceTask id="{}"><bpmn:extensionElements><gx:effect name="send_mail"/>'
    "</bpmn:extensionElements></bpmn:serviceTask>"
)


def message(key: str, name: str) -> str:
    inside = f'<bpmn:messageEventDefinition messageRef="{name}"/>'
    return f'<bpmn:intermediateCatchEvent id="{key}">{inside}</bpmn:intermediateCatchEvent>'


def drawn(nodes: str, *ways: str) -> Blueprint:
    flows = "".join(flow(f"f_{way.replace('>', '_')}", *way.split(">")) for way in ways)
    content = process(BEGIN + nodes + END + flows)
    return Blueprint(
        "p", {"p.bpmn": content.replace(b"<bpmn:process", f"{MESSAGES}<bpmn:process".encode())}
    )


def first_of(*events: str) -> Blueprint:
    """A gateway, these events, behind each an effect and a human task."""
    keys = [each.split('"')[1] for each in events]
    behind = "".join(EFFECT.format(f"{key}_e") + human(f"{key}_t") for key in keys)
    ways = " ".join(f"g>{key} {key}>{key}_e {key}_e>{key}_t {key}_t>e" for key in keys)
    gateway = '<bpmn:eventBasedGateway id="g"/>'
    return drawn(gateway + "".join(events) + behind, "b>g", *ways.split())


def started(blueprint: Blueprint) -> Run:
    return Run.start(blueprint, {}, at(NOW), shipped())


def again(blueprint: Blueprint, run: Run, now: str = NOW) -> Run:
    """The case as the store gives it back, with the clocks that `run` began."""
    due = {each.engine_id: each.term.due_at for each in run.timers()}
    return Run.load(blueprint, run.dump(), at(now), shipped(), due)


def humans(run: Run) -> list[str]:
    return [each.element for each in run.humans()]


def test_a_timer_on_the_way_is_waited_for() -> None:
    blueprint = drawn(wait("w", 2) + human("t"), "b>w", "w>t", "t>e")
    run = started(blueprint)
    (timer,) = run.timers()
    assert (timer.element, timer.host_element, timer.host_id) == ("w", "w", timer.engine_id)
    assert (timer.term.due_at, timer.interrupting) == (at(DUE), True)
    run = again(blueprint, run, DUE)
    assert run.next_due() == at(DUE)
    run.step_to(at(DUE))
    assert humans(run) == ["t"]
    assert run.watch.fired == run.watch.stopped == {timer.engine_id: at(DUE)}
    run.dump()


def test_timers_side_by_side_hang_on_themselves() -> None:
    split = '<bpmn:parallelGateway id="s"/><bpmn:parallelGateway id="j"/>'
    nodes = split + human("t") + wait("w", 2)
    run = started(drawn(nodes, "b>s", "s>t", "s>w", "t>j", "w>j", "j>e"))
    assert [each.host_element for each in run.timers()] == ["w"]


@pytest.mark.parametrize("name", ["m1", "m2"])
def test_the_first_message_decides(name: str) -> None:
    blueprint = first_of(message("a", "m1"), message("c", "m2"))
    run = again(blueprint, started(blueprint))
    assert run.waits_for(name)
    assert not run.waits_for("m3")
    run.throw(name, {"known": name})
    expected = {"m1": "a_t", "m2": "c_t"}[name]
    assert humans(run) == [expected]
    run = again(blueprint, run)
    assert not run.waits_for("m1")
    assert run.innermost_data() == {"known": name}


@pytest.mark.parametrize("events", [(wait("w", 2), message("a", "m1")),
                                    (message("a", "m1"), wait("w", 2))])  # fmt: skip
def test_of_a_term_and_a_message_the_first_decides(events: tuple[str, str]) -> None:
    blueprint = first_of(*events)
    (timer,) = started(blueprint).timers()
    assert (timer.element, timer.host_element, timer.term.due_at) == ("w", "g", at(DUE))

    first = started(blueprint)
    lapsed = again(blueprint, first, DUE)
    lapsed.step_to(at(DUE))
    assert humans(lapsed) == ["w_t"]
    (clock,) = lapsed.watch.fired
    assert [each.host_id for each in lapsed.journal.effects] == [clock]
    later = again(blueprint, lapsed, "2022-10-10T10:00")
    later.step_to(at("2022-10-10T10:00"))
    assert later.watch.fired == {}

    first = started(blueprint)
    answered = again(blueprint, first)
    answered.throw("m1", {})
    assert humans(answered) == ["a_t"]
    assert answered.watch.fired == {}
    assert len(answered.watch.stopped) == 1
    assert [each.host_id for each in answered.journal.effects] == [None]
    assert answered.next_due() is None
    answered.dump()


def test_a_gateway_is_read_as_it_is_drawn() -> None:
    blueprint = first_of(wait("w", 2), message("a", "m1"))
    assert blueprint.elements["w"].timer == "working_days(2)"
    assert blueprint.elements["a"].timer is None
    assert blueprint.elements["g"].timer is None
