"""The tables of an edition as CSV and Parquet: which files there are, and how a value is written.

What the files mean is told by `metadata`, `catalogue` and `explanation`; what may not be written is
refused by `safeguards`.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from assets.basis.errors import AnalystError
from assets.basis.names import fixed_name
from assets.basis.spreadsheet_safe import safe
from assets.disclosure.publish.edition import Edition
from schemas import published

FIGURES, REVISIONS = "openbare_cijfers", "openbare_herzieningen"
PARQUET = "cijfers.parquet"
NEW = "nieuw"

_ARROW = {
    "VARCHAR": pa.string(),
    "BIGINT": pa.int64(),
    "INTEGER": pa.int32(),
    "DOUBLE": pa.float64(),
    "DATE": pa.date32(),
}


@dataclass(frozen=True)
class Table:
    """A table of its own file; its columns are those of a contract of `schemas.published`."""

    file: str
    contract: str
    title: str
    description: str
    frame: pd.DataFrame


def theme_file(theme: str) -> str:
    """The file of the figures of a theme: `Openbare orde` -> `cijfers-openbare-orde.csv`.

    Only letters, digits and hyphens are left of the name, so that it stays in its folder. Raises
    `AnalystError` where nothing is left.
    """
    name = fixed_name("cijfers", theme).replace("_", "-")
    if not name:
        raise AnalystError(
            "Een thema van de openbare cijfers heeft een naam zonder letters of cijfers; daar is "
            "geen bestandsnaam van te maken. Geef het thema een naam."
        )
    return f"{name}.csv"


def tables(edition: Edition) -> tuple[Table, ...]:
    """The tables of an edition: one a theme, in order of name, and then the lists.

    Raises `AnalystError` where the files of two themes would have one name.
    """
    return (
        *_themes(edition),
        Table(
            "indicatoren.csv",
            "openbare_indicatoren",
            "Indicatoren",
            "Wat elke indicator telt, en bij welk thema hij hoort",
            edition.indicators,
        ),
        Table(
            "gebieden.csv",
            "openbare_gebieden",
            "Gebieden",
            "De codes en namen van de gemeente, haar wijken en haar buurten",
            edition.areas,
        ),
        Table(
            "wijzigingen.csv",
            REVISIONS,
            "Wijzigingen",
            "Wat in deze uitgave nieuw of anders is dan in de uitgave ervoor",
            changes(edition),
        ),
        Table(
            "herzieningen.csv",
            REVISIONS,
            "Herzieningen",
            "Alle cijfers die in een uitgave anders zijn dan in de uitgave ervoor",
            edition.revisions,
        ),
        Table(
            "uitgaven.csv",
            "openbare_uitgaven",
            "Uitgaven",
            "Alle uitgaven tot nu toe, en hoeveel cijfers daarin geheim zijn",
            edition.editions,
        ),
    )


def changes(edition: Edition) -> pd.DataFrame:
    """What differs from the edition before: its revisions, and the figures that are new (soort
    `nieuw`). Columns of `openbare_herzieningen`; empty for the first edition."""
    revised = edition.revisions[edition.revisions["uitgave"].eq(edition.number)]
    if len(edition.editions) < 2:
        return revised
    grain = list(published.table(FIGURES).grain)
    fresh = edition.figures[edition.figures["versie"].eq(edition.number)]
    known = pd.MultiIndex.from_frame(revised[grain])
    fresh = fresh[~pd.MultiIndex.from_frame(fresh[grain]).isin(known)]
    columns = list(published.table(REVISIONS).names)
    fresh = fresh.rename(columns={"waarde": "nieuwe_waarde", "teken": "nieuw_teken"}).assign(
        uitgave=edition.number, soort=NEW
    )
    both = [frame for frame in (revised[columns], fresh.reindex(columns=columns)) if len(frame)]
    return pd.concat(both, ignore_index=True) if both else revised


def csv_of(table: Table) -> bytes:
    """A table as CSV (RFC 4180, UTF-8): comma, CRLF, decimal point, days as 2020-06-30."""
    columns = published.table(table.contract).columns
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow([column.name for column in columns])
    writer.writerows(
        zip(
            *(_written(table.frame[column.name], column.kind.duckdb) for column in columns),
            strict=True,
        )
    )
    return buffer.getvalue().encode()


def parquet_of(edition: Edition) -> bytes:
    """All figures as Parquet, with the types of the contract. Texts stand as they are: no
    spreadsheet opens it."""
    kinds = {column.name: column.kind.duckdb for column in published.table(FIGURES).columns}
    arrow = pa.table(
        {
            name: pa.array(
                pd.to_datetime(edition.figures[name]) if kind == "DATE" else edition.figures[name],
                _ARROW[kind],
                from_pandas=True,
            )
            for name, kind in kinds.items()
        }
    )
    arrow = arrow.replace_schema_metadata({"uitgave": edition.number})
    buffer = io.BytesIO()
    pq.write_table(arrow, buffer)
    return buffer.getvalue()


def _themes(edition: Edition) -> list[Table]:
    found: dict[str, Table] = {}
    for theme, figures in edition.figures.groupby("thema", sort=True):
        file = theme_file(theme)
        if file in found:
            raise AnalystError(
                f"Twee thema's van de openbare cijfers krijgen hetzelfde bestand ({file}). Geef "
                "een van de twee een andere naam."
            )
        found[file] = Table(
            file, FIGURES, f"Cijfers: {theme}", f"De cijfers van het thema {theme}", figures
        )
    return list(found.values())


def _written(column: pd.Series, kind: str) -> list[str]:
    if kind == "DATE":
        return pd.to_datetime(column).dt.strftime("%Y-%m-%d").fillna("").tolist()
    write = {"VARCHAR": safe, "DOUBLE": _number}.get(kind, lambda whole: str(int(whole)))
    texts = {value: write(value) for value in column.dropna().unique()}
    return [texts.get(value, "") for value in column]


def _number(value: float) -> str:
    """12.0 -> 12: most figures are counts."""
    return str(int(value)) if float(value).is_integer() else repr(float(value))
