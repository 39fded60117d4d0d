"""Packs for tests: `mini`, a short way from request to grant with everything the real ones use."""

from pathlib import Path

from engine.commands.deploy_pack import deploy_pack
from engine.store.database import Store

HERE = Path(__file__).parent


def pack_files(name: str = "mini") -> dict[str, bytes]:
    """The files of a test pack by path."""
    root = HERE / name
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file()
    }


def with_mini(store: Store) -> Store:
    """Deploy the mini pack in `store` and give the store back."""
    deploy_pack(store, None, pack_files(), "test")
    return store
