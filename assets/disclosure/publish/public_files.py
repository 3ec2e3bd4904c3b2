"""The tables of an edition as CSV and Parquet: which files there are, and how values are written.

What the files mean is described by `metadata`, `catalogue` and `explanation`; what may not be
written is refused by `safeguards`.
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
from assets.disclosure.publish.edition import Edition
from schemas import published
from schemas.spreadsheet_safe import safe

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
    """A table with a file of its own, and the columns of a contract of `schemas.public`."""

    file: str
    contract: str
    title: str
    description: str
    frame: pd.DataFrame


def theme_file(theme: str) -> str:
    """The file for the figures of a theme: `Openbare orde` -> `cijfers-openbare-orde.csv`.

    The name keeps only letters, digits and hyphens, so that no theme can name a file outside the
    folder. Raises AnalystError if nothing remains.
    """
    name = fixed_name("cijfers", theme).replace("_", "-")
    if not name:
        raise AnalystError(
            "Een thema van de openbare cijfers heeft een naam zonder letters of cijfers; daar is "
            "geen bestandsnaam van te maken. Geef het thema een naam."
        )
    return f"{name}.csv"


def tables(edition: Edition) -> tuple[Table, ...]:
    """The tables of an edition: one for each theme, in order of name, followed by the lists.

    Raises AnalystError if the files of two themes would have the same name.
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
    """What differs from the previous edition: the revisions, and the new figures (soort `nieuw`).

    Columns of `openbare_herzieningen`; empty for the first edition.
    """
    revised = edition.revisions[edition.revisions["uitgave"].eq(edition.number)]
    if len(edition.editions) < 2:
        return revised
    grain = list(published.table(FIGURES).grain)
    new = edition.figures[edition.figures["versie"].eq(edition.number)]
    is_revised = pd.MultiIndex.from_frame(new[grain]).isin(pd.MultiIndex.from_frame(revised[grain]))
    new = new[~is_revised].rename(columns={"waarde": "nieuwe_waarde", "teken": "nieuw_teken"})
    new = new.assign(uitgave=edition.number, soort=NEW)
    columns = list(published.table(REVISIONS).names)
    frames = [frame for frame in (revised[columns], new.reindex(columns=columns)) if len(frame)]
    return pd.concat(frames, ignore_index=True) if frames else revised


def csv_of(table: Table) -> bytes:
    """A table as CSV (RFC 4180, UTF-8): comma, CRLF, decimal point, dates as 2020-06-30."""
    columns = published.table(table.contract).columns
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow([column.name for column in columns])
    writer.writerows(
        zip(
            *(_as_texts(table.frame[column.name], column.kind.duckdb) for column in columns),
            strict=True,
        )
    )
    return buffer.getvalue().encode()


def parquet_of(edition: Edition) -> bytes:
    """All figures as Parquet, with the types of the contract. Texts are not escaped: no spreadsheet
    opens the file."""
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
    by_file: dict[str, Table] = {}
    for theme, figures in edition.figures.groupby("thema", sort=True):
        file = theme_file(theme)
        if file in by_file:
            raise AnalystError(
                f"Twee thema's van de openbare cijfers krijgen hetzelfde bestand ({file}). Geef "
                "een van de twee een andere naam."
            )
        by_file[file] = Table(
            file, FIGURES, f"Cijfers: {theme}", f"De cijfers van het thema {theme}", figures
        )
    return list(by_file.values())


def _as_texts(column: pd.Series, kind: str) -> list[str]:
    """The values of a column of this DuckDB type as texts; empty where missing.

    Counts are whole (12). In a column with a fraction every number has a decimal sign (12.0): a
    program that infers types looks at the first rows only.
    """
    if kind == "DATE":
        return pd.to_datetime(column).dt.strftime("%Y-%m-%d").fillna("").tolist()
    has_fractions = kind == "DOUBLE" and not column.dropna().mod(1).eq(0).all()
    number = repr if has_fractions else lambda whole: str(int(whole))
    format_value = safe if kind == "VARCHAR" else number
    texts = {value: format_value(value) for value in column.dropna().unique().tolist()}
    return [texts.get(value, "") for value in column]
