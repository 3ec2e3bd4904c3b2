"""What verifying a part of a home comes to; and whether a file for readers can be read to its end.

Which files there should be, and with what they are compared, is in the rooms that make them.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from assets.basis.masking import shown

_TEXT = {".csv", ".html", ".txt", ".ttl", ".css", ".svg", ".js"}


@dataclass(frozen=True)
class Verified:
    """A part of a home: how many files were verified, how many of those had no checksum and were
    read instead, and a line for each fault: the name of what is wrong, never a value."""

    part: str
    files: int
    without_checksum: int
    faults: tuple[str, ...]


def readable_files(part: str, root: Path, folder: Path) -> Verified:
    """Read every file beneath a folder to its end; names are given from `root`."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and not _is_hidden(path))
    faults = tuple(
        f"{name_in(root, path)} is niet te lezen" for path in files if not is_readable(path)
    )
    return Verified(part, len(files), len(files), faults)


def is_readable(path: Path) -> bool:
    """Whether a file is whole, as far as its own format tells."""
    try:
        return _READERS.get(path.suffix, _is_filled)(path)
    except (OSError, ValueError, pa.ArrowException, zipfile.BadZipFile):
        return False


def name_in(root: Path, path: Path) -> str:
    """The name of a file from the root of its home, masked."""
    return shown(path.relative_to(root).as_posix())


def merged(part: str, pieces: Iterable[Verified]) -> Verified:
    """Several pieces as one part."""
    every = list(pieces)
    return Verified(
        part,
        sum(piece.files for piece in every),
        sum(piece.without_checksum for piece in every),
        tuple(fault for piece in every for fault in piece.faults),
    )


def _is_hidden(path: Path) -> bool:
    return path.name.startswith(".")


def _is_filled(path: Path) -> bool:
    return bool(path.read_bytes())


def _is_parquet(path: Path) -> bool:
    for _ in pq.ParquetFile(path).iter_batches():  # a part at a time: it may be large
        pass
    return True


def _is_pdf(path: Path) -> bool:
    content = path.read_bytes()
    return content.startswith(b"%PDF-") and b"%%EOF" in content[-1024:]


def _is_workbook(path: Path) -> bool:
    with zipfile.ZipFile(path) as book:
        return book.testzip() is None


def _is_json(path: Path) -> bool:
    return json.loads(path.read_text("utf-8")) is not None


def _is_text(path: Path) -> bool:
    return bool(path.read_text("utf-8"))


_READERS = {
    ".parquet": _is_parquet,
    ".pdf": _is_pdf,
    ".xlsx": _is_workbook,
    ".json": _is_json,
    ".jsonld": _is_json,
    **dict.fromkeys(_TEXT, _is_text),
}
