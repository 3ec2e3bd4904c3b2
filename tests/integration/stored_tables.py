"""Small tables with the columns of their contract, as the warehouse leaves them in a home."""

from __future__ import annotations

import duckdb

from assets.basis.home import Home
from schemas import published


def store(home: Home, mark: str, table: str, rows: int | str, **values: str) -> None:
    """A table made of the inputs of this `mark`. `rows`: how many, or a relation. `values`: column
    -> SQL, in which `i` is the number of the row; any other column is empty."""
    relation = rows if isinstance(rows, str) else f"range({rows}) as t(i)"
    columns = ", ".join(
        f"{values.get(column.name, 'null')}::{column.kind.duckdb} as {column.name}"
        for column in published.table(table).columns
    )
    with duckdb.connect() as connection:
        connection.execute(
            f"copy (select {columns} from {relation}) to '{home.tables}/{table}.parquet' "
            f"(format parquet, kv_metadata {{invoer: '{mark}'}})"
        )
