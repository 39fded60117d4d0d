"""What a deploy costs: checking the pack and playing its scenarios."""

from functools import partial

from engine.core.lint import lint
from engine.simulate import simulate
from tests.benchmarks.timing import tell, times


def test_check_the_pack(pack_files: dict[str, bytes]) -> None:
    """Each time another pack, as after an edit: parsed packs are kept by their content."""
    edited = [pack_files | {"pack.toml": pack_files["pack.toml"] + b"# %d\n" % n} for n in range(6)]
    tell("check the pack", times([partial(lint, files) for files in edited]))


def test_simulate_the_pack(pack_files: dict[str, bytes]) -> None:
    count = sum("/scenarios/" in path for path in pack_files)
    tell(f"simulate the pack ({count} scenarios)", times([partial(simulate, pack_files)] * 3))
