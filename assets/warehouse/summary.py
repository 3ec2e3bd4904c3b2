"""What a run did, in lines for the analyst: the same on a terminal and in the Dagster screen.

Only rows are counted here; figures are read from the tables, and what needs attention from
`messages`. How a line looks is up to the screen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from assets.basis.home import Home
from assets.basis.report import (
    Line,
    Notice,
    Postponed,
    Published,
    Repaired,
    RunReport,
    Tone,
    Upgraded,
)
from assets.deliveries.archive import Intake
from assets.deliveries.manifests import Manifest, manifests, set_aside
from assets.deliveries.overlooked import Overlooked
from assets.sources.registry import SOURCES
from assets.warehouse.derived import Tables, tables_of
from assets.warehouse.messages import (
    ASIDE,
    ATTENTION,
    HELD,
    SKIPPED,
    Message,
    messages,
    new_of,
)
from schemas.dutch import number
from schemas.report_systems import system_of
from schemas.staged import ELSEWHERE

ALL_MESSAGES = "veiligheidsbeeld status --let-op"
_MOST = 8  # messages under one subject; the command above lists them all
_KINDS = {  # label -> one, and more of them
    HELD: ("vastgehouden levering", "vastgehouden leveringen"),
    ASIDE: ("bestand apart gezet", "bestanden apart gezet"),
    SKIPPED: ("overgeslagen", "overgeslagen"),
    ATTENTION: ("keer let op", "keer let op"),
}


@dataclass(frozen=True)
class Summary:
    """The lines, and the keys of all messages that stood when they were made: they are to be
    remembered once the lines have been told. `again`: the lines of the next run, if nothing changes
    before it."""

    lines: tuple[Line, ...]
    keys: frozenset[str]
    held: tuple[Message, ...]
    again: tuple[Line, ...]


def summary(home: Home, report: RunReport, told: frozenset[str]) -> Summary:
    """What a run took in, rejected, linked, found and published; of what needs attention only what
    is new. `told`: the keys of what the reader was told before."""
    intake = report.last(Intake)
    with tables_of(home) as tables:
        every = messages(
            tables,
            manifests(home),
            set_aside(home),
            report.every(Notice),
            [each.text for each in report.every(Overlooked)],
        )
        counted = [*_read(tables), *_linked(tables)]
    keys = frozenset(message.key for message in every)
    changed = any(file.changed for file in report.every(Published))
    did = [
        *(_arriving(intake.arriving) if intake else ()),
        *(Line("Bijgewerkt", each.text) for each in report.every(Upgraded)),
        *(Line("Uitgesteld", each.text, Tone.WARNING) for each in report.every(Postponed)),
        *(Line("Hersteld", each.text, Tone.WARNING) for each in report.every(Repaired)),
    ]
    return Summary(
        tuple(_lines(intake, counted, every, new_of(every, told), did, changed)),
        keys,
        tuple(message for message in every if message.label == HELD),
        tuple(_lines(intake and intake.again(), counted, every, new_of(every, keys))),
    )


def _lines(
    intake: Intake | None,
    counted: Sequence[Line],
    every: Sequence[Message],
    new: Sequence[Message],
    did: Sequence[Line] = (),
    changed: bool = False,
) -> Iterator[Line]:
    """The lines, in order. `did`: what else the run did. `changed`: whether it published."""
    if intake:
        yield Line("Ingenomen", _taken_in(intake))
    yield from (*counted, *lines_of(new), *did, *_standing(every, new))
    yield Line("Gepubliceerd", _PUBLISHED[changed])


def lines_of(told: Sequence[Message], most: int = _MOST) -> list[Line]:
    """Messages as lines: those that share a subject on one, with at most `most` of them by name."""
    groups: dict[tuple[str, str, Tone], list[str]] = {}
    for message in told:
        about = groups.setdefault((message.label, message.subject, message.tone), [])
        about += [message.about] * bool(message.about)
    lines = []
    for (label, subject, tone), about in groups.items():
        counted = Counter(about)
        details = [f"{text} ({n}×)" if n > 1 else text for text, n in counted.items()]
        # More of a file of the team is never left out: its rows are told in each run.
        room = len(details) if any(m.always for m in told if m.subject == subject) else most
        if len(details) > room + 1:
            details = [*details[:room], f"en nog {len(details) - room}: {ALL_MESSAGES}"]
        lines.append(Line(label, subject, tone, tuple(details)))
    return lines


def _standing(every: Sequence[Message], new: Sequence[Message]) -> Iterator[Line]:
    """One line for all that was told before and still stands."""
    if known := [message for message in every if message.stands and message not in new]:
        counts = Counter(message.label for message in known)
        parts = [
            f"{counts[label]} {one if counts[label] == 1 else more}"
            for label, (one, more) in _KINDS.items()
            if counts[label]
        ]
        yield Line("Staat nog", f"{', '.join(parts)}: {ALL_MESSAGES}", Tone.WARNING)


def _arriving(names: Iterable[str]) -> Iterator[Line]:
    for name in names:
        text = f"«{name}» wordt nog gekopieerd; de volgende run neemt hem mee."
        yield Line(ATTENTION, text, Tone.WARNING)


_PUBLISHED = {
    True: "nieuw, in één keer verwisseld met het vorige",
    False: "niets: er is niets veranderd sinds de vorige keer",
}


def source_name(source: str) -> str:
    """The name of a source for readers."""
    return {known.name: known.title for known in SOURCES}.get(source, source)


def rows_elsewhere(tables: Tables) -> dict[str, int]:
    """Source -> its rows of other municipalities; sources without any are left out. `tables`: as
    for `held_deliveries`."""
    counted = tables.execute(
        "select bron, cast(sum(aantal) as bigint) from afkeuringen where reden = ? group by bron",
        [ELSEWHERE],
    )
    return dict(counted.fetchall())


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


def _read(tables: Tables) -> Iterator[Line]:
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
        if refused or emptied:
            text = (
                f"{number(read)} rijen = {number(accepted)} geaccepteerd + "
                f"{number(refused - outside)} in quarantaine{apart}; {number(emptied)} onbruikbare "
                "velden geleegd"
            )
        else:
            text = (
                "1 rij, geaccepteerd" if read == 1 else f"{number(read)} rijen, alle geaccepteerd"
            )
        yield Line("Gelezen", f"{source_name(source)}: {text}")


def _linked(tables: Tables) -> Iterator[Line]:
    """For each source of rows: how many rows count now, and how they were linked."""
    rows = tables.execute(
        "select r.bron, b.volgorde, r.gebiedsmethode, count(*) as aantal, "
        "count(r.straat_id) as straat, count(r.buurtcode) as buurt, "
        "count(r.gebiedsconflict) as strijdig from int_rijgeldigheid g "
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
        conflicts = ways["strijdig"].sum()
        contrary = f"; bij {number(conflicts)} spreken de gegevens over de buurt elkaar tegen"
        yield Line(
            "Gekoppeld",
            f"{source_name(str(source))}: {number(total)} rijen tellen nu; {next(shares)} aan een "
            f"straat, {next(shares)} aan een buurt ({methods}){contrary * bool(conflicts)}",
        )
