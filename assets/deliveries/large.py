"""Staging a delivery that is too large to hold: its rows are made a part at a time, and written to
one file.

What must be known of the whole delivery goes with each part: the numbers that occurred earlier
(`Seen`), and what its source looked up beforehand (`Recipe.look`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from assets.basis.atomic import replacing
from assets.deliveries.batch import Batch, Seen, refused_rows, require_conserved
from assets.deliveries.manifests import Manifest
from assets.deliveries.source import Recipe
from assets.formats.text_table import TextTable


def stage_large(
    manifest: Manifest,
    parts: Callable[[], Iterable[TextTable]],
    recipe: Recipe,
    accepted: Path,
    faults: Path,
) -> None:
    """Write the rows of a delivery to `accepted` and its faults to `faults`: both or neither, the
    faults first. `parts`: its table from the start, at every call.

    Raises `AnalystError` unless rows read = rows accepted + rows refused.
    """
    whole = recipe.look(Batch([(manifest, table)]) for table in parts()) if recipe.look else None
    seen = Seen()
    taken = refused = 0
    # The last file to be opened is the first to be put in its place.
    with (
        replacing(accepted) as accepted_file,
        replacing(faults) as faults_file,
        _parquet(accepted_file) as write_rows,
        _parquet(faults_file) as write_faults,
    ):
        for table in parts():
            rows = recipe.make(Batch([(manifest, table)], seen, whole))[manifest.levering_id]
            write_rows(rows.accepted)
            write_faults(rows.faults)
            taken += len(rows.accepted)
            refused += refused_rows(rows)
        require_conserved(manifest, taken, refused)


@contextmanager
def _parquet(path: Path) -> Iterator[Callable[[pd.DataFrame], None]]:
    """Write frames with the same columns to one Parquet file, as `DataFrame.to_parquet` would."""
    writer: pq.ParquetWriter | None = None

    def write(frame: pd.DataFrame) -> None:
        nonlocal writer
        schema = None if writer is None else writer.schema
        table = pa.Table.from_pandas(frame, schema, preserve_index=False)
        if writer is None:
            writer = pq.ParquetWriter(path, table.schema)
        writer.write_table(table)

    try:
        yield write
    finally:
        if writer is not None:
            writer.close()
