"""Tests of the lineage of columns: every column of a model is traced to columns that exist."""

from __future__ import annotations

import json
from contextlib import closing

import pytest

from assets.warehouse.build import columns_of
from assets.warehouse.lineage import FILE, column_lineage, lineage_of_models, lineage_text
from assets.warehouse.models import Query, models
from pipelines.dictionary import columns_read


@pytest.fixture(scope="module")
def columns(make_world):
    """Table -> columns, of every table, those of the models too."""
    with closing(make_world()) as world:
        return columns_of(world.tables(*(query.name for query in models())).connection)


@pytest.fixture(scope="module")
def lineage(columns):
    made = {query.name for query in models()}
    return lineage_of_models({name: names for name, names in columns.items() if name not in made})


def test_every_column_of_every_model_has_a_lineage(columns, lineage):
    untraced = {
        query.name: set(columns[query.name]) ^ set(lineage[query.name])
        for query in models()
        if set(columns[query.name]) != set(lineage[query.name])
    }
    assert untraced == {}


def test_a_lineage_names_columns_that_its_model_reads(columns, lineage):
    for query in models():
        for origins in lineage[query.name].values():
            for table, column in origins:
                assert table in query.depends_on
                assert column in columns[table]


def test_the_file_of_the_program_is_true(columns, lineage):
    assert FILE.read_text("utf-8") == lineage_text(lineage), "run: python -m pipelines.dictionary"
    assert column_lineage(dict) == json.loads(json.dumps(lineage))
    made = {query.name for query in models()}
    read = {name: names for name, names in columns.items() if name not in made}
    assert columns_read() == read, "what it is made of is known before any delivery"


def test_a_count_comes_from_the_rows_that_are_counted(lineage):
    assert ("stg_rijen", "straat_id") in lineage["int_tellingen"]["straat_id"]
    assert lineage["straatbeeld"]["politie_12m"] == [("int_plaats_thema_maand", "politie_12m")]


def test_models_that_are_not_those_of_the_file_are_read_anew(monkeypatch):
    query = Query("aantallen", "marts", "select code from stg_rijen", "", frozenset({"stg_rijen"}))
    monkeypatch.setattr("assets.warehouse.lineage.models", lambda: (query,))
    found = column_lineage(lambda: {"stg_rijen": ["code", "bron"]})
    assert found == {"aantallen": {"code": [("stg_rijen", "code")]}}


@pytest.mark.parametrize("text", ["{ half", "{}", "<<<<<<< HEAD"])
def test_a_damaged_file_stops_nothing(monkeypatch, tmp_path, text):
    damaged = tmp_path / "kolomherkomst.json"
    damaged.write_text(text)
    for path in (damaged, tmp_path / "weg.json"):
        monkeypatch.setattr("assets.warehouse.lineage.FILE", path)
        monkeypatch.setattr("assets.warehouse.lineage.lineage_of_models", dict.fromkeys)
        assert column_lineage(lambda: {"gelezen": []}) == {"gelezen": None}
