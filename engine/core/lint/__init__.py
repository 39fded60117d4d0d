"""Checks of a pack before it is deployed: what would not run, and what would break the law."""

from engine.core.lint.checking import LAW_RULES, lint, lint_folder
from engine.core.lint.loose import lint_loose
from engine.core.lint.problem import Problem

__all__ = ["LAW_RULES", "Problem", "lint", "lint_folder", "lint_loose"]
