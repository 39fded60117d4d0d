"""Mails of the draft, edited with a preview on a sample case."""
