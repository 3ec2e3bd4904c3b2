"""Tests of the contracts of the published tables: described, met by the models, and enforced."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

import duckdb
import pandas as pd
import pytest

from assets.basis.home import Home
from assets.reference.tables import Reference
from assets.warehouse.derived import write_table
from assets.warehouse.inputs import gather
from assets.warehouse.loading import load
from assets.warehouse.models import models
from assets.warehouse.publication import contract_faults, publish
from schemas import published
from schemas.configuration import Configuration
from schemas.published import linked, overleg, shared, views, week
from schemas.published.contract import Column, Table
from schemas.validation import validate

MADE = [name for name in published.INTERN if name != "publicatie"]
COLUMN_NAMES = {name for contract in published.TABLES.values() for name in contract.names}
# What a description may name besides columns and tables: values, and the prefix of a setting.
VALUES = {"onbekend", "niet op straatniveau", "te weinig gekoppeld", "politie_open_data", "bij_"}
_VALUES = {
    "VARCHAR": ("x", "str"),
    "BIGINT": (1, "Int64"),
    "INTEGER": (1, "Int64"),
    "DOUBLE": (1.0, "float64"),
    "BOOLEAN": (True, "boolean"),
    "DATE": (pd.Timestamp("2020-01-01"), "datetime64[us]"),
    "TIMESTAMP": (pd.Timestamp("2020-01-01 10:00"), "datetime64[us]"),
}


@pytest.fixture(scope="module")
def empty_models(tmp_path_factory, reference: Reference, make_derived):
    """Every table, built in a home without deliveries."""
    folder = tmp_path_factory.mktemp("leeg")
    inputs = gather(Home(folder, folder), Configuration(), reference)
    with duckdb.connect() as connection:
        load(connection, inputs)
        for query in models():
            connection.execute(f"create table {query.name} as {query.sql}")
        make_derived(connection)
        yield connection


@pytest.mark.parametrize("table", MADE)
def test_a_model_has_the_columns_of_its_contract_in_order_with_their_types(empty_models, table):
    built = [
        (name, kind) for name, kind, *_ in empty_models.execute(f"describe {table}").fetchall()
    ]
    columns = published.table(table).columns
    assert built == [(column.name, column.kind.duckdb) for column in columns]
    assert contract_faults(empty_models, table, table) == []


@pytest.mark.parametrize("table", published.TABLES)
def test_every_table_and_column_is_described(table):
    contract = published.table(table)
    assert contract.description
    assert all(column.meaning for column in contract.columns)
    assert len(set(contract.names)) == len(contract.names)
    assert set(contract.grain) <= set(contract.names)
    # empty also identifies a row: valid since ever; a street in several neighbourhoods
    filled = set(contract.grain) - {"geldig_van"}
    filled -= {"buurtcode"} if table in ("driehoek_hotspots", "straatpatronen") else set()
    assert not any(contract.column(name).nullable for name in filled)


@pytest.mark.parametrize("table", published.TABLES)
def test_a_meaning_names_only_columns_of_its_own_table(table):
    contract = published.table(table)
    for text in (contract.description, *(column.comment for column in contract.columns)):
        assert stray_names(text, contract) == set(), text


def stray_names(text: str, contract: Table) -> set[str]:
    """Names in a text that are neither a column of the contract nor a table.

    A name is a word in backticks or with an underscore, or a side of a minus or a division.
    """
    named = set(re.findall(r"`([^`]+)`", text)) | set(re.findall(r"\w*_\w*", text))
    named |= {
        word
        for pair in re.findall(r"(\w+)`? (?:min|gedeeld door) `?(\w+)", text)
        for word in pair
        if word in COLUMN_NAMES
    }
    return named - set(contract.names) - set(published.TABLES) - VALUES


def test_a_meaning_copied_from_another_table_is_detected():
    contract = published.table("raad_prestaties")
    assert stray_names("nu min vorig_jaar", contract) == {"nu", "vorig_jaar"}
    assert stray_names("`nu` gedeeld door `waarde`", contract) == {"nu"}
    assert stray_names("leeg: zie `politie_status`", contract) == {"politie_status"}
    assert stray_names("`waarde` min `vorige_waarde`", contract) == set()


@pytest.mark.parametrize("file_name", ["intern.duckdb", "openbaar.duckdb"])
def test_the_comments_in_a_publication_are_those_of_the_contract(tmp_path, file_name):
    home = Home(tmp_path, tmp_path)
    names = {name: name for name in published.INTERN}
    names = names if file_name == "intern.duckdb" else published.OPENBAAR
    for table in names.values():
        write_table(home, table, pd.DataFrame(columns=list(published.table(table).names)), "merk")
    publish(home, file_name, names, "merk", "GM0935", "2020-07-08", "v1.0.0")
    with duckdb.connect(str(home.publish / file_name), read_only=True) as connection:
        tables = dict(
            connection.execute("select table_name, comment from duckdb_tables()").fetchall()
        )
        columns = connection.execute(
            "select table_name, column_name, comment from duckdb_columns() where not internal "
            "order by table_name, column_index"
        ).fetchall()
    contracts = {name: published.table(table) for name, table in sorted(names.items())}
    assert tables == {name: contract.description for name, contract in contracts.items()}
    assert columns == [
        (name, column.name, column.comment)
        for name, contract in contracts.items()
        for column in contract.columns
    ]


def test_a_column_that_means_the_same_in_many_tables_is_described_once():
    tables = defaultdict(list)
    for contract in published.TABLES.values():
        for column in contract.columns:
            tables[column.name, column.comment].append(contract.name)
    constants = {
        (column.name, column.comment)
        for module in (linked, overleg, shared, views, week)
        for column in vars(module).values()
        if isinstance(column, Column)
    }
    repeated = {described for described, names in tables.items() if len(names) > 1}
    assert repeated - constants == set()
    assert constants - set(tables) == set(), "nobody uses these"


def test_public_tables_have_no_streets_cases_or_neighbourhood_codes():
    assert set(published.OPENBAAR.values()) & set(published.INTERN) == {"publicatie"}
    forbidden = {"straat_id", "straatnaam", "buurtcode", "registratie_sleutel", "melding_sleutel"}
    for table in published.OPENBAAR.values():
        assert not forbidden & set(published.table(table).names)


def _column(table: str, name: str, rows: int, empty: bool = False) -> pd.Series:
    value, kind = _VALUES[published.table(table).column(name).kind.duckdb]
    return pd.Series([None if empty else value] * rows, dtype=kind)


def _frame(table: str, rows: int = 1) -> pd.DataFrame:
    return pd.DataFrame({name: _column(table, name, rows) for name in published.table(table).names})


def _emptied(table: str, names: Sequence[str]) -> pd.DataFrame:
    return _frame(table).assign(**{name: _column(table, name, 1, empty=True) for name in names})


@pytest.mark.dear
@pytest.mark.parametrize("table", published.INTERN)
def test_a_contract_accepts_valid_and_empty_frames_and_detects_each_fault(table):
    contract = published.product(table)
    whole = validate(contract, _frame(table))
    assert (whole.structural, len(whole.valid)) == ((), 1)
    assert validate(contract, _frame(table, 0)).structural == ()
    double = validate(contract, _frame(table, 2))
    assert double.structural or len(double.rejected)
    assert validate(contract, _frame(table).assign(extra="x")).structural
    assert validate(contract, _frame(table)[list(contract.columns)[::-1]]).structural
    may_be_empty = [name for name, column in contract.columns.items() if column.nullable]
    must_be_filled = [name for name in contract.columns if name not in may_be_empty]
    assert len(validate(contract, _emptied(table, may_be_empty)).valid) == 1
    refused = validate(contract, _emptied(table, must_be_filled)).rejected
    assert sorted(refused["column"]) == sorted(must_be_filled)
    assert validate(contract, _frame(table).drop(columns=must_be_filled[-1])).structural


def test_each_kind_of_fault_is_detected_before_publication():
    with duckdb.connect() as connection:
        good = (
            "select 'x' as thema, 'X' as themanaam, true as is_overlast, true as telt_politie, "
            "true as telt_melddesk, 1::integer as volgorde, null::varchar as onder"
        )
        broken = {
            "good": (good, 0),
            "type": (good.replace("1::integer", "1::bigint"), 1),
            "missing": (good.replace(", 1::integer as volgorde", ""), 1),
            "renamed": (good.replace("as themanaam", "as naam"), 1),
            "empty": (good.replace("'X' as", "null::varchar as"), 1),
            "double": (f"{good} union all {good}", 1),
        }
        for name, (sql, faults) in broken.items():
            connection.execute(f"create table {name} as {sql}")
            assert len(contract_faults(connection, "themas", name)) == faults, name
