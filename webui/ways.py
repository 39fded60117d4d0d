"""Where a page leads back to: only ever inside this program."""

from urllib.parse import unquote, urlencode, urlsplit

from flask import Flask, current_app, request, url_for
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect


def init_ways(app: Flask) -> None:
    """Give templates `same_page(name=value)`."""
    app.jinja_env.globals["same_page"] = same_page


def same_page(**changes: str | None) -> str:
    """Return the address of this page with some of its query changed; None takes one out."""
    # Joined by hand: `url_for` has meanings of its own for names that somebody may have typed.
    path = url_for(str(request.endpoint), **(request.view_args or {}))
    query = {**request.args.to_dict(), **changes}
    kept = {name: value for name, value in query.items() if value is not None}
    return f"{path}?{urlencode(kept)}" if kept else path


def safe_way(target: str | None, otherwise: str = "home.index") -> str:
    """Return `target` when it is the path of a page of this program, else that of `otherwise`."""
    if target and target.startswith("/") and not target.startswith(("//", "/\\")):
        parts = urlsplit(target)
        plain = not parts.scheme and not parts.netloc and target.isprintable()
        if plain and _is_page(parts.path):
            return target
    return url_for(otherwise)


def _is_page(path: str) -> bool:
    """Tell whether a browser that is sent there finds something: what only takes POST is none."""
    try:
        current_app.url_map.bind("").match(unquote(path), method="GET")
    except RequestRedirect:
        return True
    except HTTPException:
        return False
    return True
