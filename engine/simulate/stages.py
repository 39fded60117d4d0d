"""Stages kept for a while, so that a story played again does not furnish the bureau again."""

import hashlib
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

from engine.errors import Busy
from engine.sentence import say
from engine.simulate.stage import Stage

#: How many drafts are kept furnished: an administrator or two at their processes.
KEPT = 3
#: Longer than any story takes; who waits for longer is told so.
PATIENCE_SECONDS = 45


@dataclass
class KeptStage:
    """A stage with what is being played on it; one at a time uses it."""

    stage: Stage
    lock: Lock = field(default_factory=Lock)
    #: The story that stands on it, to go on from; None when it has to be set up anew.
    playing: Any = None
    closed: bool = False

    def close(self) -> None:
        """Close it once nobody uses it any more."""
        with self.lock:
            self.closed = True
            self.stage.close()


_kept: OrderedDict[str, KeptStage] = OrderedDict()
_guard = Lock()


@contextmanager
def stage_for(files: Mapping[str, bytes]) -> Iterator[KeptStage]:
    """Yield the stage of a pack, furnished when it is not kept; nobody else uses it meanwhile.

    Raises PackError when the pack cannot be read, Busy when others use it for too long.
    """
    kept = _held(digest_of(files), files)
    try:
        yield kept
    except BaseException:
        kept.playing = None  # it may stand anywhere
        raise
    finally:
        kept.lock.release()


def _held(digest: str, files: Mapping[str, bytes]) -> KeptStage:
    """Return the stage, its lock taken."""
    while True:
        kept = _found(digest, files)
        if not kept.lock.acquire(timeout=PATIENCE_SECONDS):
            raise Busy(say("其他人正在推演同一份草稿，请稍候再试。"))
        if not kept.closed:  # while this one waited, so many others came that it had to leave
            return kept
        kept.lock.release()


def digest_of(files: Mapping[str, bytes]) -> str:
    """Return the digest of what a story is played with: everything but the scenarios."""
    digest = hashlib.sha256()
    for path in sorted(path for path in files if "/scenarios/" not in path):
        digest.update(f"{path}\n{len(files[path])}\n".encode())
        digest.update(files[path])
    return digest.hexdigest()


def _found(digest: str, files: Mapping[str, bytes]) -> KeptStage:
    # Two who ask for the same new draft at once would furnish it twice: it takes a second.
    with _guard:
        kept = _kept.get(digest)
        if kept is None:
            kept = _kept[digest] = KeptStage(Stage(_without_scenarios(files)))
        _kept.move_to_end(digest)
        leaving = _kept.popitem(last=False)[1] if len(_kept) > KEPT else None
    if leaving is not None:
        leaving.close()
    return kept


def _without_scenarios(files: Mapping[str, bytes]) -> dict[str, bytes]:
    return {path: data for path, data in files.items() if "/scenarios/" not in path}
