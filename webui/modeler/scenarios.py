"""Scenarios: played step by step, recorded, and what they cover."""
