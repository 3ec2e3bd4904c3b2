"""What leaves the home of a municipality: the tables and columns of `schemas.region.leaving`, read
from its public file, and inhabitants as CBS publishes them. Nothing else of a home is opened.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import pandas as pd

from assets.basis.home import Home
from assets.warehouse.derived import tables_of
from assets.website.surroundings import inhabitants_of
from schemas.region.leaving import LEAVING

PUBLIC = "openbaar.duckdb"
OF_HOME, OF_OPEN_DATA = "gemeente", "open data"


@dataclass(frozen=True)
class Public:
    """What is public of a municipality. `tables`: name -> rows; `inhabitants`: year -> number."""

    code: str
    name: str
    origin: str
    tables: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    inhabitants: Mapping[int, int] = field(default_factory=dict)


def leaving(home: Path, code: str, name: str) -> Public | None:
    """What leaves a home; None if it has no public file yet."""
    path = home / "publish" / PUBLIC
    if not path.exists():
        return None
    with duckdb.connect(str(path), read_only=True) as connection:
        tables = {
            each.table: connection.execute(
                f"select distinct {', '.join(each.columns)} from {each.table} where {each.only}",
                [code],
            ).df()
            for each in LEAVING
        }
    return Public(code, name, OF_HOME, tables, _inhabitants(home, code))


def _inhabitants(home: Path, code: str) -> dict[int, int]:
    try:
        with tables_of(Home(home, home / "inbox")) as connection:
            found = inhabitants_of(connection, code)
    except duckdb.Error:  # made by an earlier version, or not yet
        return {}
    return {int(year): people for (area, year), people in found.items() if area == code}
