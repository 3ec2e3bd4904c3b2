"""Reading a delivery back from the archive. This runs where files are opened (`reader`), so it
writes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from pathlib import Path

from assets.basis.errors import UnreadableError
from assets.basis.naming import renamed
from assets.deliveries.manifests import Manifest
from assets.formats.reading import read_parts
from assets.formats.text_table import TextTable
from schemas.layout import Layout


def read_back(raw: Path, manifest: Manifest, layout: Layout) -> Iterator[TextTable]:
    """The table of a delivery in parts, as `read_parts` gives it.

    If the headers in the settings have changed, those by which the delivery was recognised are
    used. The labels of a table that is laid out for people always come from the manifest. An error
    names the file as it may be shown.
    """
    layout = replace(layout, labels=tuple(sorted(manifest.opschriften.items())))
    former = layout.with_headers({header: name for name, header in manifest.velden.items()})
    parts = read_parts(raw, [layout], manifest.bestandsnaam)
    try:
        first = next(parts)
    except UnreadableError:
        parts = read_parts(raw, [former], manifest.bestandsnaam)
        try:
            first = next(parts)
        except UnreadableError as reason:
            message = renamed(str(reason), manifest.bestandsnaam, manifest.public_name())
            raise UnreadableError(message) from None
    yield from chain([first], parts)
