"""Entries that were saved and that no publication has yet: they are in the inbox.

Saving one is the only thing that the dashboard writes, beside the access log.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from functools import lru_cache
from pathlib import Path

import pandas as pd

from schemas.entry import HEADER, read_entry

_PATTERN = "*/duiding-*.csv"


def waiting(inbox: Path, taken_in: Collection[str]) -> pd.DataFrame:
    """The entries in the inbox that are not among the deliveries `taken_in` (their sha256), the
    newest first; a column for each header of an entry."""
    found = [
        cells
        for path in sorted(inbox.glob(_PATTERN), reverse=True)
        if (entry := _read(path, path.stat().st_mtime_ns)) is not None
        for mark, cells in (entry,)
        if mark not in taken_in
    ]
    return pd.DataFrame(found, columns=list(HEADER), dtype="str")


@lru_cache(maxsize=4096)
def _read(path: Path, changed: int) -> tuple[str, dict[str, str]] | None:
    """sha256 and cells of a file; None for a file that is no entry of the form."""
    content = path.read_bytes()
    try:
        return hashlib.sha256(content).hexdigest(), read_entry(content)
    except ValueError:
        return None
