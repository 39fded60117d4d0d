"""What is said of lines, lanes and notes."""

from collections.abc import Iterator

from engine.core.comparing.nodes import NO, YES, Names
from engine.core.lint.diagram import Diagram, Flow
from engine.sentence import say

Fact = tuple[tuple[str, str], dict[str, str]]


def flow_facts(diagram: Diagram, names: Names) -> Iterator[Fact]:
    """Yield the sequence flows by their ends, with condition and name."""
    for flow in diagram.flows.values():
        facts = {
            say("条件"): flow.condition or "",
            say("名称"): flow.name,
            say("从"): names.get(flow.source, flow.source),
            say("到"): names.get(flow.target, flow.target),
        }
        yield (_subject(flow, names), flow.id), {key: said for key, said in facts.items() if said}


def other_facts(diagram: Diagram) -> Iterator[Fact]:
    """Yield the processes, lanes and notes."""
    for process, executable in diagram.processes.items():
        runs = YES if executable else NO
        yield (say("流程“%(name)s”", name=process), process), {say("可以运行"): runs}
    for lane in diagram.lanes:
        yield (say("泳道“%(name)s”", name=lane.name or lane.id), lane.id), {say("名称"): lane.name}
    for note, text in diagram.notes.items():
        yield (say("批注"), note), {say("内容"): text}


def _subject(flow: Flow, names: Names) -> str:
    source, target = (names.get(each, each) for each in (flow.source, flow.target))
    return say("连线“%(source)s → %(target)s”", source=source, target=target)
