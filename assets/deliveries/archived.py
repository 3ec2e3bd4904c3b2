"""Reading a delivery back from the archive, whole or in parts.

These functions run where files are opened (`reader`), so they write nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from assets.basis.errors import UnreadableError
from assets.deliveries.manifests import Manifest
from assets.formats.reading import read_delivery, read_parts
from assets.formats.text_table import TextTable
from schemas.layout import Layout


def read_back(raw: Path, manifest: Manifest, layout: Layout) -> TextTable:
    """The table of a delivery. If the settings name other headers by now, those by which it was
    recognised are used."""
    try:
        return read_delivery(raw, [layout], manifest.bestandsnaam)
    except UnreadableError:
        return read_delivery(raw, [_former(manifest, layout)], manifest.bestandsnaam)


def read_back_in_parts(raw: Path, manifest: Manifest, layout: Layout) -> Iterator[TextTable]:
    """The same table, in parts of at most `PART` rows, at least one."""
    parts = read_parts(raw, [layout], manifest.bestandsnaam)
    try:
        first = next(parts)
    except UnreadableError:
        parts = read_parts(raw, [_former(manifest, layout)], manifest.bestandsnaam)
        first = next(parts)
    yield first
    yield from parts


def _former(manifest: Manifest, layout: Layout) -> Layout:
    return layout.with_headers({header: name for name, header in manifest.velden.items()})
