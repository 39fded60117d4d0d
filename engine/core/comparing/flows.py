"""What is said of lines, lanes and notes."""

from collections.abc import Iterator

from engine.core.comparing.expression_words import said_condition
from engine.core.comparing.words import NO, YES, Words
from engine.core.lint.diagram import Diagram, Flow
from engine.sentence import say

Fact = tuple[tuple[str, str], dict[str, str]]


def flow_facts(diagram: Diagram, words: Words) -> Iterator[Fact]:
    """Yield the sequence flows by their ends, with condition and name."""
    for flow in diagram.flows.values():
        facts = {
            say("条件"): said_condition(flow.condition, words.naming) if flow.condition else "",
            say("名称"): flow.name,
            say("从"): words.element(flow.source),
            say("到"): words.element(flow.target),
        }
        yield (_subject(flow, words), flow.id), {key: said for key, said in facts.items() if said}


def other_facts(diagram: Diagram, words: Words) -> Iterator[Fact]:
    """Yield the processes, lanes and notes."""
    for process, executable in diagram.processes.items():
        runs = YES if executable else NO
        yield (
            (say("流程“%(name)s”", name=words.naming.processes.get(process) or process), process),
            {say("可以运行"): runs},
        )
    for lane in diagram.lanes:
        yield (say("泳道“%(name)s”", name=lane.name or lane.id), lane.id), {say("名称"): lane.name}
    for note, text in diagram.notes.items():
        yield (say("批注"), note), {say("内容"): text}


def _subject(flow: Flow, words: Words) -> str:
    source, target = (words.element(each) for each in (flow.source, flow.target))
    return say("连线“%(source)s → %(target)s”", source=source, target=target)
