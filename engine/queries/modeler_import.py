"""What a diagram file from elsewhere is, before it takes the place of one of ours."""

from dataclasses import dataclass
from typing import Any

from lxml import etree

from engine.core.access import Actor
from engine.core.lint import limits
from engine.core.lint.reading import BPMN
from engine.core.pack_keepers import require_editor
from engine.core.workflow.parser import GX, read_xml
from engine.errors import PackError
from engine.queries.modeler_names import mend_names
from engine.sentence import say

DRAWING = "http://www.omg.org/spec/BPMN/20100524/DI"
DRAWN = "/".join(f"{{{DRAWING}}}{name}" for name in ("BPMNDiagram", "BPMNPlane", "BPMNShape"))
#: Part of a namespace -> the product whose settings stand in it.
PRODUCTS = {
    "schema/zeebe": "Camunda 8",
    "camunda.org/schema": "Camunda",
    "flowable.org": "Flowable",
    "activiti.org": "Activiti",
    "signavio.com": "Signavio",
    "jboss.org/drools": "jBPM",
    "bizagi.com": "Bizagi",
    "spiffworkflow.org": "SpiffWorkflow",
}

NO_XML = "文件不是完整的 XML，请从原来的工具重新导出 BPMN 2.0 文件（%(error)s）。"


@dataclass(frozen=True)
class ImportedDiagram:
    """`text`: the file as Unicode; `drawn`: it has a drawing; `processes`: ids of its processes;
    `products`: whose settings it carries, which mean nothing here; `renamed`: how many ids could
    not stay as they were."""

    text: str
    drawn: bool
    processes: tuple[str, ...]
    products: tuple[str, ...]
    renamed: int


def check_import(actor: Actor, content: bytes) -> ImportedDiagram:
    """Read a diagram file in whatever encoding it declares, without entities, DTD or network.

    Raises Forbidden, and PackError in a sentence when it is no BPMN 2.0 that could be edited.
    """
    require_editor(actor)
    root = _root(content)
    renamed = mend_names(root)
    processes = tuple(each.get("id", "") for each in root.iter(f"{{{BPMN}}}process"))
    if not processes:
        raise PackError("文件中没有流程，无法导入；请选择画有流程的 BPMN 2.0 文件。")
    return ImportedDiagram(
        text=etree.tostring(root, encoding="unicode"),
        drawn=root.find(DRAWN) is not None,
        processes=processes,
        products=_products(root),
        renamed=renamed,
    )


def _root(content: bytes) -> Any:
    if len(content) > limits.MAX_FILE:
        size = limits.MAX_FILE // 1000
        raise PackError(say("文件过大，流程图不得超过 %(size)s 千字节。", size=size))
    try:
        root = read_xml(content)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise PackError(say(NO_XML, error=str(error)[:200])) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise PackError("文件中有 DOCTYPE 声明，为安全起见不能导入；请删去这一段后再试。")
    if root.tag != f"{{{BPMN}}}definitions":
        raise PackError("文件不是 BPMN 2.0 流程图，请从原来的工具导出 BPMN 2.0 XML。")
    if sum(1 for _ in root.iter()) > limits.MAX_XML:
        raise PackError("流程图过于庞大，请在原来的工具中拆成几张图再导入。")
    return root


def _products(root: Any) -> tuple[str, ...]:
    used = {namespace for each in root.iter("*") for namespace in _namespaces(each)}
    found = (_product(namespace) for namespace in used if namespace != GX)
    return tuple(sorted({each for each in found if each}))


def _namespaces(element: Any) -> set[str]:
    names = [element.tag, *element.attrib]
    return {etree.QName(name).namespace or "" for name in names}


def _product(namespace: str) -> str:
    return next((name for part, name in PRODUCTS.items() if part in namespace), "")
