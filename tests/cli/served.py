"""A served program of the test's own: real processes on a free port."""

import os
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

#: Far more than a start takes; only a hang is cut off by it.
PATIENCE = 90
ROOT = Path(__file__).parents[2]
LAST_LINE = "按 Ctrl+C 停止。"


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def command(*arguments: str) -> list[str]:
    """The program's command line, without its console script."""
    return [sys.executable, "-m", "engine.cli", *arguments]


def clean_environ() -> dict[str, str]:
    """The environment without what the caller's own installation is set to, nor a make around."""
    ours = ("GONGXIANG_", "MAKE")
    return {name: value for name, value in os.environ.items() if not name.startswith(ours)}


class Served:
    """A running `gongxiang serve`."""

    def __init__(self, data: Path, port: int, *more: str) -> None:
        self.port = port
        self.log = data.parent / f"{data.name}.log"
        wanted = command("serve", "--port", str(port), "--data", str(data), *more)
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                wanted, stdout=subprocess.PIPE, stderr=log, env=clean_environ(), cwd=ROOT, text=True
            )
        self.told = self._read_banner()

    def _read_banner(self) -> str:
        assert self.process.stdout is not None
        lines = []
        for line in self.process.stdout:
            lines.append(line)
            if LAST_LINE in line:
                return "".join(lines)
        raise AssertionError(f"it did not start:\n{self.log.read_text('utf-8')}")

    def get(self, path: str) -> tuple[int, str]:
        """Status and body of a page."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=30) as page:
                return page.status, page.read().decode()
        except urllib.error.HTTPError as refused:
            return refused.code, refused.read().decode()

    def stop(self, how: signal.Signals = signal.SIGTERM) -> int:
        """Send a signal and return the exit code."""
        self.process.send_signal(how)
        try:
            return self.process.wait(PATIENCE)
        finally:
            assert self.process.stdout is not None
            self.process.stdout.close()


@contextmanager
def serving(data: Path, port: int, *more: str) -> Iterator[Served]:
    """Serve until the block ends, if the block has not stopped it."""
    served = Served(data, port, *more)
    try:
        yield served
    finally:
        if served.process.poll() is None:
            served.stop()
