"""Children end with their supervisor, even when it was killed and could not tell them."""

import ctypes
import os
import signal
import sys
from collections.abc import Callable

#: prctl(2): the signal to get when the parent dies.
PR_SET_PDEATHSIG = 1


def leash() -> Callable[[], None] | None:
    """Return what a child runs before its program; None where the system has no such thing.

    A server left behind would hold the port and keep the next start from working.
    """
    if not sys.platform.startswith("linux"):
        return None
    prctl = ctypes.CDLL(None).prctl
    parent = os.getpid()

    def fasten() -> None:
        prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:
            os.kill(os.getpid(), signal.SIGTERM)

    return fasten
