"""What every zip has in common, workbooks included: which errors mean damage, and what is checked
before reading.

Unpacking itself stops at the size that the index gives, as `zipfile` reads no further.
"""

from __future__ import annotations

import lzma
import zipfile
import zlib

from assets.basis.errors import UnreadableError

DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    OSError,
    NotImplementedError,
)
_most_unpacked = 4 << 30  # bytes


def unpack_at_most(size: int) -> None:
    """Set how many bytes the members of a zip may take; for this whole process."""
    global _most_unpacked
    _most_unpacked = size


def require_intact(archive: zipfile.ZipFile) -> None:
    """Raise `BadZipFile` if the index was shifted, as in a zip that lost a piece: `zipfile` itself
    raises a `ValueError` then, which could also come from our own code."""
    if any(info.header_offset < 0 for info in archive.infolist()):
        raise zipfile.BadZipFile("a member starts before the file does")


def require_small(archive: zipfile.ZipFile, name: str, advice: str, share: float = 1) -> None:
    """Raise `UnreadableError`, with `advice`, if the members would take more than `share` of the
    limit."""
    size = sum(info.file_size for info in archive.infolist())
    most_unpacked = int(_most_unpacked * share)
    if size > most_unpacked:
        unpacked, most = (
            f"{number / 2**20:,.0f}".replace(",", ".") for number in (size, most_unpacked)
        )
        raise UnreadableError(
            f"«{name}» wordt uitgepakt te groot: {unpacked} MB, en {most} MB mag (uitgepakt_mb "
            f"onder [inlezen] in veiligheidsbeeld.toml). {advice}"
        )
