"""BPMN's own rules (OMG formal/2013-12-09): the schema, and what its text demands beyond that."""

from engine.core.lint.bpmn.checking import structure_of
from engine.core.lint.bpmn.document import Document, read_document
from engine.core.lint.bpmn.schema import read_schema_problems

__all__ = ["Document", "read_document", "read_schema_problems", "structure_of"]
