"""Lanes (BPMN 2.0.2, Clause 10.8): they order what stands in their own process."""

from collections.abc import Iterator

from engine.core.lint.bpmn.document import Document
from engine.core.lint.bpmn.element import Element
from engine.core.lint.bpmn.kinds import FLOW_NODES
from engine.core.lint.problem import Problem


def check_lane_members(document: Document) -> Iterator[Problem]:
    """Clause 10.8, Lanes: flowNodeRef names a flow node of the lane's own process."""
    for lane in document.of("lane"):
        process = lane.within("process")
        for reference in dict.fromkeys(lane.texts("flowNodeRef")):
            node = document.find(reference)
            if node is None or node.kind not in FLOW_NODES:
                message = f"泳道“{lane.title}”登记了不存在的环节“{reference}”，请重新保存流程图。"
                yield document.error(lane, "lane-member", message)
            elif node.within("process") is not process:
                message = (
                    f"泳道“{lane.title}”登记了另一个流程的环节“{node.title}”，请移到它自己的泳道。"
                )
                yield document.error(lane, "lane-member", message)


def check_one_lane(document: Document) -> Iterator[Problem]:
    """Clause 10.8: within one set of lanes a node lies in one lane."""
    for lanes in document.of("laneSet", "childLaneSet"):
        homes: dict[str, Element] = {}
        for lane in lanes.of("lane"):
            for each in dict.fromkeys(lane.texts("flowNodeRef")):
                first = homes.setdefault(each, lane)
                node = document.find(each)
                if first is not lane and node is not None:
                    message = (
                        f"“{node.title}”同时登记在泳道“{first.title}”和“{lane.title}”，请只留一处。"
                    )
                    yield document.error(node, "lane-twice", message)
