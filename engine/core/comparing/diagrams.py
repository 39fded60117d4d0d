"""Two diagrams: what their elements say, and where they only stand elsewhere."""

from lxml import etree

from engine.core.comparing.facts import differences
from engine.core.comparing.flows import flow_facts, other_facts
from engine.core.comparing.model import Facts, FileComparison
from engine.core.comparing.naming import Naming
from engine.core.comparing.nodes import facts_of, names_in, subject_of
from engine.core.comparing.words import Words
from engine.core.lint.diagram import Diagram, Drawn
from engine.core.lint.reading import read_diagram
from engine.core.workflow.parser import read_xml
from engine.sentence import say

DRAWING = "http://www.omg.org/spec/BPMN/20100524/DI"


def compare_diagrams(
    path: str, before: bytes | None, after: bytes | None, state: str, naming: Naming
) -> FileComparison:
    """Return what is not the same; raises PackError when one of them cannot be read."""
    was, now = _read(path, before), _read(path, after)
    names = {name: said for each in (was, now) if each for name, said in names_in(each).items()}
    words = Words(names, naming)
    changes = differences(_facts(was, words), _facts(now, words))
    moved = _moved(was, now)
    remark = "" if changes or state != "changed" else _unseen(before, after, moved)
    return FileComparison(path, "diagram", state, changes, moved=moved, remark=remark)


def _read(path: str, content: bytes | None) -> Diagram | None:
    return None if content is None else read_diagram(path, content)


def _facts(diagram: Diagram | None, words: Words) -> Facts:
    if diagram is None:
        return {}
    nodes = {
        (subject_of(node, words), node.id): facts_of(diagram, node, words)
        for node in diagram.nodes.values()
    }
    return nodes | dict(flow_facts(diagram, words)) | dict(other_facts(diagram, words))


def _moved(was: Diagram | None, now: Diagram | None) -> int:
    if was is None or now is None:
        return 0
    both = _places(was.drawn), _places(now.drawn)
    return sum(both[0][each] != both[1][each] for each in both[0].keys() & both[1].keys())


def _places(drawn: Drawn) -> dict[str, tuple[object, ...]]:
    shown = {*drawn.boxes, *drawn.lines}
    return {
        each: (drawn.boxes.get(each), drawn.labels.get(each), drawn.lines.get(each))
        for each in shown
    }


def _unseen(before: bytes | None, after: bytes | None, moved: int) -> str:
    """What changed when no element says anything else: the drawing, the spelling, or the rest."""
    if _without_drawing(before or b"") != _without_drawing(after or b""):
        return say("有改动，但不影响环节、时限、连线等内容，例如说明文字或者编号。")
    if moved:
        return say("只有图形的位置变了，内容没有变化。")
    return say("只有文件的写法变了，内容没有变化。")


def _without_drawing(content: bytes) -> bytes:
    root = read_xml(content)
    for each in root.findall(f"{{{DRAWING}}}BPMNDiagram"):
        root.remove(each)
    for each in root.iter():
        each.tail = None
        if each.text is not None and not each.text.strip():
            each.text = None
    return bytes(etree.tostring(root, method="c14n", with_comments=False))
