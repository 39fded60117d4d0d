"""A small bureau that the tests share; see `fixtures.py`."""
