"""Data (BPMN 2.0.2, Clause 10.4): inputs, outputs, their sets and the associations between them."""

from collections.abc import Iterator

from engine.core.lint.bpmn.document import Document
from engine.core.lint.bpmn.element import Element
from engine.core.lint.bpmn.kinds import CATCHING, DATA, THROWING, WORDS
from engine.core.lint.bpmn.types import structure_of
from engine.core.lint.problem import Problem

#: Kind of data -> (its set, how the set lists it, how it lists those that may be missing or come
#: late); Clause 10.4, Input and Output Sets.
SETS = {
    "dataInput": ("inputSet", "dataInputRefs", ("optionalInputRefs", "whileExecutingInputRefs")),
    "dataOutput": (
        "outputSet",
        "dataOutputRefs",
        ("optionalOutputRefs", "whileExecutingOutputRefs"),
    ),
}


def check_sets(document: Document) -> Iterator[Problem]:
    """Clause 10.4: each input is in an input set, each output in an output set; what is
    optional is listed too."""
    for kind, (holder, listing, others) in SETS.items():
        listed = {ref for each in document.of(holder) for ref in each.texts(listing)}
        for each in document.of(kind):
            if each.id not in listed:
                message = f"“{each.title}”没有列入任何{WORDS[holder]}，请列入或者删去。"
                yield document.error(each, "data-set", message)
        for each in document.of(holder):
            for reference in set(each.texts(*others)) - set(each.texts(listing)):
                message = f"“{each.title}”的可选项“{reference}”没有列在 {listing} 里，请补上。"
                yield document.error(each, "data-set", message)


def check_set_pairs(document: Document) -> Iterator[Problem]:
    """Clause 10.4: an input set and an output set name each other, or neither."""
    named = {
        (each.id, reference)
        for each in document.of("inputSet", "outputSet")
        for reference in each.texts("outputSetRefs", "inputSetRefs")
    }
    for one, other in sorted(named):
        if (other, one) not in named:
            message = f"“{one}”引用了“{other}”，对方没有引用它，请补上或者删去。"
            yield document.error(document.find(one) or document.root, "data-set", message)


def check_data_associations(document: Document) -> Iterator[Problem]:
    """Clause 10.4: data goes from data to data, from several only through a transformation, and
    into an input or out of an output of the element that the association stands in."""
    for each in document.of("dataInputAssociation", "dataOutputAssociation"):
        owner = each.parent or each
        sources, targets = each.texts("sourceRef"), each.texts("targetRef")
        if len(sources) > 1 and not each.of("transformation"):
            message = f"“{owner.title}”的数据关联有几个来源，请写明转换，或者只留一个来源。"
            yield document.error(each, "data-association", message)
        for reference in [*sources, *targets]:
            found = document.find(reference)
            if found is None or found.kind not in DATA:
                message = f"“{owner.title}”的数据关联指向“{reference}”，那里没有数据，请重新连接。"
                yield document.error(each, "data-association", message)
        yield from _types(document, each, owner, sources, targets)


def _types(
    document: Document, association: Element, owner: Element, sources: list[str], targets: list[str]
) -> Iterator[Problem]:
    """Both ends have the same item definition, or a transformation."""
    if association.of("transformation", "assignment") or len(sources) != 1:
        return
    structures = {structure_of(document, document.find(each)) for each in [*sources, *targets]}
    if len(structures - {""}) > 1:
        message = f"“{owner.title}”的数据关联两端类型不同，请改成一致，或者写明转换。"
        yield document.error(association, "data-association", message)


def check_collections(document: Document) -> Iterator[Problem]:
    """Clause 8, Item Definition: isCollection agrees with the item definition."""
    for each in document.of("dataObject", "dataInput", "dataOutput", "dataStore"):
        item = document.find(each.get("itemSubjectRef")) if each.get("itemSubjectRef") else None
        typed = item is not None and item.kind == "itemDefinition"
        if item and typed and item.is_true("isCollection") != each.is_true("isCollection"):
            why = "是否为清单（isCollection）与它的数据类型不一致"
            yield document.error(each, "data-collection", f"“{each.title}”{why}，请改成一致。")


def check_event_data(document: Document) -> Iterator[Problem]:
    """Clause 10.5, Data Modeling and Events: one input or output per trigger."""
    for kinds, side in ((THROWING, "dataInput"), (CATCHING, "dataOutput")):
        for event in document.of(*sorted(kinds)):
            given = len(event.of(side))
            if given and given != len(document.triggers(event)):
                message = f"“{event.title}”的{WORDS[side]}应当与触发条件一一对应，请补上或者删去。"
                yield document.error(event, "event-data", message)
