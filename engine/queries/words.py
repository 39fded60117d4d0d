"""What the codes in rows are called in Chinese, for whoever shows them."""

from engine.core.access import ROLE_NAMES

__all__ = ["ROLE_NAMES"]
