"""The description of the CSV files for programs: CSV on the Web, `csv-metadata.json`.

The descriptions of columns come from the contracts (`schemas.published`), not from here. Another
standard says the same: `datapackage`.
"""

from __future__ import annotations

import json

from assets.disclosure.publish.edition import Edition
from assets.disclosure.publish.public_files import FIGURES, NEW, REVISIONS, Table
from schemas import published
from schemas.public import MARKS

FILE = "csv-metadata.json"  # the name that CSV on the Web looks for beside a file

_TYPES = {
    "VARCHAR": "string",
    "BIGINT": "integer",
    "INTEGER": "integer",
    "DOUBLE": "double",
    "DATE": {"base": "date", "format": "yyyy-MM-dd"},
}
# column of the figures: the file that lists its codes
CODE_LISTS = {"indicator_id": "indicatoren.csv", "gebied_code": "gebieden.csv"}
_MARK_COLUMNS = {"teken", "oud_teken", "nieuw_teken"}


def describe_tables(
    edition: Edition, tables: tuple[Table, ...], title: str, publisher: str, licence: str
) -> bytes:
    """`csv-metadata.json` of an edition. `publisher`: its name; `licence`: its address."""
    group = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "nl"}],
        "dc:title": f"{title}, uitgave {edition.number}",
        "dc:publisher": publisher,
        "dc:license": {"@id": licence},
        "dc:language": "nl",
        "dc:issued": {"@value": f"{edition.published:%Y-%m-%d}", "@type": "xsd:date"},
        "dialect": {
            "delimiter": ",",
            "quoteChar": '"',
            "doubleQuote": True,
            "header": True,
            "encoding": "utf-8",
            "lineTerminators": ["\r\n"],
        },
        "tables": [_table(table) for table in tables],
    }
    return (json.dumps(group, indent=2, ensure_ascii=False) + "\n").encode()


def _table(table: Table) -> dict:
    contract = published.table(table.contract)
    schema = {
        "columns": [_column(table, name) for name in contract.names],
        "primaryKey": list(contract.grain),
    }
    if table.contract == FIGURES:
        schema["foreignKeys"] = [
            {"columnReference": name, "reference": {"resource": file, "columnReference": name}}
            for name, file in CODE_LISTS.items()
        ]
    return {
        "url": table.file,
        "dc:title": table.title,
        "dc:description": described(table),
        "tableSchema": schema,
    }


def described(table: Table) -> str:
    """What a file holds, and what a row of it is."""
    return f"{table.description}. {published.table(table.contract).description}."


def meaning(table: Table, name: str) -> str:
    """What a column means, as in its contract, with the marks that may be in it."""
    if table.contract == REVISIONS and name == "soort":
        return (
            f"Wat er anders is: herzien, status, alsnog geheim, alsnog openbaar, vervallen of {NEW}"
        )
    comment = published.table(table.contract).column(name).comment
    if name not in _MARK_COLUMNS:
        return comment
    return f"{comment}. " + "; ".join(f"{mark} {text}" for mark, text in MARKS.items())


def _column(table: Table, name: str) -> dict:
    contract = published.table(table.contract)
    column = contract.column(name)
    return {
        "name": name,
        "titles": name,
        "dc:description": meaning(table, name),
        "datatype": _TYPES[column.kind.duckdb],
        "null": "",
        "required": name in contract.grain,
    }
