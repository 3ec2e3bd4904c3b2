"""The open data of the sample as others read it: pandas, polars, DuckDB, frictionless and csvw
agree on what each column is, and both descriptions say the same."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import csvw
import duckdb
import frictionless
import pandas as pd
import polars as pl
import pytest

TEXT, WHOLE, NUMBER, DAY, EMPTY = "text", "whole", "number", "day", "empty"
_POLARS = {pl.String: TEXT, pl.Int64: WHOLE, pl.Float64: NUMBER, pl.Date: DAY}
_DUCKDB = {"VARCHAR": TEXT, "BIGINT": WHOLE, "DOUBLE": NUMBER, "DATE": DAY}
_PANDAS = {"string": TEXT, "Int64": WHOLE, "Float64": NUMBER}
_FIELDS = {"string": TEXT, "integer": WHOLE, "number": NUMBER, "date": DAY, "any": EMPTY}
_CSVW = {"string": TEXT, "integer": WHOLE, "double": NUMBER, "date": DAY}
# What a column is described as -> what its values may look like in one file.
_FITS = {TEXT: {TEXT, WHOLE, EMPTY}, NUMBER: {NUMBER, WHOLE, EMPTY}} | {
    WHOLE: {WHOLE, EMPTY},
    DAY: {DAY, EMPTY},
}


@pytest.fixture(scope="module")
def folder(sample_home: Path) -> Path:
    return sample_home / "open_data"


@pytest.fixture(scope="module")
def package(folder: Path) -> dict:
    return json.loads((folder / "datapackage.json").read_text("utf-8"))


def inferred(path: Path) -> dict[str, dict[str, str]]:
    """Reader -> column -> what it takes the column for, without any description."""
    with duckdb.connect() as connection:
        columns = connection.execute(f"describe select * from read_csv('{path}')").fetchall()
    fields = frictionless.describe(str(path)).schema.fields
    pandas = pd.read_csv(path, dtype_backend="numpy_nullable")
    days = {field.name for field in fields if field.type == "date"}
    kinds = {
        "polars": {
            name: _POLARS[kind]
            for name, kind in pl.read_csv(path, try_parse_dates=True).schema.items()
        },
        "duckdb": {name: _DUCKDB[kind] for name, kind, *_ in columns},
        "frictionless": {field.name: _FIELDS[field.type] for field in fields},
        # pandas has no days of its own accord: those that others see, it must be able to parse
        "pandas": {
            name: DAY
            if name in days and pd.to_datetime(column, format="%Y-%m-%d").notna().all()
            else _PANDAS.get(str(column.dtype), EMPTY)
            for name, column in pandas.items()
        },
    }
    empty = {name for name, column in pandas.items() if column.isna().all()}
    return {
        reader: {name: EMPTY if name in empty else kind for name, kind in found.items()}
        for reader, found in kinds.items()
    }


def test_every_reader_takes_each_column_for_the_same_as_described(
    folder: Path, package: dict
) -> None:
    group = csvw.TableGroup.from_file(folder / "csv-metadata.json")
    resources = {resource["path"]: resource for resource in package["resources"]}
    files = sorted(folder.glob("*.csv"))
    assert [path.name for path in files] == sorted(resources)
    assert [path.name for path in files] == sorted(str(table.url) for table in group.tables)
    seen = set()
    for table in group.tables:
        name = str(table.url)
        described = {
            field["name"]: _FIELDS[field["type"]] for field in resources[name]["schema"]["fields"]
        }
        assert described == {
            column.name: _CSVW[column.datatype.base] for column in table.tableSchema.columns
        }
        found = inferred(folder / name)
        for reader, kinds in found.items():
            assert kinds == found["polars"], (name, reader)
        for column, kind in found["polars"].items():
            assert kind in _FITS[described[column]], (name, column)
        seen |= set(found["polars"].values())
    assert seen == {TEXT, WHOLE, NUMBER, DAY, EMPTY}


def test_every_reader_reads_every_row(folder: Path) -> None:
    group = csvw.TableGroup.from_file(folder / "csv-metadata.json")
    for table in group.tables:
        path = folder / str(table.url)
        with duckdb.connect() as connection:
            [(rows,)] = connection.execute(f"select count(*) from read_csv('{path}')").fetchall()
        counts = {
            "pandas": len(pd.read_csv(path)),
            "polars": pl.read_csv(path, try_parse_dates=True).height,
            "duckdb": rows,
            "frictionless": len(frictionless.extract(str(path))[path.stem]),
            "csvw": len(list(table.iterdicts(strict=True))),
        }
        assert set(counts.values()) == {rows}, (path.name, counts)


def test_the_data_package_is_valid_with_its_rows_keys_sizes_and_checksums(folder: Path) -> None:
    report = frictionless.validate(str(folder / "datapackage.json"))
    assert report.valid, report.flatten(["name", "type", "note"])
    assert {task.name for task in report.tasks} == {path.stem for path in folder.glob("*.csv")}


@pytest.mark.parametrize(
    ("file", "old", "new", "fault"),
    [
        ("gebieden.csv", b"WK093500,", b"WK093599,", "foreign-key"),
        ("indicatoren.csv", b"\r\n", b"\n", "byte-count"),
    ],
)
def test_another_file_than_described_is_not_valid(
    folder: Path, tmp_path: Path, file: str, old: bytes, new: bytes, fault: str
) -> None:
    for path in folder.iterdir():
        if path.is_file():
            shutil.copy(path, tmp_path)
    content = (tmp_path / file).read_bytes()
    assert old in content
    (tmp_path / file).write_bytes(content.replace(old, new))
    report = frictionless.validate(str(tmp_path / "datapackage.json"))
    assert fault in {kind for (kind,) in report.flatten(["type"])}


def test_a_file_can_be_read_with_the_types_of_its_description(folder: Path, package: dict) -> None:
    kinds = {"string": pl.String, "integer": pl.Int64, "number": pl.Float64, "date": pl.Date}
    for resource in package["resources"]:
        schema = {field["name"]: kinds[field["type"]] for field in resource["schema"]["fields"]}
        table = pl.read_csv(folder / resource["path"], schema=schema)
        assert dict(table.schema) == schema
        assert table.select(resource["schema"]["primaryKey"]).is_duplicated().sum() == 0
