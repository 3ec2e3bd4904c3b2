"""Making the tables: every model once, in memory, written as Parquet under one mark.

What tables are checked for is in `dbt_like_sql/tests` and `schemas.published`.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass
from graphlib import TopologicalSorter
from itertools import count
from pathlib import Path
from queue import SimpleQueue

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from assets.basis.atomic import clear_leftovers
from assets.basis.checksums import Checksums, State
from assets.basis.errors import AnalystError
from assets.basis.home import Home
from assets.warehouse.inputs import Inputs
from assets.warehouse.lineage import Lineage, column_lineage
from assets.warehouse.loading import load
from assets.warehouse.models import Query, models

MARK = "invoer"
_MEMORY = "1500MB"  # of a database; pandas needs as much beside it
_NUMBERS = count(1)
_AT_ONCE = 2  # models: most are small, so that one alone does not keep two cores busy


@dataclass(frozen=True)
class Table:
    """A table that was made: its columns with DuckDB types, its number of rows, its file, and the
    lineage of its columns."""

    query: Query
    columns: tuple[tuple[str, str], ...]
    rows: int
    path: Path
    lineage: Lineage


def build(
    home: Home, inputs: Inputs, tick: Callable[[int, int], None] = lambda done, total: None
) -> Iterator[Table]:
    """Make every table of `inputs` in `home.tables`: a Parquet file each, with its mark.

    A table is yielded once it is written, while threads make others: DuckDB releases the GIL. If
    all tables exist under this mark, nothing is written.
    """
    clear_leftovers(home.tables)
    with database(home) as connection:
        if is_built(home, inputs.mark):
            lineage = column_lineage(lambda: _loaded(connection, inputs))
            for query in models():
                yield _described(connection, home, query, lineage.get(query.name, {}))
            return
        Checksums(home, home.tables).tidy()
        columns = _loaded(connection, inputs)
        written: SimpleQueue[Query | None] = SimpleQueue()
        with ThreadPoolExecutor(max_workers=1) as scheduler:
            making = scheduler.submit(_make_all, connection, home, inputs.mark, written.put)
            lineage = column_lineage(lambda: columns)
            for done, query in enumerate(iter(written.get, None), start=1):
                tick(done, len(models()))
                yield _described(connection.cursor(), home, query, lineage.get(query.name, {}))
            making.result()


def _loaded(connection: duckdb.DuckDBPyConnection, inputs: Inputs) -> dict[str, list[str]]:
    """Load the tables that the models read; table -> its columns."""
    load(connection, inputs)
    return columns_of(connection)


def _make_all(
    connection: duckdb.DuckDBPyConnection,
    home: Home,
    mark: str,
    tell: Callable[[Query | None], None],
) -> None:
    """Make the table of each model as soon as those it reads are there, a few at a time. `tell` is
    called with each model that is written, and at the end, whatever it is, with None. A table is
    dropped once no model needs it any more: all together take twice the memory."""
    by_name = {query.name: query for query in models()}
    unread = Counter(name for query in by_name.values() for name in query.depends_on)
    order = TopologicalSorter(
        {name: query.depends_on & by_name.keys() for name, query in by_name.items()}
    )
    order.prepare()
    running: dict[Future[None], str] = {}
    try:
        with ThreadPoolExecutor(max_workers=_AT_ONCE) as workers:
            while order.is_active():
                for name in sorted(order.get_ready()):
                    made = workers.submit(_make, connection.cursor(), home, mark, by_name[name])
                    running[made] = name
                for made in wait(running, return_when=FIRST_COMPLETED).done:
                    name = running.pop(made)
                    made.result()
                    order.done(name)
                    tell(by_name[name])
                    _drop_what_was_read(connection.cursor(), by_name[name], unread)
    finally:
        tell(None)


def _drop_what_was_read(
    connection: duckdb.DuckDBPyConnection, made: Query, unread: Counter[str]
) -> None:
    """Drop the tables that no model needs any more after this one. `unread`: table -> the number of
    models that still have to read it."""
    unread.subtract(made.depends_on)
    for name in made.depends_on | {made.name}:
        if not unread[name]:
            connection.execute(f"drop table {name}")


def _make(connection: duckdb.DuckDBPyConnection, home: Home, mark: str, query: Query) -> None:
    """Make the table of a model, and its file."""
    _run(connection, query)
    checks = Checksums(home, home.tables)
    with checks.replacing(home.tables / f"{query.name}.parquet") as temporary:
        connection.execute(
            f"copy {query.name} to {quoted(temporary)} "
            f"(format parquet, kv_metadata {{{MARK}: '{mark}'}})"
        )


def _run(connection: duckdb.DuckDBPyConnection, query: Query) -> None:
    """Make the table of a model. A model that reads a column or table that does not exist is named,
    for whoever wrote it; the message of DuckDB then holds names only, no values."""
    try:
        connection.execute(f"create table {query.name} as {query.sql}")
    except (duckdb.BinderException, duckdb.CatalogException, duckdb.ParserException) as error:
        raise AnalystError(
            f"Het model {query.name} klopt niet: {str(error).splitlines()[0]}. Meld dit aan de "
            "beheerder."
        ) from None


def quoted(value: object) -> str:
    """A text or path as an SQL literal."""
    return "'" + str(value).replace("'", "''") + "'"


def scan(path: Path) -> str:
    """The SQL that reads a Parquet file; a folder such as `peildatum=2019-07-15` is no column."""
    return f"read_parquet({quoted(path)}, hive_partitioning=false)"


def is_built(home: Home, mark: str) -> bool:
    """Whether the table of every model exists, undamaged, made from the inputs of this mark."""
    return _has_marks(home, mark) and not damaged_models(home)


def damaged_models(home: Home) -> list[str]:
    """The tables of models that are not as they were written; see `damaged_tables`."""
    return damaged_tables(home, [query.name for query in models()])


def damaged_tables(home: Home, names: Iterable[str]) -> list[str]:
    """Which of these tables are not as they were written. A table of an earlier version, which has
    no checksum, is not among them."""
    states = Checksums(home, home.tables).states([f"{name}.parquet" for name in names])
    return [Path(name).stem for name, state in states.items() if state is State.DAMAGED]


def _has_marks(home: Home, mark: str) -> bool:
    return all(mark_of(home.tables / f"{query.name}.parquet") == mark for query in models())


def mark_of(path: Path) -> str | None:
    """The mark of the inputs from which a table was made; None if there is no sound file with a
    mark."""
    if not path.exists():
        return None
    try:
        metadata = pq.read_metadata(path).metadata or {}
    except (pa.ArrowException, OSError):  # truncated or damaged
        return None
    mark = metadata.get(MARK.encode())
    return mark.decode() if mark else None


def columns_of(connection: duckdb.DuckDBPyConnection) -> dict[str, list[str]]:
    """Table -> its columns, for the tables in a database."""
    return dict(
        connection.execute(
            "select table_name, list(column_name order by ordinal_position) "
            "from information_schema.columns where table_catalog = current_database() "
            "group by table_name"
        ).fetchall()
    )


def _described(
    connection: duckdb.DuckDBPyConnection, home: Home, query: Query, lineage: Lineage
) -> Table:
    path = home.tables / f"{query.name}.parquet"
    columns = connection.execute(f"describe select * from {scan(path)}").fetchall()
    return Table(
        query,
        tuple((name, kind) for name, kind, *_ in columns),
        pq.read_metadata(path).num_rows,
        path,
        lineage,
    )


@contextmanager
def database(home: Home) -> Iterator[duckdb.DuckDBPyConnection]:
    """A database in memory, for the tables of a home. Rows keep their order: the same input gives
    the same file. What does not fit is kept in the home meanwhile: it is as confidential."""
    spilled = home.tables / f".duckdb-{os.getpid()}-{next(_NUMBERS)}.tmp"
    connection = duckdb.connect(
        config={
            "preserve_insertion_order": True,
            "memory_limit": _MEMORY,
            "temp_directory": str(spilled),  # made if it is needed
        }
    )
    try:
        connection.execute("set global timezone = 'Europe/Amsterdam'")  # of cursors too
        if hasattr(os, "sched_getaffinity"):  # which DuckDB does not look at
            mine = len(os.sched_getaffinity(0))
            connection.execute(f"set threads = least(current_setting('threads'), {mine})")
        yield connection
    finally:
        connection.close()
