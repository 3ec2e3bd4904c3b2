"""Tests of the lineage of columns: every column of a model is traced to columns that exist."""

from __future__ import annotations

import json
from contextlib import closing

import pytest

from assets.warehouse.build import columns_of, prepare_lineage
from assets.warehouse.lineage import column_lineage, lineage_of_models
from assets.warehouse.models import models
from schemas.configuration import Configuration


@pytest.fixture(scope="module")
def columns(make_world):
    """Table -> columns, of every table, those of the models too."""
    with closing(make_world()) as world:
        found = columns_of(world.tables(*(query.name for query in models())).connection)
    return {name: list(dict.fromkeys(names)) for name, names in found.items()}


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


def test_it_is_the_same_before_any_delivery(home, columns):
    prepare_lineage(home, Configuration())
    made = {query.name for query in models()}
    prepared = column_lineage(home, {})
    sources = {name: names for name, names in columns.items() if name not in made}
    assert prepared == json.loads(json.dumps(lineage_of_models(sources)))


def test_a_count_comes_from_the_rows_that_are_counted(lineage):
    assert ("stg_rijen", "straat_id") in lineage["int_tellingen"]["straat_id"]
    assert lineage["straatbeeld"]["politie_12m"] == [("int_plaats_thema_maand", "politie_12m")]


def test_it_is_kept_with_the_program_and_made_again_where_it_is_damaged(home, columns):
    made = {query.name for query in models()}
    sources = {name: names for name, names in columns.items() if name not in made}
    assert column_lineage(home, {}) == {}
    first = column_lineage(home, sources)
    [path] = home.dagster.glob("kolomherkomst-*.json")
    assert column_lineage(home, {}).keys() == first.keys()
    path.write_text("{ half", "utf-8")
    assert column_lineage(home, sources).keys() == first.keys()
