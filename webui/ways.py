"""Where a page leads back to: only ever inside this program."""

from urllib.parse import urlencode, urlsplit

from flask import Flask, request, url_for


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
    """Return `target` when it is a path of this program, else the address of `otherwise`."""
    if target and target.startswith("/") and not target.startswith(("//", "/\\")):
        parts = urlsplit(target)
        if not parts.scheme and not parts.netloc and target.isprintable():
            return target
    return url_for(otherwise)
