"""Archives as somebody may pack them, without the care that the program takes."""

import io
import stat
import zipfile
from collections.abc import Callable

Change = Callable[[zipfile.ZipInfo], None]


def packed(contents: dict[str, bytes], change: Change | None = None) -> bytes:
    """An archive of these files, each entry changed before it is written."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in contents.items():
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            if change is not None:
                change(entry)
            archive.writestr(entry, content)
    return written.getvalue()


def link(entry: zipfile.ZipInfo) -> None:
    """Let the entry be a symbolic link."""
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
