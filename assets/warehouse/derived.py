"""Reading the tables of the models, and writing the tables that later rooms derive from them in
Python, under the same mark. The content of such a table does not belong here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import duckdb
import pandas as pd

from assets.basis.checksums import Checksums
from assets.basis.home import Home
from assets.warehouse.build import MARK, database, quoted, scan
from schemas import published

_WORD = re.compile(r"\w+")


class Tables:
    """The tables of a home, each a view of one connection, to be asked as a connection is. A table
    is opened when a query first names it: there are more than a hundred."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, paths: Iterable[Path]) -> None:
        self._connection = connection
        self._unopened = {path.stem: path for path in paths}
        self.names = frozenset(self._unopened)
        self.register, self.unregister = connection.register, connection.unregister

    def execute(self, query: str, *parameters: object) -> duckdb.DuckDBPyConnection:
        """As `duckdb.DuckDBPyConnection.execute`."""
        for name in self._unopened.keys() & set(_WORD.findall(query)):
            rows = scan(self._unopened[name])
            self._connection.execute(f"create view {name} as select * from {rows}")
            del self._unopened[name]
        return self._connection.execute(query, *parameters)


@contextmanager
def tables_of(home: Home) -> Iterator[Tables]:
    """The tables of `home` that are there now."""
    with database(home) as connection:
        yield Tables(connection, home.tables.glob("*.parquet"))


@cache
def _writer() -> duckdb.DuckDBPyConnection:
    """A database without tables, for every table that is written: opening one for each takes longer
    than writing most of them. Rows keep their order."""
    return duckdb.connect(config={"preserve_insertion_order": True})


def as_contract(name: str) -> str:
    """The select list of a table's contract: its columns in order, cast to their types."""
    return ", ".join(
        f"cast({column.name} as {column.kind.duckdb}) as {column.name}"
        for column in published.table(name).columns
    )


def write_table(home: Home, name: str, frame: pd.DataFrame, mark: str) -> None:
    """Write a published table as Parquet: the columns of its contract, in order, with their types.

    Raises KeyError for a missing column; the rest of the contract is checked at publication.
    """
    with _writer().cursor() as connection:
        connection.register("_frame", frame[list(published.table(name).names)])
        checks = Checksums(home, home.tables)
        with checks.replacing(home.tables / f"{name}.parquet") as temporary:
            connection.execute(
                f"copy (select {as_contract(name)} from _frame) to {quoted(temporary)} "
                f"(format parquet, kv_metadata {{{MARK}: '{mark}'}})"
            )
