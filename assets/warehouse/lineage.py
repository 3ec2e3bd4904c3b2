"""Column lineage: the columns that each column of a model is made from, read from the SQL.

For the Dagster screen only: no figure depends on it. It takes a second or two to compute and
changes only with the program, so it is cached in the home under the fingerprint of the program.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from functools import lru_cache

from assets.basis import program
from assets.basis.atomic import clear_leftovers, replacing
from assets.basis.home import Home
from assets.warehouse.models import Query, models

# column -> table and column of every column that it is made from
Lineage = Mapping[str, list[tuple[str, str]]]


def column_lineage(home: Home, columns: Mapping[str, list[str]]) -> dict[str, Lineage]:
    """Model -> its lineage. `columns`: table -> columns, for the tables that no model makes; if
    empty, only a cached lineage is returned."""
    path = home.dagster / f"kolomherkomst-{program.program()[:12]}.json"
    with suppress(OSError, ValueError):  # absent, or damaged: it is worked out again
        return json.loads(path.read_text("utf-8"))
    if not columns:
        return {}
    lineage = lineage_of_models(columns)
    with suppress(OSError):  # it only saves time; two processes may be at it
        for former in home.dagster.glob("kolomherkomst-*.json"):
            former.unlink(missing_ok=True)
        clear_leftovers(home.dagster)
        with replacing(path) as temporary:
            temporary.write_text(json.dumps(lineage), "utf-8")
    return lineage


def lineage_of_models(columns: Mapping[str, list[str]]) -> dict[str, Lineage]:
    """Model -> its lineage, computed once in a process; empty for a model that SQLGlot cannot read.
    `columns`: as in `column_lineage`."""
    return _computed(tuple(sorted((name, tuple(names)) for name, names in columns.items())))


@lru_cache(maxsize=4)
def _computed(columns: tuple[tuple[str, tuple[str, ...]], ...]) -> dict[str, Lineage]:
    from sqlglot.errors import SqlglotError

    known = {table: dict.fromkeys(names, "varchar") for table, names in columns}
    lineages: dict[str, Lineage] = {}
    for query in models():
        lineages[query.name] = {}
        with suppress(SqlglotError):
            lineages[query.name] = _lineage(query, known)
        known[query.name] = dict.fromkeys(lineages[query.name], "varchar")
    return lineages


def _lineage(query: Query, known: Mapping[str, Mapping[str, str]]) -> Lineage:
    """`known`: table -> column -> type, of every table that the query reads."""
    from sqlglot import exp
    from sqlglot.lineage import lineage

    schema = {table: known[table] for table in query.depends_on}
    nodes = lineage(None, query.sql, schema=schema, dialect="duckdb", trim_selects=False)
    return {
        column: sorted(
            {
                (origin.expression.name, origin.name.split(".")[-1])
                for origin in node.walk()
                if isinstance(origin.expression, exp.Table)
            }
        )
        for column, node in nodes.items()
    }
