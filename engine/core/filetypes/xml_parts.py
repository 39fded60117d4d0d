"""Reading the elements of an XML part without entities, and never more than needed."""

from collections.abc import Iterator
from typing import IO
from xml.parsers import expat

_BLOCK = 1 << 14


class HasDoctype(ValueError):
    """The part declares a document type, where entities and outside references come from."""


def elements(part: IO[bytes]) -> Iterator[tuple[str, dict[str, str]]]:
    """Every element's local name and attributes, in order; stop early by not asking on.

    Raises HasDoctype, and ExpatError for what is no XML.
    """
    waiting: list[tuple[str, dict[str, str]]] = []
    parser = expat.ParserCreate(namespace_separator="|")
    parser.StartElementHandler = lambda tag, attributes: waiting.append(
        (tag.rpartition("|")[2], attributes)
    )
    parser.StartDoctypeDeclHandler = _refuse
    while block := part.read(_BLOCK):
        parser.Parse(block)
        yield from waiting
        waiting.clear()
    parser.Parse(b"", True)


def _refuse(*_: object) -> None:
    raise HasDoctype
