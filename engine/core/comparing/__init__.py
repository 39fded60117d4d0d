"""Two versions of a pack, held against each other."""

from engine.core.comparing.model import Change, FileComparison, Line
from engine.core.comparing.naming import Naming
from engine.core.comparing.packs import compare, compare_file

__all__ = ["Change", "FileComparison", "Line", "Naming", "compare", "compare_file"]
