"""The inputs of this room's tables: the tables of the SQL models, the breaks and the settings.

Read once and shared; nothing is judged here. Months are numbered as in `months`, and a quarter has
the number of its last month.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property

import pandas as pd

from assets.indicators.breaks import (
    Break,
    Comparability,
    compare,
    concerning,
    cuts,
    flagged_months,
)
from assets.indicators.months import Period, last_month_number, month_name, month_number
from assets.indicators.registered import Registered
from schemas import published
from schemas.configuration import Figures

_MONTHS = """
    select
        w.indicator_id,
        w.gebied_code,
        cast(substr(w.periode, 1, 4) as integer) * 12 + {in_year} - 1 as maandnummer,
        w.waarde,
        w.status,
        w.definitie_versie
    from {table} as w
    inner join indicatoren using (indicator_id)
    inner join int_bronnen
        on indicatoren.bron = int_bronnen.indicatorbron
        and int_bronnen.maandelijks
        and int_bronnen.telt
    where w.periode_soort = '{kind}' and w.gebied_code <> 'onbekend'
    order by indicatoren.volgorde, w.indicator_id, w.gebied_code, w.periode
"""


@dataclass(frozen=True)
class _Kind:
    """A kind of period. `step`: its months; `in_year`: the number of its last month in the year, in
    SQL."""

    step: int
    in_year: str


_KINDS = {
    "maand": _Kind(1, "cast(substr(w.periode, 6, 2) as integer)"),
    "kwartaal": _Kind(3, "3 * cast(substr(w.periode, 7, 1) as integer)"),
}


@dataclass(frozen=True)
class Material:
    """`ask`: runs a query on the tables of the models. `breaks`: of `breuken.csv`. `kind`: the kind
    of period from which the history of a series is known: maand or kwartaal. `registered`: the
    hotspot approaches, as fixed when they were registered."""

    ask: Callable[[str], pd.DataFrame]
    settings: Figures
    breaks: tuple[Break, ...]
    kind: str = "maand"
    registered: tuple[Registered, ...] = ()

    @property
    def step(self) -> int:
        """The months in a period of `kind`."""
        return _KINDS[self.kind].step

    @cached_property
    def indicators(self) -> pd.DataFrame:
        """A row for each indicator, indexed by its id: naam, thema, bron, codes (a tuple),
        registratietype, volgorde."""
        rows = self.ask("select * from indicatoren order by volgorde, indicator_id")
        codes = [tuple(text.split(", ")) if isinstance(text, str) else () for text in rows["codes"]]
        return rows.assign(codes=codes).set_index("indicator_id")

    @cached_property
    def _breaks_of(self) -> dict[str, tuple[Break, ...]]:
        """indicator_id -> the breaks that affect it."""
        return {
            row.Index: concerning(self.breaks, row.bron, row.codes)
            for row in self.indicators.itertuples()
        }

    @cached_property
    def city(self) -> str:
        """The code of the municipality."""
        return str(self.ask("select gemeentecode from stg_instellingen").iloc[0, 0])

    @cached_property
    def months(self) -> pd.DataFrame:
        """Counts by month, or by quarter: indicator_id, gebied_code, maandnummer, waarde, status,
        definitie_versie; for the municipality, its districts and its neighbourhoods. Police open
        data only where no police export was delivered: one event should not cause two signals."""
        return self._months_of("indicatorwaarden")

    @cached_property
    def all_months(self) -> pd.DataFrame:
        """As `months`, with the focus areas of the team, which are never public."""
        focus = self._months_of("int_aandachtsgebied_maand")
        return pd.concat([self.months, focus], ignore_index=True)

    def _months_of(self, table: str) -> pd.DataFrame:
        in_year = _KINDS[self.kind].in_year
        return self.ask(_MONTHS.format(table=table, kind=self.kind, in_year=in_year))

    @cached_property
    def areas(self) -> pd.DataFrame:
        """A row for each area, as of the last month: gebied_code, gebiedsnaam, gebiedsniveau."""
        return self.ask(
            "select gebied_code, arg_max(gebiedsnaam, maand_tot) as gebiedsnaam, "
            "arg_max(gebiedsniveau, maand_tot) as gebiedsniveau from gebieden "
            "where gebied_code <> 'onbekend' group by gebied_code order by gebied_code"
        )

    @cached_property
    def completeness(self) -> pd.DataFrame:
        """A row for each indicator_id and maandnummer of a source that measures it: `deel`, the
        expected part of that month that has been reported by now (0 to 1)."""
        of_source = self.ask(
            "select bron, cast(substr(maand, 1, 4) as integer) * 12 "
            "+ cast(substr(maand, 6, 2) as integer) - 1 as maandnummer, "
            "least(verwachte_volledigheid_pct / 100, 1.0) as deel from int_volledigheid "
            "where verwachte_volledigheid_pct is not null"
        )
        rows = self.indicators[["bron"]].reset_index().merge(of_source, on="bron")
        return rows[["indicator_id", "maandnummer", "deel"]]

    @cached_property
    def cuts(self) -> dict[str, list[int]]:
        """indicator_id -> the months at which its history starts afresh: a break in the source, or
        a new version of its definition."""
        return {
            name: sorted(
                {*cuts(self.breaks, row.bron, row.codes), *self._redefinitions.get(name, [])}
            )
            for name, row in self.indicators.iterrows()
        }

    @cached_property
    def _redefinitions(self) -> dict[str, list[int]]:
        """indicator_id -> the first month of each later version of its definition."""
        later = self.months[self.months["definitie_versie"] > 1]
        starts = later.groupby(["indicator_id", "definitie_versie"])["maandnummer"].min()
        return starts.astype(int).groupby("indicator_id").agg(list).to_dict()

    def is_redefined(self, indicator: str, past: Period, now: Period) -> bool:
        """Whether the definition of an indicator changed after `past` began and before `now`
        ended."""
        first, last = month_number(past[0]), month_number(now[1])
        return any(first < month <= last for month in self._redefinitions.get(indicator, ()))

    def flagged(self, last: int) -> dict[str, frozenset[int]]:
        """indicator_id -> months up to `last` that are left out of its baseline (corona)."""
        month = month_name(last)
        return {
            name: flagged_months(self.breaks, row.bron, row.codes, month)
            for name, row in self.indicators.iterrows()
        }

    @cached_property
    def verdicts(self) -> pd.DataFrame:
        """Table `oordelen`, indexed by indicator_id, gebied_code, venster and periode."""
        return self.ask("select * from oordelen").set_index(
            ["indicator_id", "gebied_code", "venster", "periode"]
        )

    def verdicts_on(self, rows: pd.DataFrame, window: str, last: int) -> pd.DataFrame:
        """The row of `oordelen` for each of `rows` (indicator_id, gebied_code) in the window (2m)
        that ends with month `last`; empty where there is none. In their order, with a new index."""
        keys = rows[["indicator_id", "gebied_code"]].assign(
            venster=window, periode=month_name(last)
        )
        return self.verdicts.reindex(pd.MultiIndex.from_frame(keys)).reset_index(drop=True)

    @cached_property
    def ends(self) -> list[int]:
        """The last months of the sheets: of the Driehoek's issue and of the council's half-year."""
        rows = self.ask(
            "select tot_nummer as maand from int_driehoek_periode "
            "union select laatste_maandnummer from int_raad_periode order by 1"
        )
        return [int(month) for month in rows["maand"].dropna()]

    @cached_property
    def requested(self) -> int | None:
        """The last month of the issue that was asked for; None where it is the latest."""
        row = self.ask("select driehoek_tot, raad_periode from stg_instellingen").iloc[0]
        periods = [last_month_number(period) for period in row if isinstance(period, str)]
        return min(periods, default=None)

    @cached_property
    def accepted(self) -> dict[tuple[str, str], set[int]]:
        """indicator_id, gebied_code -> the months at which the team accepted a change as the new
        level."""
        rows = self.ask(
            "select indicator_id, gebied_code, periode from duidingen "
            "where is_nieuwste and nieuw_niveau and indicator_id is not null"
        )
        answer: dict[tuple[str, str], set[int]] = {}
        for row in rows.itertuples():
            month = last_month_number(row.periode)
            answer.setdefault((row.indicator_id, row.gebied_code), set()).add(month)
        return answer

    def overdispersion(self, last: int) -> pd.Series:
        """indicator_id -> overdispersion of the municipality, as known in month `last`."""
        rows = self.verdicts.reset_index()
        rows = rows[rows["gebied_code"].eq(self.city) & rows["periode"].eq(month_name(last))]
        return rows.groupby("indicator_id")["overdispersie"].first()

    def incomparable(self, indicator: str, now: Period, past: Period) -> str | None:
        """Why two periods of an indicator may not be compared; None where they may. With twice the
        same period: which break is inside it."""
        reason = self.comparability(indicator, now, past).reden
        if reason is None and self.is_redefined(indicator, past, now):
            return "definitie veranderd"
        return reason

    def comparability(self, indicator: str, now: Period, past: Period) -> Comparability:
        """Whether two periods of an indicator may be compared, and their flags."""
        return self._compare(self._breaks_of[indicator], now, past)

    @cached_property
    def _compare(self) -> Callable[..., Comparability]:
        """`compare`, each time once: most indicators have the same breaks, and each is asked for
        thousands of pairs of periods."""
        return cache(compare)

    def interpretations(self, periods: list[str]) -> pd.DataFrame:
        """The team's interpretation for the first of `periods` that has one, indexed by
        indicator_id and gebied_code: duiding, duiding_auteur, duiding_datum."""
        rows = self.ask(
            "select indicator_id, gebied_code, periode, duiding, auteur as duiding_auteur, "
            "datum as duiding_datum from duidingen where is_nieuwste and indicator_id is not null"
        )
        rows = rows[rows["periode"].isin(periods)]
        rows = rows.assign(rang=rows["periode"].map(periods.index)).sort_values("rang")
        rows = rows.drop_duplicates(["indicator_id", "gebied_code"])
        return rows.drop(columns=["periode", "rang"]).set_index(["indicator_id", "gebied_code"])


def empty_table(table: str) -> pd.DataFrame:
    """A published table without rows: there is no issue to make it for."""
    return pd.DataFrame(columns=list(published.table(table).names))
