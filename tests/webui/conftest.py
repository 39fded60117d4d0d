"""The web application over the test bureau, and visitors like browsers without script."""

from collections.abc import Callable

import pytest
from flask import Flask

from engine.commands.set_language import set_language
from engine.settings import Settings
from engine.store.database import Store
from tests.bureau.fixtures import acting
from tests.packs import with_mini
from tests.webui.english import English
from tests.webui.visitor import Visitor
from webui import create_app

KEY = "only-for-tests-0123456789abcdefgh"


@pytest.fixture
def store(bureau_store: Store) -> Store:
    """The test bureau with the mini pack deployed."""
    return with_mini(bureau_store)


@pytest.fixture
def settings() -> Settings:
    """Override this fixture for an application with other settings."""
    return Settings(secret_key=KEY)


@pytest.fixture
def app(store: Store, settings: Settings) -> Flask:
    """The web application; errors that nobody answers surface in the test."""
    made = create_app(settings, store)
    made.testing = True
    return made


@pytest.fixture
def visitor(app: Flask) -> Callable[..., Visitor]:
    """`visitor("zhangwei")` is a browser in which they have signed in; `visitor()` nobody's."""

    def open_browser(username: str = "") -> Visitor:
        browser = Visitor(app)
        if username:
            browser.sign_in(username)
        return browser

    return open_browser


@pytest.fixture
def english(store: Store, visitor: Callable[..., Visitor]) -> English:
    """`english("zhangwei")` is their browser, with the pages in English."""

    def open_browser(username: str) -> Visitor:
        set_language(store, acting(store, username), "en")
        return visitor(username)

    return open_browser
