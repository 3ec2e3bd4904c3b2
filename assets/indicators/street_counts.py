"""Nuisance by street and month, of a theme or of all: as known now, and as known on a day. What is
done with it belongs in `registered` and `approach_effects`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from assets.indicators.months import month_number
from assets.indicators.places import SOURCES, Panel
from assets.linking.names import fold

Ask = Callable[[str], pd.DataFrame]

_NUISANCE = """
    from int_thematellingen as t
    inner join stg_themas on t.thema = stg_themas.thema and stg_themas.is_overlast = 'J'
    inner join int_straatsleutels on t.straat_id = int_straatsleutels.straat_id
    inner join straten on int_straatsleutels.sleutel = straten.straat_id
"""
_AS_KNOWN = f"""
    with stand as (
        select bron, max(volgorde) as volgorde
        from stg_leveringen
        where substr(cast(ontvangen_op as varchar), 1, 10) <= '{{day}}'
        group by bron
    )
    select t.bron, straten.straatnaam, t.thema, t.maand, count(*) as aantal
    {_NUISANCE}
    inner join stand on t.bron = stand.bron
    where t.van <= stand.volgorde and (t.tot is null or t.tot > stand.volgorde)
    group by all
"""
_WHERE = f"""
    select straten.straatnaam, t.buurtcode, count(*) as aantal
    {_NUISANCE}
    where t.tot is null and t.buurtcode is not null
    group by all
    order by aantal desc, t.buurtcode
"""


@dataclass(frozen=True)
class Streets:
    """`names`: of each street, as listed. `first`: the number of the first month. `counts`: source
    -> events [street, month]. `known`: source -> whether it told that month [month]."""

    names: tuple[str, ...]
    first: int
    counts: dict[str, np.ndarray]
    known: dict[str, np.ndarray]

    def number(self, name: str) -> int | None:
        """The position of a street; None where nothing was ever counted there."""
        return self._numbers.get(fold(name))

    @property
    def _numbers(self) -> dict[str, int]:
        return {fold(name): at for at, name in enumerate(self.names)}

    def between(self, source: str, months: np.ndarray) -> np.ndarray:
        """Events [street] of a source in the months with these numbers."""
        return self.counts[source][:, months - self.first].sum(axis=1)


def now(panel: Panel, theme: str) -> Streets:
    """As known now; `theme` may be empty: every theme of nuisance."""
    keys = panel.places["straatnaam"].map(fold)
    codes, order = pd.factorize(keys)
    names = panel.places["straatnaam"].groupby(keys, sort=False).first().reindex(order)
    counts, known = {}, {}
    for source in SOURCES:
        counts[source] = np.zeros((len(names), len(panel.months)))
        told = []
        for name in panel.themes:
            series = panel.counted(source, name)
            if name == theme or (not theme and series.known.any()):
                np.add.at(counts[source], codes, series.counts)
                told.append(series.known)
        known[source] = np.all(told, axis=0) if told else np.zeros(len(panel.months), dtype=bool)
    first = int(panel.months[0]) if len(panel.months) else panel.until + 1
    return Streets(tuple(names), first, counts, known)


def as_known(ask: Ask, day: str, theme: str, until: int, months: int) -> Streets:
    """As the deliveries that had come by `day` told it: the `months` up to month number `until`. A
    month of which a source had told nothing at all is not known."""
    rows = ask(_AS_KNOWN.format(day=day))
    first = until - months + 1
    number = rows["maand"].map(month_number) - first
    rows = rows.assign(maandnummer=number)[number.between(0, months - 1)]
    keys = rows["straatnaam"].map(fold)
    codes, order = pd.factorize(keys)
    names = rows["straatnaam"].groupby(keys, sort=False).first().reindex(order)
    counts = {source: np.zeros((len(names), months)) for source in SOURCES}
    known = {source: np.zeros(months, dtype=bool) for source in SOURCES}
    for source in SOURCES:
        own = rows["bron"].eq(source).to_numpy()
        month = rows["maandnummer"].to_numpy(dtype="int64")
        known[source][month[own]] = True
        wanted = own & (rows["thema"].eq(theme).to_numpy() | (not theme))
        np.add.at(counts[source], (codes[wanted], month[wanted]), rows["aantal"].to_numpy()[wanted])
    return Streets(tuple(names), first, counts, known)


def neighbourhoods(ask: Ask) -> dict[str, str]:
    """Folded name of a street -> the neighbourhood with most of its nuisance."""
    rows = ask(_WHERE)
    return rows["buurtcode"].groupby(rows["straatnaam"].map(fold)).first().to_dict()
