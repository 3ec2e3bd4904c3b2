"""Removing what came for all municipalities after its term: only the file as it was delivered. Its
manifest stays, and each municipality keeps its own part under terms of its own.

Which term applies is a setting of the region.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from functools import partial
from pathlib import Path

from assets.basis.atomic import replacing
from assets.basis.home import Home
from assets.basis.removal import Removal
from assets.deliveries.source import Kind
from assets.region.archive import Whole, raw_file, removal_note, was_removed, wholes
from assets.sources.registry import of_kind

KIND = "leveringen"


def outdated_wholes(
    home: Home, members: Mapping[str, Path], until: date
) -> tuple[list[Removal], list[Whole]]:
    """The deliveries with rows that came on `until` or before and whose file is still there: those
    to remove, and those that must wait, as not every municipality has archived its part.

    `members`: code -> the home of each municipality. Open data and surveys stay: they are public,
    and every roll-up of the country is made of them.
    """
    of_rows = {source.name for source in of_kind(Kind.ROWS)}
    removals, waiting = [], []
    for whole in wholes(home):
        came = date.fromisoformat(whole.ontvangen_op[:10])
        if whole.bron not in of_rows or came > until or was_removed(home, whole):
            continue
        if not all(
            (members[code] / "archive" / whole.bron / sha).is_dir()
            for code, parts in whole.delen_sha256.items()
            if code in members
            for sha in parts
        ):
            waiting.append(whole)
            continue
        raw = raw_file(home, whole)
        size = raw.stat().st_size if raw.exists() else 0
        removals.append(Removal(KIND, whole.sha256, came, size, partial(_remove, home, whole)))
    return removals, waiting


def _remove(home: Home, whole: Whole) -> None:
    """Note that the file goes, then remove it: without both it is damaged."""
    with replacing(removal_note(home, whole), durable=True) as temporary:
        temporary.write_text(json.dumps({"sha256": whole.sha256}), "utf-8")
    raw_file(home, whole).unlink(missing_ok=True)
