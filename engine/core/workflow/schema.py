"""A diagram against the schema of the OMG (BPMN 2.0.2, the XSD files of dtc/10-05-04)."""

from typing import Any, NamedTuple

from lxml import etree

from engine.core.workflow.parser import ONE_AT_A_TIME, the_validator


class SchemaFault(NamedTuple):
    """`kind`: the rule of XML Schema, as libxml2 calls it; `element`: the lxml element it concerns;
    `message`: what libxml2 says, in English."""

    kind: str
    element: Any
    line: int
    message: str


def schema_faults(root: Any, most: int) -> list[SchemaFault]:
    """Return the first `most` faults that the schema finds below `root`, an lxml element."""
    validator = the_validator()
    with ONE_AT_A_TIME:
        validator.preprocess(root)
        if validator.validator.validate(root):
            return []
        found = list(validator.validator.error_log)[:most]
    return [SchemaFault(e.type_name, _at(root, e.path), e.line, e.message) for e in found]


def _at(root: Any, path: str | None) -> Any:
    """The element at a path of libxml2, or the nearest above it that can be found."""
    spaces = {prefix: space for prefix, space in root.nsmap.items() if prefix}
    steps = (path or "").split("/")
    while len(steps) > 1:
        try:
            found = root.getroottree().xpath("/".join(steps), namespaces=spaces)
        except etree.XPathError:
            found = []
        if found and isinstance(found[0], etree._Element):
            return found[0]
        steps.pop()
    return root
