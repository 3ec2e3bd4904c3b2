"""What changed between two publications: figures, links, deliveries, definitions. Read-only.

Both files are attached to one database in memory and compared in SQL. A table or column that is
missing in one of them, because it is of an older version, is left out. How differences are shown on
a screen is in `pipelines.cli`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

from assets.basis.errors import AnalystError
from assets.warehouse.build import quoted
from schemas.spreadsheet_safe import safe_texts

Rows = list[tuple]
_FIGURE = "indicator_id, gebied_code, periode_soort, periode"
_DEFINING = ("naam", "definitie", "codes", "definitie_sinds", "bron", "thema")
_FACTS = {"registraties": "registratie_sleutel", "meldingen": "melding_sleutel"}


@dataclass(frozen=True)
class Differences:
    """The differences of the second publication from the first.

    `known`: both reference dates. `figures`: indicator, area, kind of period, period, old, new
    (None if missing). `links`: table, change, old method, new method, rows. `deliveries`:
    delivery, file, first month, last month, change. `definitions`: indicator, column, old, new.
    """

    known: tuple[str, str]
    figures: Rows
    links: Rows
    deliveries: Rows
    definitions: Rows


def compare(first: Path, second: Path) -> Differences:
    """Compare two files `intern.duckdb`. Raises `AnalystError` if one cannot be read, or if they
    are of different municipalities."""
    with _attached(first, second) as connection:
        about = connection.execute(
            "select a.gemeentecode, b.gemeentecode, cast(a.peildatum as varchar), "
            "cast(b.peildatum as varchar) from a.publicatie as a cross join b.publicatie as b"
        ).fetchone()
        if about[0] != about[1]:
            raise AnalystError(
                f"De publicaties zijn van verschillende gemeenten: {about[0]} en {about[1]}."
            )
        return Differences(
            known=about[2:],
            figures=connection.execute(_FIGURES).fetchall(),
            links=[row for table, key in _FACTS.items() for row in _links(connection, table, key)],
            deliveries=_deliveries(connection),
            definitions=_definitions(connection),
        )


def write_figures(first: Path, second: Path, target: Path) -> None:
    """Write every changed figure as CSV, for a Dutch Excel."""
    with _attached(first, second) as connection:
        safe_texts(connection.execute(_FIGURES).df()).to_csv(target, sep=";", index=False)


@contextmanager
def _attached(first: Path, second: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        for name, path in (("a", first), ("b", second)):
            try:
                connection.execute(f"attach {quoted(path)} as {name} (read_only)")
                connection.execute(f"select 1 from {name}.publicatie, {name}.indicatorwaarden")
            except duckdb.Error:
                raise AnalystError(
                    f"«{path.name}» in «{path.parent.name}» is geen publicatie die kan worden "
                    "gelezen. Noem een intern.duckdb, een map met zo'n bestand, of een dag."
                ) from None
        yield connection


# A figure that is in one publication only has null for the other.
_FIGURES = f"""
select
    {_FIGURE},
    a.waarde as oude_waarde,
    b.waarde as nieuwe_waarde
from a.indicatorwaarden as a
full join b.indicatorwaarden as b using ({_FIGURE})
where a.waarde is distinct from b.waarde
order by {_FIGURE}
"""


def _links(connection: duckdb.DuckDBPyConnection, table: str, key: str) -> Rows:
    """Rows that are in another street or neighbourhood in the second publication, by method."""
    return connection.execute(
        f"""
        with veranderd as (
            select
                case
                    when a.straat_id is not distinct from b.straat_id then 'buurt'
                    when a.buurtcode is not distinct from b.buurtcode then 'straat'
                    else 'straat en buurt'
                end as wat,
                case
                    when a.straat_id is distinct from b.straat_id then a.koppelmethode
                    else a.gebiedsmethode
                end as oude_methode,
                case
                    when a.straat_id is distinct from b.straat_id then b.koppelmethode
                    else b.gebiedsmethode
                end as nieuwe_methode
            from a.{table} as a
            inner join b.{table} as b using ({key})
            where a.straat_id is distinct from b.straat_id
                or a.buurtcode is distinct from b.buurtcode
        )
        select '{table}' as tabel, wat, oude_methode, nieuwe_methode, count(*) as rijen
        from veranderd
        group by all
        order by rijen desc, wat, oude_methode, nieuwe_methode
        """
    ).fetchall()


def _deliveries(connection: duckdb.DuckDBPyConnection) -> Rows:
    """By day; within a day as in `leveringen`, which is stored from old to new."""

    def state(side: str) -> str:
        known = "status" in _columns(connection, side, "leveringen")
        return f"{side}.status" if known else "'ingenomen'"

    return connection.execute(
        f"""
        select
            levering_id,
            coalesce(b.bestandsnaam, a.bestandsnaam) as bestandsnaam,
            coalesce(b.maand_van, a.maand_van) as maand_van,
            coalesce(b.maand_tot, a.maand_tot) as maand_tot,
            case
                when a.sha256 is null then 'erbij: ' || {state("b")}
                when b.sha256 is null then 'weg'
                else {state("a")} || ', nu ' || {state("b")}
            end as wat
        from (select *, row_number() over () as plaats from a.leveringen) as a
        full join (select *, row_number() over () as plaats from b.leveringen) as b
            using (levering_id)
        where a.sha256 is null or b.sha256 is null or {state("a")} <> {state("b")}
        order by
            cast(coalesce(b.ontvangen_op, a.ontvangen_op) as date), coalesce(b.bron, a.bron),
            b.plaats, a.plaats, levering_id
        """
    ).fetchall()


def _definitions(connection: duckdb.DuckDBPyConnection) -> Rows:
    both = _columns(connection, "a", "indicatoren") & _columns(connection, "b", "indicatoren")
    columns = [name for name in _DEFINING if name in both]
    lists = {
        side: ", ".join(f"coalesce({side}.{name}, '')" for name in columns) for side in ("a", "b")
    }
    names = ", ".join(quoted(name) for name in columns)
    return connection.execute(
        f"""
        with naast as (
            select
                indicator_id,
                unnest([{names}]) as kolom,
                unnest([{lists["a"]}]) as oud,
                unnest([{lists["b"]}]) as nieuw
            from a.indicatoren as a
            full join b.indicatoren as b using (indicator_id)
        )
        select indicator_id, kolom, oud, nieuw from naast where oud <> nieuw
        order by indicator_id, kolom
        """
    ).fetchall()


def _columns(connection: duckdb.DuckDBPyConnection, side: str, table: str) -> set[str]:
    return {row[0] for row in connection.execute(f"describe {side}.{table}").fetchall()}
