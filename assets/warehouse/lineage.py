"""Column lineage: the columns that each column of a model is made from, read from the SQL.

For the Dagster screen only: no figure depends on it. Reading it takes as long as making the tables,
so the lineage of the models that come with the program stands beside them in a file. Models that
are not those of the file, of a source that is being added, are read anew.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from contextlib import suppress
from functools import lru_cache

from assets.warehouse.models import SQL, Query, models

# column -> table and column of every column that it is made from
Lineage = Mapping[str, list[tuple[str, str]]]
FILE = SQL / "kolomherkomst.json"


def column_lineage(columns: Mapping[str, list[str]]) -> dict[str, Lineage]:
    """Model -> its lineage. `columns`: table -> columns, for the tables that no model makes; if
    empty, only a lineage that is known is returned."""
    known = _on_file()
    if known is None:
        return lineage_of_models(columns) if columns else {}
    return known


def lineage_text(columns: Mapping[str, list[str]]) -> str:
    """The text of `FILE`, a line for each model. `columns`: as in `column_lineage`."""
    lines = {"modellen": json.dumps(_fingerprint())} | {
        name: json.dumps({column: list(map(list, origins)) for column, origins in each.items()})
        for name, each in lineage_of_models(columns).items()
    }
    return "{\n" + ",\n".join(f'"{name}": {line}' for name, line in lines.items()) + "\n}\n"


def _on_file() -> dict[str, Lineage] | None:
    """The lineage in `FILE`; None if it is of other models."""
    known = json.loads(FILE.read_text("utf-8"))
    return known if known.pop("modellen") == _fingerprint() else None


def _fingerprint() -> str:
    """Of the SQL of the models, which decides their lineage."""
    text = "\n".join(f"{query.name} {query.sql}" for query in models())
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def lineage_of_models(columns: Mapping[str, list[str]]) -> dict[str, Lineage]:
    """Model -> its lineage, read from its SQL, once in a process; empty for a model that SQLGlot
    cannot read. `columns`: as in `column_lineage`."""
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
