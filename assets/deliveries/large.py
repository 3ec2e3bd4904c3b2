"""The rows of a delivery that is too large to hold, made a part at a time.

What must be known of the whole delivery goes with each part: the keys that occurred earlier
(`Occurred`), and what its source looked up beforehand (`Recipe.look`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

import pandas as pd

from assets.deliveries.batch import FAULTS, ROW, WHOLE_ROW, Batch, Occurred, Rows
from assets.deliveries.manifests import Manifest
from assets.deliveries.own_rows import left_out
from assets.deliveries.source import Recipe
from assets.formats.text_table import TextTable
from schemas.staged import ELSEWHERE


def rows_in_parts(
    manifest: Manifest, parts: Callable[[], Iterable[TextTable]], recipe: Recipe
) -> Iterator[Rows]:
    """The outcome of a delivery, part by part. `parts`: its table from the start, at every call."""
    archived = replace(manifest, buiten_gemeente=0)  # the rows that were left out come last
    whole = recipe.look(Batch([(archived, table)]) for table in parts()) if recipe.look else None
    occurred = Occurred()
    numbers = []
    for table in parts():
        if manifest.buiten_gemeente:
            numbers += [table.frame.index.to_numpy(), table.malformed]
        rows = recipe.make(Batch([(archived, table)], occurred, whole))[manifest.levering_id]
        yield rows
    if manifest.buiten_gemeente:
        missing = left_out(numbers, manifest.buiten_gemeente)
        faults = {"rijnummer": missing, "kolom": WHOLE_ROW, "reden": ELSEWHERE, "soort": ROW}
        yield Rows(rows.accepted.iloc[:0], pd.DataFrame(faults).astype(FAULTS))
