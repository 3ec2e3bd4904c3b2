"""Taking the counts of deliveries whose rows are past their term, and proof that no figure changes.

Counts keep what figures are made of: delivery, month, kind, street and neighbourhood. They have no
key, no address, no text and no row number. A subject that is never shown by street loses its
street. Tables are made of counts as of rows: each becomes as many rows without a key, so that few
models and no later program need to know of them (`loading`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

import duckdb

from assets.basis.atomic import replacing
from assets.basis.errors import AnalystError
from assets.basis.home import Home
from assets.basis.terms import end_of_month
from assets.deliveries.frozen import Frozen, counts_of, faults_of, note_of
from assets.deliveries.manifests import Manifest
from assets.deliveries.source import Kind, Source
from assets.deliveries.staged_files import staged_files
from assets.sources.registry import of_kind, source
from assets.warehouse.build import database, quoted, scan
from assets.warehouse.derived import tables_of
from assets.warehouse.inputs import Inputs
from assets.warehouse.loading import load
from assets.warehouse.models import checks, models

NO_STREET = "niet op straatniveau"
_WINDOW = 12  # months up to the period of the Driehoek, of which addresses are compared
# Tables of rows, what only names rows or their texts, and shares of addresses: these lose what is
# made of the rows that are removed.
_OF_ROWS = {
    "concentratie",
    "int_rijgeldigheid",
    "int_tellingen",
    "int_thematellingen",
    "registraties",
    "meldingen",
    "controlelijst",
    "int_straten",
    "straten",
    "leveringscontroles",
}
# A line for each row and time during which it counts: compared by what counts now.
_COUNTS = ("int_tellingen", "int_thematellingen")
# What counts now, by everything that a figure is made of.
_COUNTED = (
    "select bron, maand, code, thema, straat_id, buurtcode, wijkcode, buurt_van, buurt_tot, "
    "count(*) as aantal from {} where tot is null group by all"
)


@dataclass(frozen=True)
class Due:
    """A delivery whose rows are past their term. `since`: the day from which the term counts.
    `last_month`: the last month that it covers or has a row of."""

    manifest: Manifest
    since: date
    last_month: str


def due_deliveries(home: Home, inputs: Inputs, until: date) -> list[Due]:
    """The deliveries whose rows may be removed: of each source the oldest ones, in a row, of which
    every month ended, and that were received, on `until` or before.

    They stop at a delivery that is held, as it may still come to count before later ones, and at
    the months whose addresses the Driehoek still compares. Frozen deliveries are passed over.
    """
    if not all((home.tables / f"{query.name}.parquet").exists() for query in models()):
        return []
    frozen = {note.levering_id for note in inputs.frozen}
    with tables_of(home) as tables:
        held = {
            row[0]
            for row in tables.execute(
                "select levering_id from leveringen where status = 'vastgehouden'"
            ).fetchall()
        }
        last_months = dict(
            tables.execute(
                "select levering_id, max(maand) from stg_rijen group by levering_id"
            ).fetchall()
        )
        window = tables.execute("select max(tot_nummer) from int_driehoek_periode").fetchone()[0]
    due: list[Due] = []
    for rows_source in of_kind(Kind.ROWS):
        for manifest in inputs.manifests:
            if manifest.bron != rows_source.name or manifest.levering_id in frozen:
                continue
            months = [*manifest.maanden, last_months.get(manifest.levering_id) or ""]
            last_month = max(months)
            if not last_month or manifest.levering_id in held or window is None:
                break
            last = end_of_month(last_month)
            number = last.year * 12 + last.month - 1
            received = date.fromisoformat(manifest.ontvangen_op[:10])
            if max(last, received) > until or number > window - _WINDOW:
                break
            due.append(Due(manifest, max(last, received), last_month))
    return due


def freeze(home: Home, deliveries: Iterable[Due], day: date) -> list[Frozen]:
    """Write the counts of deliveries, from the tables of `home`; their notes are not stored yet."""
    notes = []
    with tables_of(home) as tables:
        tables.execute(f"create temp table opvolging as {_SUCCESSION}")
        for due in deliveries:
            manifest = due.manifest
            own = source(manifest.bron)
            staged = staged_files(home.staged(own.name))[manifest.levering_id]
            faults = staged_files(home.quarantine(own.name))[manifest.levering_id]
            queries = {
                counts_of(home, own.name, manifest.levering_id): _counts(own, scan(staged)),
                faults_of(home, own.name, manifest.levering_id): (
                    f"select kolom, reden, soort, count(*) as aantal from {scan(faults)} "
                    "group by all order by all"
                ),
            }
            for path, query in queries.items():
                with replacing(path, durable=True) as temporary:
                    tables.execute(f"copy ({query}) to {quoted(temporary)} (format parquet)")
            notes.append(
                note_of(home, own.name, manifest.levering_id, day.isoformat(), due.last_month)
            )
    return notes


def require_equal_figures(home: Home, inputs: Inputs, notes: Iterable[Frozen]) -> None:
    """Make every table from the counts, in memory. Raises `AnalystError` if a figure differs from
    the tables of `home`, or if a check that would stop a publication finds something."""
    notes = {note.levering_id: note for note in notes}
    trial = replace(
        inputs,
        frozen=(*inputs.frozen, *notes.values()),
        staged={
            name: tuple(path for path in paths if path.name.split("--")[0] not in notes)
            for name, paths in inputs.staged.items()
        },
        quarantine=tuple(
            path for path in inputs.quarantine if path.name.split("--")[0] not in notes
        ),
    )
    with database(home) as connection:
        load(connection, trial)
        for query in models():
            connection.execute(f"create table {query.name} as {query.sql}")
        differing = [
            name
            for name in (query.name for query in models())
            if name not in _OF_ROWS and not name.startswith("stg_")
            if _differs(connection, f"from {name}", f"from {_stored(home, name)}")
        ]
        differing += [
            name
            for name in _COUNTS
            if _differs(connection, _COUNTED.format(name), _COUNTED.format(_stored(home, name)))
        ]
        differing += [
            check.name
            for check in checks()
            if check.blocks
            and connection.execute(f"select count(*) from ({check.sql})").fetchone()[0]
        ]
    if differing:
        raise AnalystError(
            "De rijen zijn niet verwijderd: zonder hen zouden cijfers veranderen "
            f"({', '.join(differing)}). Er is niets verwijderd. Meld dit aan de beheerder."
        )


def _stored(home: Home, name: str) -> str:
    return scan(home.tables / f"{name}.parquet")


def _differs(connection: duckdb.DuckDBPyConnection, first: str, second: str) -> bool:
    return any(
        connection.execute(f"select count(*) from (({one}) except all ({other}))").fetchone()[0]
        for one, other in ((first, second), (second, first))
    )


# Until which delivery a row counts if nothing but the months of later deliveries ends it.
_SUCCESSION = """
select
    rijen.levering_id,
    rijen.rijnummer,
    eigen.bron,
    eigen.volgorde as van,
    min(stg_dekking.volgorde) as tot
