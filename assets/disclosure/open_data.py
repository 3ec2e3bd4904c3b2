"""The public figures as files that other software reads.

In this version only what the municipality itself publishes: figures of the whole municipality.
Nothing by street or neighbourhood, no registration, no report.
"""

from __future__ import annotations

from pathlib import Path

import duckdb

from assets.deliveries.atomic import write_if_changed
from assets.deliveries.home import Home
from assets.warehouse.build import scan


def write_open_data(home: Home) -> tuple[Path, bool]:
    """`open_data/feiten_en_cijfers.csv` (UTF-8, comma); True where it changed."""
    target = home.product("open_data") / "feiten_en_cijfers.csv"
    with duckdb.connect() as connection:
        table = connection.sql(
            f"select * from {scan(home.tables / 'openbare_feiten_en_cijfers.parquet')}"
        ).to_arrow_table()
    frame = table.to_pandas()
    content = frame.to_csv(index=False, lineterminator="\n").encode()
    return target, write_if_changed(target, content)
