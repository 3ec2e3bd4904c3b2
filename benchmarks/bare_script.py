"""The least that any program must do on the same deliveries: read every file with the same
libraries, and run the same SQL. No archive, no contract, no linking, no check, no publication.

Started by `benchmarks.main_job` with a home that a run has filled, for the staged rows.
"""

import sys
from io import BytesIO
from pathlib import Path

import duckdb
import pandas as pd
from python_calamine import CalamineWorkbook


def read_all(inbox: Path) -> int:
    """Every sheet and every CSV as a frame of text; the number of rows."""
    rows = 0
    for path in sorted(inbox.rglob("*")):
        if path.suffix == ".xlsx":
            book = CalamineWorkbook.from_filelike(BytesIO(path.read_bytes()))
            for sheet in book.sheet_names:
                cells = book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
                rows += len(pd.DataFrame(cells[1:], columns=cells[0] or None).astype("str"))
        elif path.suffix == ".csv" and path.stat().st_size:
            content = path.read_bytes()
            try:
                text = content.decode("utf-8-sig")
            except UnicodeDecodeError:
                text = content.decode("cp1252")
            separator = max(";,", key=text[:500].count)
            frame = pd.read_csv(
                BytesIO(text.encode()), sep=separator, dtype="str", keep_default_na=False
            )
            rows += len(frame)
    return rows


def run_sql(home: Path, inbox: Path) -> int:
    """Every model, in order, in memory; the number of rows made."""
    from assets.basis.home import Home
    from assets.reference.tables import load_reference
    from assets.warehouse.inputs import gather
    from assets.warehouse.loading import load
    from assets.warehouse.models import models
    from schemas.configuration import Configuration

    configuration = Configuration()
    inputs = gather(Home(home, inbox), configuration, load_reference(configuration))
    with duckdb.connect() as connection:
        load(connection, inputs)
        made = 0
        for query in models():
            connection.execute(f"create table {query.name} as {query.sql}")
            made += connection.execute(f"select count(*) from {query.name}").fetchone()[0]
    return made


if __name__ == "__main__":
    print(read_all(Path(sys.argv[2])), run_sql(Path(sys.argv[1]), Path(sys.argv[2])))
