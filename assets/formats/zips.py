"""What every zip has in common: which errors mean damage, and what is checked before reading."""

from __future__ import annotations

import zipfile
import zlib

MOST_UNPACKED = 4 << 30  # bytes; anything larger is no delivery of one municipality
DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError)


def require_intact(archive: zipfile.ZipFile) -> None:
    """Raise `BadZipFile` if the index was shifted, as in a zip that lost a piece: `zipfile` itself
    raises a `ValueError` then, which could also come from our own code."""
    if any(info.header_offset < 0 for info in archive.infolist()):
        raise zipfile.BadZipFile("a member starts before the file does")


def is_too_large(archive: zipfile.ZipFile) -> bool:
    """Whether its members would take more than `MOST_UNPACKED`."""
    return sum(info.file_size for info in archive.infolist()) > MOST_UNPACKED
