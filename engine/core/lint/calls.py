"""Called processes: there is one, it is not the caller itself, and ids do not collide."""

from collections.abc import Iterator

from engine.core.lint.diagram import Diagram
from engine.core.lint.problem import Problem
from engine.core.lint.subject import Subject


def check_calls(subject: Subject) -> Iterator[Problem]:
    """A call names a process of the pack and does not come back to itself."""
    by_process = subject.by_process()
    for diagram, node in subject.nodes("callActivity"):
        if not node.calls or node.calls not in by_process:
            message = f"“{node.title}”调用的流程“{node.calls or ''}”不存在，请另选。"
            yield diagram.error(node.id, "call", message)
        elif diagram.process_of(node.level) in reached_from(subject, node.calls):
            message = f"“{node.title}”调用的流程又会调用本流程，没有尽头，请改为连线返回。"
            yield diagram.error(node.id, "call", message)


def check_processes(subject: Subject) -> Iterator[Problem]:
    """Each process.toml has its diagram, each process one file, each diagram a use."""
    seen: dict[str, Diagram] = {}
    for diagram in subject.diagrams:
        for process in diagram.processes:
            if process in seen:
                message = f"流程编号“{process}”在 {seen[process].file} 中已经使用，请改名。"
                yield diagram.error(process, "process", message)
            seen[process] = diagram
    used: set[str] = set()
    for key in subject.pack.processes:
        if key not in seen:
            yield Problem("pack.toml", key, "process", f"没有编号为“{key}”的流程图。")
        used |= reached_from(subject, key)
    for process, diagram in seen.items():
        if process not in used:
            message = f"流程“{process}”没有被任何流程调用，也没有发起方式，不会运行。"
            yield diagram.warning(process, "unused", message)


def check_shared_ids(subject: Subject) -> Iterator[Problem]:
    """No element of one process has the id of an element of a process that runs with it."""
    by_process = subject.by_process()
    told: set[tuple[str, str]] = set()
    for key in subject.pack.processes:
        owners: dict[str, Diagram] = {}
        for process in sorted(reached_from(subject, key) & set(by_process)):
            diagram = by_process[process]
            for each in [*diagram.nodes, *diagram.flows]:
                first = owners.setdefault(each, diagram)
                if first is not diagram and (diagram.file, each) not in told:
                    told.add((diagram.file, each))
                    message = f"编号“{each}”在 {first.file} 中也有，两张图一起运行，请改名。"
                    yield diagram.error(each, "id", message)


def reached_from(subject: Subject, process: str) -> set[str]:
    """Return `process` and the ids of all processes that it calls, however indirectly."""
    by_process = subject.by_process()
    waiting, found = [process], set[str]()
    while waiting:
        here = waiting.pop()
        if here in found or here not in by_process:
            continue
        found.add(here)
        calling = by_process[here].of_kind("callActivity")
        waiting += [node.calls for node in calling if node.calls]
    return found
