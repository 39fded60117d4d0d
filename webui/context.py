"""What a view needs from its application: the store, the settings, who is acting."""

from dataclasses import dataclass
from typing import cast

from flask import current_app
from flask_login import current_user

from engine.commands.open_store import Store
from engine.errors import NotSignedIn
from engine.queries.sessions import Actor
from engine.settings import Settings

EXTENSION = "gongxiang"


@dataclass(frozen=True)
class Context:
    """What `create_app` was given."""

    settings: Settings
    store: Store


def current_context() -> Context:
    """Return the context of the running application."""
    return cast(Context, current_app.extensions[EXTENSION])


def current_store() -> Store:
    """Return the store of the running application."""
    return current_context().store


def current_settings() -> Settings:
    """Return the settings of the running application."""
    return current_context().settings


def current_actor() -> Actor:
    """Return who is signed in; raises NotSignedIn when nobody is."""
    actor = actor_or_none()
    if actor is None:
        raise NotSignedIn()
    return actor


def actor_or_none() -> Actor | None:
    """Return who is signed in, or None."""
    return getattr(current_user, "actor", None)
