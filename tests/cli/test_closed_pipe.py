"""A reader that has seen enough, like `head`, is no error of the program."""

import os
import subprocess
from pathlib import Path

from tests.cli.served import ROOT, clean_environ, command


def test_a_closed_pipe_ends_a_command_quietly(tmp_path: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [*command("calendar", "export", "--format", "json")],
        cwd=tmp_path,
        env={**clean_environ(), "PYTHONPATH": str(ROOT)},
        stdout=writing,
        stderr=subprocess.PIPE,
        check=False,
        text=True,
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, "")
