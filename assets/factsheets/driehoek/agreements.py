"""Agreements: the actions of the team, carried from issue to issue until they are closed."""

from __future__ import annotations

from collections.abc import Mapping
from types import SimpleNamespace

import pandas as pd

from assets.factsheets import cells, numbers
from assets.factsheets.driehoek import sentences
from assets.factsheets.driehoek.paper import keeping
from assets.factsheets.sheet import About, Section
from assets.factsheets.table import Cell, Column, Table, by_position
from assets.formats.periods import months

TABLE = "acties"
_OVERDUE = "dag voorbij"
_LONGEST = (20, 130)  # words and characters of an action on the sheet; the workbook has all
_FIELDS = (
    "onderwerp indicator_id gebied_code thema straat_id gebiedsnaam periode actie wie uiterlijk "
    "status afgesproken_op bijgewerkt_op is_open"
).split()
_COLUMNS: tuple[Column[SimpleNamespace], ...] = (
    Column("Over", lambda row: _subject(row), share=2.1),
    Column("Afspraak", lambda row: Cell(sentences.shortened(row.actie, *_LONGEST)), share=2.4),
    Column("Wie", lambda row: _who(row), share=1.2),
    Column("Uiterlijk", lambda row: _until(row), is_words=True),
    Column("Stand", lambda row: _status(row), share=1.1),
)


def sections(tables: Mapping[str, pd.DataFrame], about: About) -> list[Section]:
    """A section with the actions, or none where the team agreed on none."""
    rows = shown(tables, about)
    if not rows:
        return []
    late = sum(row.is_late for row in rows)
    table = Table.of(
        "afspraken",
        "Afspraken van het team die openstaan, en die sinds de vorige uitgave zijn afgesloten",
        _COLUMNS,
        rows,
        theme=lambda row: None,  # a kind of nuisance, where it has one
        kind=lambda row: row.onderwerp if row.thema else None,
        rank=by_position,
        most=12,
        least=1,
        rest="Nog {n} in de werkmap, blad Afspraken.",
        shows_caption=False,
    )
    heading = "Afspraken" + (f": van {late} is de {_OVERDUE}" if late else "")
    return [Section("afspraken", heading, (keeping(table, 120),))]


def shown(tables: Mapping[str, pd.DataFrame], about: About) -> list[SimpleNamespace]:
    """The actions about the issue or an earlier one: overdue ones first, then by their day; those
    that were closed since the previous issue last."""
    day = pd.Timestamp(about.known_until)
    rows = []
    for row in cells.records(tables, TABLE, _FIELDS):
        if months(row.periode[:7])[0] > about.period[-7:] or not (
            row.is_open or _is_news(row, about)
        ):
            continue
        is_late = bool(row.is_open and row.uiterlijk is not None and row.uiterlijk < day)
        is_carried = about.previous is not None and row.afgesproken_op <= pd.Timestamp(
            about.previous
        )
        added = {"is_late": is_late, "is_carried": is_carried, "where": _where(row, about)}
        rows.append(SimpleNamespace(**vars(row), **added))
    return sorted(rows, key=_order)


def _where(row: SimpleNamespace, about: About) -> str:
    """Of which area and period, as far as that is not the municipality and the issue's own."""
    place = "" if row.gebiedsnaam == about.municipality else sentences.area(row)
    period = "" if row.periode == about.period else numbers.period(row.periode)
    return ", ".join(part for part in (place, period) if part)


def _is_news(row: SimpleNamespace, about: About) -> bool:
    """Whether a closed action was closed since the previous issue."""
    return about.previous is None or row.bijgewerkt_op > pd.Timestamp(about.previous)


def _order(row: SimpleNamespace) -> tuple:
    until = pd.Timestamp.max if row.uiterlijk is None else row.uiterlijk
    return not row.is_open, not row.is_late, until, row.afgesproken_op, row.onderwerp


def _subject(row: SimpleNamespace) -> Cell:
    return Cell(sentences.shortened(row.onderwerp, 8, 60), small=row.where)


def _who(row: SimpleNamespace) -> Cell:
    return (
        Cell("niet afgesproken") if row.wie is None else Cell(sentences.shortened(row.wie, 6, 40))
    )


def _until(row: SimpleNamespace) -> Cell:
    return Cell("geen dag" if row.uiterlijk is None else numbers.day(row.uiterlijk))


def _status(row: SimpleNamespace) -> Cell:
    """The state; of an action that was carried from an earlier issue, when it was agreed."""
    state = f"{row.status}, {_OVERDUE}" if row.is_late else str(row.status)
    since = f"afgesproken {numbers.month(f'{row.afgesproken_op:%Y-%m}')}" if row.is_carried else ""
    return Cell(state, small=since)
