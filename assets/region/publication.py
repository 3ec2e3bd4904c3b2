"""regio.duckdb: written beside the one that is there, held to its contract, and swapped whole."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import duckdb
import pandas as pd

from assets.basis.atomic import replacing
from assets.basis.errors import AnalystError
from assets.basis.program import mark
from assets.warehouse.build import quoted
from schemas.region.tables import TABLES

FILE = "regio.duckdb"
_STORAGE = "v1.0.0"  # opens in every DuckDB client since 1.0


def publish_region(folder: Path, tables: Mapping[str, pd.DataFrame]) -> bool:
    """Write the tables as `folder / FILE`; False if the file that is there says the same."""
    made_of = mark([(name, _content(frame)) for name, frame in sorted(tables.items())])
    path = folder / FILE
    if _mark_of(path) == made_of:
        return False
    with replacing(path, durable=True) as temporary:
        _write(temporary, tables, made_of)
    return True


def _content(frame: pd.DataFrame) -> str:
    return frame.to_csv(index=False)


def _mark_of(path: Path) -> str | None:
    if not path.exists():
        return None
    try:
        with duckdb.connect(str(path), read_only=True) as connection:
            return connection.execute("select vingerafdruk from publicatie").fetchone()[0]
    except duckdb.Error:
        return None


def _write(path: Path, tables: Mapping[str, pd.DataFrame], made_of: str) -> None:
    with duckdb.connect() as connection:
        connection.execute(f"attach {quoted(path)} as doel (storage_version {quoted(_STORAGE)})")
        for name, contract in TABLES.items():
            connection.register("_frame", tables[name])
            columns = ", ".join(
                f"cast({column.name} as {column.kind.duckdb}) as {column.name}"
                for column in contract.columns
            )
            connection.execute(f"create table doel.{name} as select {columns} from _frame")
            connection.unregister("_frame")
            _require_contract(connection, name)
            connection.execute(f"comment on table doel.{name} is {quoted(contract.description)}")
            for column in contract.columns:
                connection.execute(
                    f"comment on column doel.{name}.{column.name} is {quoted(column.comment)}"
                )
        connection.execute("create table doel.publicatie as select ? as vingerafdruk", [made_of])
        connection.execute("checkpoint doel")
        connection.execute("detach doel")


def _require_contract(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    contract = TABLES[name]
    filled = [column.name for column in contract.columns if not column.nullable]
    empty = " or ".join(f"{column} is null" for column in filled)
    grain = ", ".join(contract.grain)
    faults = connection.execute(
        f"select (select count(*) from doel.{name} where {empty}) + (select count(*) from "
        f"(select 1 from doel.{name} group by {grain} having count(*) > 1))"
    ).fetchone()[0]
    if faults:
        raise AnalystError(
            f"{FILE} is niet vernieuwd: {name} is niet volgens haar contract. Meld dit aan de "
            "beheerder."
        )
