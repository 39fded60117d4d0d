"""Walking the drawn elements of a pack, each once."""

from collections.abc import Iterator

from engine.core.pack import Pack
from engine.core.workflow import Element


def all_elements(pack: Pack) -> Iterator[Element]:
    """Yield every element of every diagram of the pack, each once."""
    seen: set[tuple[str, str]] = set()
    for key in pack.processes:
        for element in pack.blueprint(key).elements.values():
            if (element.file, element.id) not in seen:
                seen.add((element.file, element.id))
                yield element


def user_tasks(pack: Pack) -> Iterator[Element]:
    """Yield the human tasks."""
    return (each for each in all_elements(pack) if each.kind == "UserTask")
