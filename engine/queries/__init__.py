"""Rows in, frozen dataclasses out. Queries change nothing."""
