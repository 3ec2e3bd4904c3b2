"""What a run did, in lines for the analyst: the same on a terminal and in the Dagster screen.

Only rows are counted here; figures are read from the tables. How a line looks is up to the screen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import duckdb

from assets.basis.home import Home
from assets.basis.report import Notice, Published, Repaired, RunReport
from assets.deliveries.archive import Intake
from assets.deliveries.manifests import Manifest
from assets.deliveries.overlooked import Overlooked
from assets.deliveries.source import Kind
from assets.sources.registry import SOURCES
from assets.warehouse.build import Finding
from assets.warehouse.derived import tables_of
from schemas.configuration import Purpose
from schemas.dutch import number
from schemas.findings import meaning
from schemas.report_systems import system_of
from schemas.staged import ELSEWHERE

HELD = "Vastgehouden"
_MOST_FAULTS = 5  # of a file that are told


class Tone(StrEnum):
    """How urgent a line is."""

    PLAIN = "gewoon"
    WARNING = "let op"
    ALARM = "fout"


@dataclass(frozen=True)
class Line:
    """A line of the summary: its subject and its text."""

    label: str
    text: str
    tone: Tone = Tone.PLAIN


def summary(home: Home, report: RunReport) -> list[Line]:
    """What a run took in, rejected, linked, found and published."""
    intake = report.last(Intake)
    new = intake.new if intake else ()
    with tables_of(home) as tables:
        names = dict(tables.execute("select levering_id, bestandsnaam from leveringen").fetchall())
        lines = [
            *([Line("Ingenomen", _taken_in(intake))] if intake else []),
            *_read(tables),
            *_linked(tables),
            *_found(report.every(Finding)),
            *(Line("Let op", text, Tone.WARNING) for text in warned_deliveries(tables, new)),
            *(Line("Let op", text, Tone.WARNING) for text in faulty_notes(tables, new)),
            *(Line(HELD, text, Tone.ALARM) for text in held_deliveries(tables)),
        ]
    lines += [Line("Let op", notice.text, Tone.WARNING) for notice in report.every(Notice)]
    if intake:
        lines += _remarks(intake, names)
    lines += [Line("Overgeslagen", each.text, Tone.WARNING) for each in report.every(Overlooked)]
    lines += [Line("Hersteld", each.text, Tone.WARNING) for each in report.every(Repaired)]
    changed = any(file.changed for file in report.every(Published))
    return [*lines, Line("Gepubliceerd", _PUBLISHED[changed])]


_PUBLISHED = {
    True: "nieuw, in één keer verwisseld met het vorige",
    False: "niets: er is niets veranderd sinds de vorige keer",
}


def source_name(source: str) -> str:
    """The name of a source for readers."""
    return {known.name: known.title for known in SOURCES}.get(source, source)


def rows_elsewhere(tables: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """Source -> its rows of other municipalities; sources without any are left out. `tables`: as
    for `held_deliveries`."""
    counted = tables.execute(
        "select bron, cast(sum(aantal) as bigint) from afkeuringen where reden = ? group by bron",
        [ELSEWHERE],
    )
    return dict(counted.fetchall())


def held_deliveries(tables: duckdb.DuckDBPyConnection) -> list[str]:
    """A text for each delivery that is held: why, and how to accept it. `tables`: the tables of a
    home, or a publication."""
    rows = tables.execute(
        "select levering_id, bestandsnaam, reden_vastgehouden from leveringen "
        "where status = 'vastgehouden'"  # stored from old to new
    ).fetchall()
    return [
        f"«{name}» telt niet mee. {reason} Klopt de levering toch, dan: "
        f'veiligheidsbeeld accept {levering_id} --reden "..."'
        for levering_id, name, reason in rows
    ]


def purpose_notices(purpose: Purpose, today: date) -> list[Notice]:
    """What is missing under [doelbinding], and whether the decision is over on `today`."""
    if purpose.missing:
        names = ", ".join(purpose.missing)
        return [
            Notice(
                "de doelbinding is nog niet vastgelegd: vul in veiligheidsbeeld.toml onder "
                f"[doelbinding] in: {names}"
            )
        ]
    if purpose.geldig_tot is not None and purpose.geldig_tot < today:
        return [
            Notice(
                f"de doelbinding gold tot en met {purpose.geldig_tot:%d-%m-%Y}: laat haar opnieuw "
                "vaststellen"
            )
        ]
    return []


def warned_deliveries(
    tables: duckdb.DuckDBPyConnection, deliveries: Iterable[Manifest]
) -> list[str]:
    """A text for each of these deliveries that counts although a gate warns: what it measured."""
    rows = tables.execute(
        "select levering_id, bestandsnaam, list(distinct melding order by melding) "
        "from leveringscontroles inner join leveringen using (levering_id) "
        "where uitkomst = 'waarschuwing' and status <> 'vastgehouden' group by all"
    ).fetchall()
    warnings = {levering_id: f"«{name}»: {' '.join(texts)}" for levering_id, name, texts in rows}
    return [
        warnings[manifest.levering_id]
        for manifest in sorted(deliveries, key=lambda manifest: manifest.order)
        if manifest.levering_id in warnings
    ]


def faulty_notes(tables: duckdb.DuckDBPyConnection, deliveries: Iterable[Manifest]) -> list[str]:
    """A text for each of these files of the team with a row that is of no use or a field that was
    emptied: a team can mend its own file at once. One that is held says so itself."""
    written = {source.name for source in SOURCES if source.kind is Kind.NOTES}
    asked = {manifest.levering_id for manifest in deliveries if manifest.bron in written}
    rows = tables.execute(
        "select bestandsnaam, list('rij ' || rijnummer || ', «' || kolom || '»: ' || reden "
        "order by rijnummer, kolom) from stg_quarantaine inner join leveringen using (levering_id) "
        "where list_contains(?, levering_id) and status <> 'vastgehouden' "
        "group by levering_id, bestandsnaam order by levering_id",
        [sorted(asked)],
    ).fetchall()
    return [
        f"«{name}»: {'; '.join(faults[:_MOST_FAULTS])}"
        + (f"; en nog {len(faults) - _MOST_FAULTS}" if len(faults) > _MOST_FAULTS else "")
        + ". Verbeter dit, en zet het bestand onder dezelfde naam opnieuw in de inbox."
        for name, faults in rows
    ]


def _taken_in(intake: Intake) -> str:
    if not intake.new:
        text = "niets nieuws in de inbox"
    else:
        counts = Counter((manifest.bron, _name_of(manifest)) for manifest in intake.new)
        parts = ", ".join(f"{name} {count}" for (_, name), count in sorted(counts.items()))
        text = f"nieuw: {len(intake.new)} ({parts})"
    if intake.duplicates:
        text += f"; {intake.duplicates} bestand dubbel, telt één keer"
    return text


def _name_of(manifest: Manifest) -> str:
    """The source of a delivery, or the report system that delivered it."""
    if manifest.meldsysteem:
        return system_of(manifest.meldsysteem).name
    return source_name(manifest.bron)


def _read(tables: duckdb.DuckDBPyConnection) -> Iterator[Line]:
    rows = tables.execute(
        "select l.bron, sum(l.rijen), sum(l.geaccepteerd), sum(l.afgekeurd), "
        "coalesce(any_value(f.aantal), 0) from leveringen l left join "
        "(select bron, sum(aantal) as aantal from veldfouten group by bron) f using (bron) "
        "group by l.bron order by l.bron"
    ).fetchall()
    elsewhere = rows_elsewhere(tables)
    for source, read, accepted, refused, emptied in rows:
        outside = elsewhere.get(source, 0)
        apart = f" + {number(outside)} {ELSEWHERE}" if outside else ""
        yield Line(
            f"Gelezen: {source_name(source)}",
            f"{number(read)} rijen = {number(accepted)} geaccepteerd + {number(refused - outside)} "
            f"in quarantaine{apart}; {number(emptied)} onbruikbare velden geleegd",
        )


def _linked(tables: duckdb.DuckDBPyConnection) -> Iterator[Line]:
    """For each source of rows: how many rows count now, and how they were linked."""
    rows = tables.execute(
        "select r.bron, b.volgorde, r.gebiedsmethode, count(*) as aantal, "
        "count(r.straat_id) as straat, count(r.buurtcode) as buurt from int_rijgeldigheid g "
        "inner join stg_rijen r using (levering_id, rijnummer) inner join int_bronnen b "
        "on r.bron = b.bron where g.tot is null group by all "
        "order by b.volgorde, aantal desc, r.gebiedsmethode"
    ).df()
    for source, ways in rows.groupby("bron", sort=False):
        total = ways["aantal"].sum()
        shares = (f"{number(100 * ways[name].sum() / total, 1)} %" for name in ("straat", "buurt"))
        methods = ", ".join(
            f"{method} {number(count)}"
            for method, count in zip(ways["gebiedsmethode"], ways["aantal"], strict=True)
        )
        yield Line(
            f"Gekoppeld: {source_name(str(source))}",
            f"{number(total)} rijen tellen nu; {next(shares)} aan een straat, {next(shares)} aan "
            f"een buurt ({methods})",
        )


def _found(findings: list[Finding]) -> Iterator[Line]:
    for finding in findings:
        if finding.rows:
            yield Line("Let op", f"{number(finding.rows)}× {meaning(finding.check)}", Tone.WARNING)


def _remarks(intake: Intake, names: Mapping[str, str]) -> Iterator[Line]:
    """`names`: levering_id -> the name of its file as it may be shown."""
    for name in intake.arriving:
        yield Line(
            "Let op",
            f"«{name}» wordt nog gekopieerd; de volgende run neemt hem mee.",
            Tone.WARNING,
        )
    for manifest in intake.new:
        name = names.get(manifest.levering_id, manifest.public_name())
        for remark in manifest.opmerkingen:
            text = f"«{name}» ({manifest.levering_id}): {remark}"
            yield Line("Let op", text, Tone.WARNING)
    for note in intake.aside:
        yield Line("Apart gezet", note.melding, Tone.ALARM)
