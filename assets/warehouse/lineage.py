"""From which columns each column of a model is made, read from the SQL of the models.

For the Dagster screen only: no figure depends on it. It takes a second or two to work out and
changes with the program alone, so it is kept in the home under the fingerprint of the program.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from assets.basis import program
from assets.basis.atomic import replacing
from assets.basis.home import Home
from assets.warehouse.models import models

# column -> (table, column) of every column that it is made from
Lineage = Mapping[str, list[tuple[str, str]]]


def column_lineage(home: Home, columns: Mapping[str, list[str]]) -> dict[str, Lineage]:
    """Model -> its lineage. `columns`: table -> columns, of the tables that no model makes; without
    any, only what was kept is given."""
    path = home.dagster / f"kolomherkomst-{program.program()[:12]}.json"
    if path.exists():
        return json.loads(path.read_text("utf-8"))
    if not columns:
        return {}
    lineage = lineage_of_models(columns)
    for former in home.dagster.glob("kolomherkomst-*.json"):
        former.unlink()
    with replacing(path) as temporary:
        temporary.write_text(json.dumps(lineage), "utf-8")
    return lineage


def lineage_of_models(columns: Mapping[str, list[str]]) -> dict[str, Lineage]:
    """Model -> its lineage, worked out anew. `columns`: as of `column_lineage`."""
    from sqlglot import exp
    from sqlglot.lineage import lineage

    known = {table: dict.fromkeys(names, "varchar") for table, names in columns.items()}
    found: dict[str, Lineage] = {}
    for query in models():
        schema = {table: known[table] for table in query.depends_on}
        nodes = lineage(None, query.sql, schema=schema, dialect="duckdb", trim_selects=False)
        found[query.name] = {
            column: sorted(
                {
                    (origin.expression.name, origin.name.split(".")[-1])
                    for origin in node.walk()
                    if isinstance(origin.expression, exp.Table)
                }
            )
            for column, node in nodes.items()
        }
        known[query.name] = dict.fromkeys(found[query.name], "varchar")
    return found
