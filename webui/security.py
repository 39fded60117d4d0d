"""Headers and cookies that keep a page to itself (GB/T 22239-2019 8.1.4; OWASP ASVS 3, 14)."""

from typing import Any

from flask import Flask, Response, current_app, g, request
from flask_wtf.csrf import CSRFError, CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from engine.settings import Settings
from webui import again
from webui.session import is_public

DIRECTIVES = (
    "default-src 'none'",
    "script-src 'self'",
    "connect-src 'self'",
    "img-src 'self' data:",
    "font-src 'self' data:",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
)
FIXED = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
#: What anybody may send: a name, a password, and the address to go on to.
MAX_PUBLIC_FORM = 64 * 1024
#: A hashed name never changes its content.
FOREVER = "public, max-age=31536000, immutable"


def init_security(app: Flask, settings: Settings) -> CSRFProtect:
    """Harden cookies and answers of `app`; returns the CSRF guard, to exempt the API from."""
    https = settings.base_url.startswith("https://")
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SESSION_COOKIE_NAME="gongxiang_page",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=https,
        # Bound to the browser's session, not to an hour: a long form must not be lost to a clock.
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=https,
    )
    if settings.trusted_proxies:
        _believe_proxies(app, settings.trusted_proxies)
    app.after_request(_harden)
    # Before the guard, which is the first to read a form.
    app.before_request(_limit_forms)
    return Guard(app)


class Guard(CSRFProtect):  # type: ignore[misc]
    """Lets a form of ours with an outworn token through to be shown again, and nothing else."""

    def protect(self, *args: Any, **more: Any) -> None:
        """Raise CSRFError unless the token is right or the form will only be shown."""
        try:
            super().protect(*args, **more)
        except CSRFError:
            # Typically a page left open over a new sign-in: what was typed on it must not be lost.
            if not (again.can_be_shown_again() and again.is_from_here()):
                raise
            again.show_again()


def _limit_forms() -> None:
    """Hold every body to what fields may take; Werkzeug itself does so in multipart bodies only."""
    if is_public():
        request.max_content_length = MAX_PUBLIC_FORM
    elif request.mimetype != "multipart/form-data":
        request.max_content_length = current_app.config["MAX_FORM_MEMORY_SIZE"]


def _believe_proxies(app: Flask, number: int) -> None:
    app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
        app.wsgi_app, x_for=number, x_proto=number, x_host=number, x_prefix=number
    )


def _harden(response: Response) -> Response:
    for name, value in FIXED.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("Content-Security-Policy", _policy())
    response.headers["Cache-Control"] = _caching(response)
    return response


def _policy() -> str:
    # The diagram viewer positions its shapes by style attributes; no other page may carry any.
    styles = "'self' 'unsafe-inline'" if g.get("allow_inline_style") else "'self'"
    return "; ".join((*DIRECTIVES, f"style-src {styles}"))


def _caching(response: Response) -> str:
    fresh = g.get("fresh_for", 0)  # set by views whose answer is nobody's secret
    if fresh and response.status_code < 400:
        return f"public, max-age={fresh}"
    if request.endpoint != "static" or response.status_code >= 400:
        return "no-store"
    return FOREVER if "/dist/" in request.path else "no-cache"
