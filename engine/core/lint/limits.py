"""How large a pack may be for the checks to answer at once: far above what can be read."""

from collections.abc import Mapping

MAX_FILE = 1_000_000  # bytes of one diagram or form
MAX_FILES = 2_000
MAX_TOTAL = 20_000_000  # bytes of all files
MAX_XML = 8_000  # elements of one diagram's XML
MAX_ATTRIBUTES = 100  # of one element; BPMN has a dozen
MAX_NODES = 200  # flow nodes of one diagram; the style asks for 50
MAX_FLOWS = 300
MAX_BENDS = 1_000  # points of all lines of one diagram
MAX_LABELS = 500
MAX_SAME = 20  # findings of one rule in one file


def is_too_large(files: Mapping[str, bytes]) -> bool:
    """Tell whether there is more in `files` (path -> content) than can be checked at once."""
    return len(files) > MAX_FILES or sum(len(each) for each in files.values()) > MAX_TOTAL
