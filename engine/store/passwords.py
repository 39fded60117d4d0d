"""Passwords: kept as argon2id hashes only, compared without telling whether an account exists.

The cost follows the OWASP password storage recommendation for argon2id (19 MiB, two passes, one
lane), which old desktops serving as servers still carry.
"""

import unicodedata
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


def hash_password(password: str) -> str:
    """Return the argon2id hash of `password`, salted afresh at each call."""
    return HASHER.hash(_normal(password))


def verify_password(stored: str, given: str) -> bool:
    """Tell whether `given` is the password behind `stored`.

    An empty `stored` (no such account, or no password set) takes as long as a wrong password.
    """
    try:
        matches = HASHER.verify(stored or _nobody(), _normal(given))
    except (VerificationError, InvalidHashError):
        return False
    return matches and bool(stored)


def needs_rehash(stored: str) -> bool:
    """Tell whether `stored` was made with other parameters than those of today."""
    return HASHER.check_needs_rehash(stored)


@cache
def _nobody() -> str:
    return HASHER.hash("nobody's password")


def _normal(password: str) -> str:
    # An input method may give full-width letters and digits where half-width ones were meant.
    return unicodedata.normalize("NFKC", password)
