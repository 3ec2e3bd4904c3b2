"""Column lineage: the columns that each column of a model is made from, read from the SQL.

For the Dagster screen only: no figure depends on it. Reading it takes as long as making the tables,
so the lineage of the models that come with the program stands beside them in a file. That of other
models, of a source that is being added, is read anew in every run.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from contextlib import suppress

from assets.warehouse.models import SQL, Query, models

# column -> table and column of every column that it is made from
Lineage = Mapping[str, list[tuple[str, str]]]
Columns = Mapping[str, list[str]]  # of each table
FILE = SQL / "kolomherkomst.json"


def column_lineage(columns: Callable[[], Columns]) -> dict[str, Lineage]:
    """Model -> its lineage. `columns`: gives those of the tables that no model makes, if they are
    needed."""
    known = _on_file()
    return lineage_of_models(columns()) if known is None else known


def lineage_text(lineage: Mapping[str, Lineage]) -> str:
    """The text of `FILE`, a line for each model."""
    lines = {"modellen": json.dumps(_fingerprint())} | {
        name: json.dumps({column: list(map(list, origins)) for column, origins in each.items()})
        for name, each in lineage.items()
    }
    return "{\n" + ",\n".join(f'"{name}": {line}' for name, line in lines.items()) + "\n}\n"


def _on_file() -> dict[str, Lineage] | None:
    """The lineage in `FILE`; None if it is of other models, or damaged."""
    with suppress(OSError, ValueError, KeyError):
        known = json.loads(FILE.read_text("utf-8"))
        return known if known.pop("modellen") == _fingerprint() else None
    return None


def _fingerprint() -> str:
    """Of the SQL of the models. The columns that they read and SQLGlot decide their lineage too: a
    test compares the file with them."""
    text = "\n".join(f"{query.name} {query.sql}" for query in models())
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def lineage_of_models(columns: Columns) -> dict[str, Lineage]:
    """Model -> its lineage, read from its SQL; empty for a model that SQLGlot cannot read.
    `columns`: of the tables that no model makes."""
    from sqlglot.errors import SqlglotError

    known = {table: dict.fromkeys(names, "varchar") for table, names in columns.items()}
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
