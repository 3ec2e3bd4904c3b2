"""The tables of a home, each opened when a query first names it."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pandas as pd
import pytest

from assets.basis.home import Home
from assets.warehouse.derived import tables_of


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """Two sound tables, and one of which the file is damaged."""
    home = Home(tmp_path, tmp_path)
    for name, value in (("straten", 1), ("straten_oud", 2)):
        path = home.tables / f"{name}.parquet"
        duckdb.execute(f"copy (select {value} as a) to '{path}' (format parquet)")
    (home.tables / "buurten.parquet").write_bytes(b"niet heel")
    return home


def test_a_table_is_opened_when_it_is_named_and_no_other(home: Home) -> None:
    with tables_of(home) as tables:
        assert tables.names == {"straten", "straten_oud", "buurten"}
        opened = "select view_name from duckdb_views() where not internal order by 1"
        assert tables.execute(opened).fetchall() == []
        assert tables.execute("select a from straten").fetchall() == [(1,)]
        assert tables.execute("select a + ? from straten", [5]).fetchall() == [(6,)]
        assert tables.execute(opened).fetchall() == [("straten",)]
        both = "select straten.a, oud.a from straten, straten_oud as oud"
        assert tables.execute(both).fetchall() == [(1, 2)]


def test_a_damaged_table_is_named_each_time_it_is_asked(home: Home) -> None:
    with tables_of(home) as tables:
        for _ in range(2):
            with pytest.raises(duckdb.Error, match="buurten"):
                tables.execute("select * from buurten")
        assert tables.execute("select a from straten").fetchall() == [(1,)]


def test_a_table_that_is_registered_or_replaced_is_asked_as_it_is_now(home: Home) -> None:
    with tables_of(home) as tables:
        tables.register("nieuw", pd.DataFrame({"a": [7]}))
        assert tables.execute("select a from nieuw").fetchall() == [(7,)]
        tables.execute("create or replace view straten as select a from nieuw")
        assert tables.execute("select a from straten").fetchall() == [(7,)]
        tables.unregister("nieuw")
        with pytest.raises(duckdb.Error):
            tables.execute("select a from nieuw")
