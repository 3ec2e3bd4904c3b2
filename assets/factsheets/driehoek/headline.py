"""The headline: the sheet in a few lines, by counting signals and verdicts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import SimpleNamespace

import pandas as pd

from assets.factsheets import cells, numbers, series
from assets.factsheets.driehoek import signals
from assets.factsheets.sheet import Section, Text

# In the order in which they are counted, with the word that the headline uses.
_VERDICTS = {
    cells.UP: "omhoog",
    cells.DOWN: "omlaag",
    cells.NORMAL: cells.NORMAL,
    cells.UNDECIDED: cells.UNDECIDED,
}


def section(tables: Mapping[str, pd.DataFrame], figures: Sequence[SimpleNamespace]) -> Section:
    """Signals in any window and area, then the verdicts on two months."""
    lines = []
    if signals.TABLE in tables:
        lines.append(_signal_counts(signals.shown(tables)))
    if figures:
        lines.append(_verdict_counts(series.main_indicators(tables, figures)))
    if any(cells.is_corona(name) for row in figures for name in cells.split_breaks(row.trendbreuk)):
        lines.append(
            "De vergelijking loopt door de coronaperiode: lees een verschil niet als gevolg van "
            "de aanpak."
        )
    if not lines:
        lines.append("Nog geen cijfers: er zijn nog geen twee hele maanden geleverd.")
    return Section("kern", "In het kort", (Text(tuple(lines), role="headline"),))


def _signal_counts(rows: Sequence[SimpleNamespace]) -> str:
    of_city = [row for row in rows if row.gebiedsniveau == "gemeente"]
    up = sum(row.richting == "omhoog" for row in of_city)
    city = numbers.counted(len(of_city), "signaal", "signalen")
    split = f" ({up} omhoog, {len(of_city) - up} omlaag)" if of_city else ""
    smaller = numbers.counted(
        len(rows) - len(of_city), "voor een wijk of buurt", "voor wijken en buurten"
    )
    return (
        f"{numbers.capital(city)} tegen de verwachting voor de hele gemeente{split}, en {smaller}."
    )


def _verdict_counts(figures: Sequence[SimpleNamespace]) -> str:
    verdicts = [str(row.signaal or cells.UNDECIDED) for row in figures]
    counts = [
        f"{verdicts.count(verdict)} {word}"
        for verdict, word in _VERDICTS.items()
        if verdict in verdicts
    ]
    if not counts:
        return ""
    return (
        f"Over de twee maanden, van {numbers.counted(len(figures), 'indicator', 'indicatoren')}: "
        f"{numbers.enumerated(counts)}."
    )