from stg_rijen as rijen
inner join stg_leveringen as eigen on rijen.levering_id = eigen.levering_id
left join stg_dekking
    on eigen.stroom = stg_dekking.stroom
    and rijen.leveringsmaand = stg_dekking.maand
    and eigen.volgorde < stg_dekking.volgorde
    and (stg_dekking.code is null or rijen.leveringscode = stg_dekking.code)
group by rijen.levering_id, rijen.rijnummer, eigen.bron, eigen.volgorde
"""


def _counts(own: Source, staged: str) -> str:
    """The counts of a delivery. `stukken`: the deliveries between which such a row counts, as
    `van>tot|van>tot`, where another delivery with the same key decided that; else null."""
    kinds = [name for name in own.columns if re.search(rf"\b{name}\b", own.code)]
    return f"""
with
geldig as (
    select g.levering_id, g.rijnummer, count(*) as aantal, min(g.van) as van, min(g.tot) as tot,
        string_agg(v.levering_id || '>' || coalesce(t.levering_id, ''), '|' order by g.van)
            as stukken
    from int_rijgeldigheid as g
    inner join stg_leveringen as v on g.bron = v.bron and g.van = v.volgorde
    left join stg_leveringen as t on g.bron = t.bron and g.tot = t.volgorde
    group by g.levering_id, g.rijnummer
),

rijen as (
    select
        s.*,
        m.op_straatniveau,
        m.op_straatniveau or s.straat_id is null as toont_straat,
        case when geldig.aantal > 1 or geldig.van <> opvolging.van
            or geldig.tot is distinct from opvolging.tot then geldig.stukken end as stukken
    from {staged} as s
    inner join stg_rijen as m on s.levering_id = m.levering_id and s.rijnummer = m.rijnummer
    inner join geldig on s.levering_id = geldig.levering_id and s.rijnummer = geldig.rijnummer
    inner join opvolging
        on s.levering_id = opvolging.levering_id and s.rijnummer = opvolging.rijnummer
)

select
    levering_id,
    leveringsmaand,
    maand,
    {", ".join(kinds)},
    case when toont_straat then straat_id else '{NO_STREET}' end as straat_id,
    case when toont_straat and koppelmethode = 'uit levering' then straatnaam end as straatnaam,
    case when toont_straat and koppelmethode in ('niet opgegeven', 'uit levering')
        then koppelmethode else 'bevroren' end as koppelmethode,
    case when op_straatniveau then plaatsnaam end as plaatsnaam,
    buurtcode,
    wijkcode,
    stukken,
    count(*) as aantal
from rijen
group by all
order by all"""
