"""The API over the test bureau with the mini pack."""

from collections.abc import Callable

import pytest
from flask import Flask

from engine.settings import Settings
from engine.store.database import Store
from tests.api.caller import Caller
from tests.packs import with_mini
from webui import create_app

KEY = "only-for-tests-0123456789abcdefgh"


@pytest.fixture
def store(bureau_store: Store) -> Store:
    """The test bureau with the mini pack, on SQLite."""
    return with_mini(bureau_store)


@pytest.fixture
def app(store: Store) -> Flask:
    """The application; an error that nobody answers surfaces in the test."""
    made = create_app(Settings(secret_key=KEY), store)
    made.testing = True
    return made


@pytest.fixture
def caller(app: Flask, store: Store) -> Callable[[str], Caller]:
    """`caller("zhangwei")` calls as zhangwei."""
    return lambda username: Caller(app, store, username)
