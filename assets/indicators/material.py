"""What the tables of this room are made from: the tables of the models, the breaks, the settings.

Read once and shared; nothing is judged here. Months are numbered year * 12 + month - 1.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from assets.indicators.breaks import (
    Break,
    Comparability,
    Period,
    cuts,
    flagged_months,
    judge,
    month_number,
)
from assets.indicators.dispersion import overdispersion
from schemas import published
from schemas.configuration import Figures

_MONTHS = """
    select
        w.indicator_id,
        w.gebied_code,
        cast(substr(w.periode, 1, 4) as integer) * 12 + cast(substr(w.periode, 6, 2) as integer) - 1
            as maandnummer,
        w.waarde,
        w.status,
        w.definitie_versie
    from indicatorwaarden as w
    inner join indicatoren using (indicator_id)
    where w.periode_soort = 'maand'
        and indicatoren.bron in ('politie', 'melddesk', 'politie (open data)')
        and w.gebied_code <> 'onbekend'
        and (
            indicatoren.bron <> 'politie (open data)'
            or coalesce((select max(politie) from int_geleverde_maanden), 0) = 0
        )
    order by indicatoren.volgorde, w.indicator_id, w.gebied_code, w.periode
"""


@dataclass(frozen=True)
class Material:
    """`ask`: the rows of a query on the tables of the models. `breaks`: of `breuken.csv`."""

    ask: Callable[[str], pd.DataFrame]
    settings: Figures
    breaks: tuple[Break, ...]

    @cached_property
    def _dispersions(self) -> dict[tuple[int, tuple[str, ...]], pd.DataFrame]:
        return {}

    @cached_property
    def indicators(self) -> pd.DataFrame:
        """A row an indicator, by its id: naam, thema, bron, codes (a tuple), registratietype."""
        rows = self.ask("select * from indicatoren order by volgorde, indicator_id")
        codes = [tuple(text.split(", ")) if isinstance(text, str) else () for text in rows["codes"]]
        return rows.assign(codes=codes).set_index("indicator_id")

    @cached_property
    def city(self) -> str:
        """The code of the municipality."""
        return str(self.ask("select gemeentecode from stg_instellingen").iloc[0, 0])

    @cached_property
    def months(self) -> pd.DataFrame:
        """Counts by month: indicator_id, gebied_code, maandnummer, waarde, status, and the version
        of the definition; of the municipality, its districts and its neighbourhoods. The open data
        of the police only where the police export was not delivered: one fact is one signal."""
        return self.ask(_MONTHS)

    @cached_property
    def areas(self) -> pd.DataFrame:
        """A row an area of the last month: gebied_code, gebiedsnaam, gebiedsniveau."""
        return self.ask(
            "select gebied_code, arg_max(gebied_naam, maand_tot) as gebiedsnaam, "
            "arg_max(gebied_soort, maand_tot) as gebiedsniveau from int_gebieden "
            "where gebied_code <> 'onbekend' group by gebied_code order by gebied_code"
        )

    @cached_property
    def completeness(self) -> dict[str, dict[int, float]]:
        """indicator_id -> maandnummer -> the part of that month that is expected to be known."""
        rows = self.ask(
            "select bron, verwachte_volledigheid_pct / 100 as deel, "
            "cast(substr(maand, 1, 4) as integer) * 12 + cast(substr(maand, 6, 2) as integer) - 1 "
            "as maandnummer from int_volledigheid where verwachte_volledigheid_pct is not null"
        )
        by_source: dict[str, dict[int, float]] = {}
        for row in rows.itertuples():
            by_source.setdefault(row.bron, {})[int(row.maandnummer)] = min(float(row.deel), 1.0)
        return {
            name: by_source[source]
            for name, source in self.indicators["bron"].items()
            if source in by_source
        }

    @cached_property
    def cuts(self) -> dict[str, list[int]]:
        """indicator_id -> the months at which its history starts anew: a break, or another
        version of its definition."""
        return {
            name: sorted(
                {*cuts(self.breaks, row.bron, row.codes), *self._redefinitions.get(name, [])}
            )
            for name, row in self.indicators.iterrows()
        }

    @cached_property
    def _redefinitions(self) -> dict[str, list[int]]:
        """indicator_id -> the months from which it counts something else."""
        versions = self.months.groupby(["indicator_id", "definitie_versie"])["maandnummer"].min()
        changed: dict[str, list[int]] = {}
        for (name, version), month in versions.items():
            if version > 1:
                changed.setdefault(name, []).append(int(month))
        return changed

    def is_redefined(self, indicator: str, past: Period, now: Period) -> bool:
        """Whether an indicator came to count something else after `past` began and before `now`
        ended."""
        first, last = month_number(past[0]), month_number(now[1])
        return any(first < month <= last for month in self._redefinitions.get(indicator, ()))

    def flagged(self, last: int) -> dict[str, frozenset[int]]:
        """indicator_id -> months up to `last` that are no measure of what is usual (corona)."""
        month = month_name(last)
        return {
            name: flagged_months(self.breaks, row.bron, row.codes, month)
            for name, row in self.indicators.iterrows()
        }

    def dispersion(self, until: int, kinds: tuple[str, ...] = ("GM",)) -> pd.DataFrame:
        """Overdispersion and its degrees of freedom by indicator_id and gebied_code, from the
        months before `until`; of the areas whose code begins with one of `kinds`. What is shared
        between series is shared within a kind, so leaving others out changes nothing."""
        if (until, kinds) not in self._dispersions:
            months = self.months[self.months["gebied_code"].str[:2].isin(kinds)]
            found = overdispersion(months, self.cuts, self.flagged(until - 1), until=until)
            found = found.set_index(["indicator_id", "gebied_code"])
            self._dispersions[until, kinds] = found
        return self._dispersions[until, kinds]

    def comparability(self, indicator: str, now: Period, past: Period) -> Comparability:
        """Whether two periods of an indicator may be compared, and the marks that they bear."""
        row = self.indicators.loc[indicator]
        return judge(self.breaks, row["bron"], row["codes"], now, past)

    def interpretations(self, periods: list[str]) -> pd.DataFrame:
        """What the team wrote of one of `periods` (the first that has a text), by indicator_id and
        gebied_code: duiding, duiding_auteur, duiding_datum."""
        rows = self.ask(
            "select indicator_id, gebied_code, periode, duiding, auteur as duiding_auteur, "
            "datum as duiding_datum from duidingen where is_nieuwste"
        )
        rows = rows[rows["periode"].isin(periods)]
        rows = rows.assign(rang=rows["periode"].map(periods.index)).sort_values("rang")
        rows = rows.drop_duplicates(["indicator_id", "gebied_code"])
        return rows.drop(columns=["periode", "rang"]).set_index(["indicator_id", "gebied_code"])


def month_name(number: int) -> str:
    """24245 -> 2020-06."""
    return f"{number // 12}-{number % 12 + 1:02d}"


def span(last: int, months: int) -> Period:
    """First and last month of the `months` months that end with `last`."""
    return month_name(last - months + 1), month_name(last)


def nothing(table: str) -> pd.DataFrame:
    """A published table without a row: there is no issue of which it could be made."""
    return pd.DataFrame(columns=list(published.table(table).names))
