"""Where a page leads back to: only ever inside this program."""

from urllib.parse import urlsplit

from flask import Flask, request, url_for


def init_ways(app: Flask) -> None:
    """Give templates `same_page(name=value)`."""
    app.jinja_env.globals["same_page"] = same_page


def same_page(**changes: str | None) -> str:
    """Return the address of this page with some of its query changed; None takes one out."""
    query = {**request.args.to_dict(), **(request.view_args or {}), **changes}
    return url_for(str(request.endpoint), **{k: v for k, v in query.items() if v is not None})


def safe_way(target: str | None, otherwise: str = "home.index") -> str:
    """Return `target` when it is a path of this program, else the address of `otherwise`."""
    if target and target.startswith("/") and not target.startswith(("//", "/\\")):
        parts = urlsplit(target)
        if not parts.scheme and not parts.netloc and target.isprintable():
            return target
    return url_for(otherwise)
