"""Secrets that a browser or a script carries; the database keeps their digests only."""

import hashlib
import secrets


def new_secret(prefix: str = "") -> str:
    """Return a fresh secret of 256 bits, as text that is safe in a cookie or a header."""
    return prefix + secrets.token_urlsafe(32)


def digest_of(secret: str) -> str:
    """Return the sha256 of `secret`, 64 hexadecimal digits."""
    return hashlib.sha256(secret.encode()).hexdigest()
