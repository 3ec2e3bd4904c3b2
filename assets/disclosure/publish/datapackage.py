"""The description of the CSV files for programs that read Data Packages: `datapackage.json`.

It says the same as `metadata`, in another standard (Data Package 2.0, Table Schema): titles and
meanings come from there and from the contracts, not from here.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

from assets.disclosure.publish.edition import Edition
from assets.disclosure.publish.metadata import CODE_LISTS, described, meaning
from assets.disclosure.publish.public_files import FIGURES, Table
from assets.disclosure.publish.publisher import LICENCES, Publisher
from schemas import published

FILE = "datapackage.json"  # the name that the standard gives it

_TYPES = {
    "VARCHAR": "string",
    "BIGINT": "integer",
    "INTEGER": "integer",
    "DOUBLE": "number",
    "DATE": "date",
}


def describe_package(
    edition: Edition, tables: tuple[Table, ...], data: Mapping[str, bytes], publisher: Publisher
) -> bytes:
    """`datapackage.json` of an edition. `data`: file -> content."""
    title, address = LICENCES[publisher.licence]
    package = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": f"openbare-cijfers-{edition.municipality_code.lower()}",
        "title": f"{publisher.title}, uitgave {edition.number}",
        "description": publisher.description,
        "version": edition.number,
        "created": f"{edition.published:%Y-%m-%d}T00:00:00Z",
        "licenses": [{"name": publisher.licence, "path": address, "title": title}],
        "contributors": [{"title": publisher.name, "roles": ["publisher"]}],
        "resources": [_resource(table, data[table.file]) for table in tables],
    }
    return (json.dumps(package, indent=2, ensure_ascii=False) + "\n").encode()


def _name(file: str) -> str:
    return file.removesuffix(".csv")


def _resource(table: Table, content: bytes) -> dict:
    return {
        "$schema": "https://datapackage.org/profiles/2.0/dataresource.json",
        "name": _name(table.file),
        "type": "table",
        "path": table.file,
        "title": table.title,
        "description": described(table),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"'},
        "schema": _schema(table),
    }


def _schema(table: Table) -> dict:
    contract = published.table(table.contract)
    schema: dict = {
        "fields": [
            {
                "name": column.name,
                "type": _TYPES[column.kind.duckdb],
                "description": meaning(table, column.name),
                "constraints": {"required": column.name in contract.grain},
            }
            for column in contract.columns
        ],
        "missingValues": [""],
        "primaryKey": list(contract.grain),
    }
    if table.contract == FIGURES:
        schema["foreignKeys"] = [
            {"fields": [name], "reference": {"resource": _name(file), "fields": [name]}}
            for name, file in CODE_LISTS.items()
        ]
    return schema
