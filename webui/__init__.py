"""The Flask shell: pages and the API over the engine's commands and queries."""

from importlib import import_module
from importlib.util import find_spec

from flask import Flask

from engine.commands.open_store import Store, open_store
from engine.settings import Settings, load_settings
from webui.assets_url import init_assets
from webui.context import EXTENSION, Context
from webui.errors_pages import init_errors
from webui.filters import init_filters
from webui.i18n import init_i18n
from webui.menu import init_menu
from webui.security import init_security
from webui.session import init_duties, init_sessions
from webui.sign_in_again import init_sign_in_again
from webui.ways import init_ways

#: One folder each, holding a `blueprint`.
PAGES = (
    "shell", "auth", "home", "account", "messages", "files", "admin",
    "work", "cases", "catalogue", "grants", "calculator", "calendar", "modeler",
)  # fmt: skip
#: What Werkzeug may read from a request; the 50 MB of an attachment and the form around it.
MAX_REQUEST = 52 * 1024 * 1024
MAX_FORM_FIELDS = 8 * 1024 * 1024


def create_app(settings: Settings | None = None, store: Store | None = None) -> Flask:
    """Build the web application.

    `settings` are read from the environment when None, and `store` (which carries the clock) is
    opened from them when None. Raises SettingError when a setting is wrong.
    """
    settings = settings or load_settings()
    app = Flask(__name__, static_folder="static", template_folder="templates")
    app.config.update(MAX_CONTENT_LENGTH=MAX_REQUEST, MAX_FORM_MEMORY_SIZE=MAX_FORM_FIELDS)
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.extensions[EXTENSION] = Context(settings, store or open_store(settings))
    # In this order every request is looked at: who, how much, whether from here, and on.
    init_sessions(app)
    guard = init_security(app, settings)
    init_sign_in_again(app)
    init_duties(app)
    for start in (init_i18n, init_assets, init_filters, init_ways, init_menu, _add_pages):
        start(app)
    _add_api(app, guard)
    init_errors(app)
    return app


def _add_pages(app: Flask) -> None:
    for name in PAGES:
        if _exists(name):
            app.register_blueprint(import_module(f"webui.{name}").blueprint)


def _add_api(app: Flask, guard: object) -> None:
    """Let `webui.api.init_api` add the REST interface; bearer tokens take the place of CSRF."""
    if _exists("api"):
        import_module("webui.api").init_api(app, guard)


def _exists(name: str) -> bool:
    found = find_spec(f"webui.{name}")
    return found is not None and found.origin is not None
