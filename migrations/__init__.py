"""Alembic scripts; a package so that the wheel carries them."""
