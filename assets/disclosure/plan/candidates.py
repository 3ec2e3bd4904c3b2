"""The figures that could be public, out of the tables of the warehouse, and what is secret in them
in the first place.

What may be public at all is told by `rules`; what is hidden besides, and which of these figures
come out, by `making`.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import duckdb
import numpy as np
import pandas as pd

from assets.disclosure.plan.decomposition import CELL, PERIOD, Makeup, months_of
from assets.disclosure.plan.rules import OPEN_DATA, SURVEY, Rules
from schemas import public, published

_COUNTED = ("politie", "melddesk")
_DEPTH = {"gemeente": 0, "wijk": 1, "onbekend": 1, "buurt": 2}
_FIGURE = "thema eenheid waarde status marge_onder marge_boven telt geteld drempel geheim".split()
_PAGE = {theme: page for page, (_, themes) in public.PAGES.items() for theme in themes}


@dataclass(frozen=True)
class Candidates:
    """What an edition could hold.

    `figures`: CELL, thema, eenheid, waarde (empty: unknown), status, marge_onder, marge_boven, and:
    `telt` (a count, under disclosure control), `geteld` (counted by us), `drempel` and `geheim`
    (secret in the first place).
    """

    quarter: str
    figures: pd.DataFrame
    indicators: pd.DataFrame
    areas: pd.DataFrame
    makeup: Makeup  # of the figures that `telt`, in order, and after them of what is never shown

    @property
    def fingerprint(self) -> str:
        """The same for candidates that are the same in all that can be published."""
        frames = (self.figures, self.indicators, self.areas)
        content = "\n".join(frame.to_csv(index=False) for frame in frames)
        return hashlib.sha256(content.encode()).hexdigest()[:16]


def candidates(connection: duckdb.DuckDBPyConnection, rules: Rules) -> Candidates | None:
    """The candidates out of the tables that `connection` knows; None where no quarter is whole."""
    shown = rules.public()
    areas = _areas(connection)
    figures = _figures(connection, shown, areas, rules)
    quarter = _newest_quarter(figures)
    if quarter is None:
        return None
    figures = figures[_within(figures, quarter, rules.settings.jaren)]
    figures = _with_unknown(figures).assign(getoond=True)
    figures = pd.concat([figures, _beside(connection, figures, rules)], ignore_index=True)
    figures = _with_secrets(figures, rules, connection)
    beside = figures[~figures["getoond"] & figures["telt"]]
    figures = figures[figures["getoond"]].reset_index(drop=True)
    order = figures.merge(areas[["gebied_code", "volgorde"]], on="gebied_code")["volgorde_y"]
    figures = figures.assign(plaats=order.to_numpy()).sort_values(
        ["volgorde", "indicator_id", "plaats", *PERIOD], ignore_index=True
    )
    counts = pd.concat([figures[figures["telt"]], beside], ignore_index=True)
    figures = figures[[*CELL, *_FIGURE]]
    indicators = shown[shown["indicator_id"].isin(figures["indicator_id"])]
    has_total = indicators["onderdeel_van"].isin(indicators["indicator_id"])
    indicators = indicators.assign(
        pagina=indicators["thema"].map(page_of),
        onderdeel_van=indicators["onderdeel_van"].where(has_total, None),
        eenheid=indicators["eenheid"].fillna("onbekend"),
    )
    areas = areas[areas["gebied_code"].isin(figures["gebied_code"])]
    return Candidates(
        quarter,
        figures,
        indicators[list(published.table("openbare_indicatoren").names)],
        areas[list(published.table("openbare_gebieden").names)],
        _makeup(connection, counts),
    )


def page_of(theme: str) -> str:
    """The page of the site on which a theme stands."""
    words = "".join(letter if letter.isalnum() else " " for letter in theme.casefold())
    return _PAGE.get(theme) or "-".join(words.split())


def _areas(connection: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """The table `openbare_gebieden`, of every area: the municipality first."""
    areas = connection.execute(
        """
        with buurt as (
            select buurtcode, arg_max(wijkcode, maand_tot) as wijkcode from int_buurten group by 1
        )

        select
            gebied_code,
            gebied_naam as gebiedsnaam,
            gebied_soort as gebiedsniveau,
            case when gebied_soort = 'gemeente' then null
                else coalesce(wijkcode, gemeentecode) end as hoort_bij
        from int_gebiedsnamen
        cross join stg_instellingen
        left join buurt on gebied_code = buurtcode
        where gebied_soort in ('gemeente', 'wijk', 'buurt', 'onbekend')
        order by list_position(['gemeente', 'wijk', 'buurt', 'onbekend'], gebied_soort), gebied_code
        """
    ).df()
    not_placed = areas["gebied_code"].eq(public.ELSEWHERE)
    areas.loc[not_placed, "gebiedsnaam"] = "Niet in een buurt te plaatsen"
    return areas.assign(volgorde=np.arange(1, len(areas) + 1))


def _figures(
    connection: duckdb.DuckDBPyConnection, shown: pd.DataFrame, areas: pd.DataFrame, rules: Rules
) -> pd.DataFrame:
    """Every figure that may be public by its indicator, level of area and kind of period."""
    figures = connection.execute(
        """
        select
            cijfers.indicator_id,
            cijfers.gebied_code,
            cijfers.periode_soort,
            cijfers.periode,
            cijfers.waarde,
            cijfers.status,
            enquete.marge_onder,
            enquete.marge_boven,
            enquete.respondenten
        from indicatorwaarden as cijfers
        left join raad_veiligheidsmonitor as enquete
            on cijfers.indicator_id = enquete.indicator_id
            and cijfers.gebied_code = enquete.gebied_code
            and cijfers.periode = cast(enquete.jaar as varchar)
        """
    ).df()
    figures = figures.merge(shown, on="indicator_id").merge(
        areas[["gebied_code", "gebiedsniveau"]], on="gebied_code"
    )
    depth = figures["gebiedsniveau"].map(_DEPTH)
    lowest = figures["laagste_niveau"].map(_DEPTH)
    is_part = figures["onderdeel_van"].isin(shown["indicator_id"])
    lowest = lowest.mask(is_part, np.minimum(lowest, _DEPTH[rules.settings.onderdelen]))
    kinds = pd.DataFrame(
        [(level, kind) for level, kinds in rules.periods().items() for kind in kinds],
        columns=["gebiedsniveau", "periode_soort"],
    )
    wanted = figures[list(kinds)].merge(kinds.assign(hier=True), how="left")["hier"].notna()
    ends_a_quarter = figures["periode"].map(_last_month).str[5:].isin(["03", "06", "09", "12"])
    wanted &= figures["periode_soort"].ne("12m") | ends_a_quarter
    wanted |= figures["bron"].eq(SURVEY)  # once a year at most, and nobody is counted in it
    return figures[(depth <= lowest) & wanted]


def _newest_quarter(figures: pd.DataFrame) -> str | None:
    """The newest quarter of which the whole municipality has a counted figure; without any, that
    in which the newest period ends."""
    counted = figures[figures["bron"].isin(_COUNTED) & figures["gebiedsniveau"].eq("gemeente")]
    ends = (counted if len(counted) else figures)["periode"].map(_last_month)
    ends = ends[ends.str[5:].isin(["03", "06", "09", "12"])]
    return None if ends.empty else f"{ends.max()[:4]}-Q{int(ends.max()[5:]) // 3}"


def _within(figures: pd.DataFrame, quarter: str, years: int) -> pd.Series:
    """Whether a figure is of the years of the edition, and ends no later than it."""
    last = f"{quarter[:4]}-{int(quarter[-1]) * 3:02d}"
    first = str(int(quarter[:4]) - years + 1)
    return (figures["periode"] >= first) & (figures["periode"].map(_last_month) <= last)


def _last_month(period: str) -> str:
    return max(months_of(period))


def _with_unknown(figures: pd.DataFrame) -> pd.DataFrame:
    """`figures` and, for the whole municipality, what is missing between the first and last period
    of an indicator: unknown, which is not nil."""
    city = figures[figures["gebiedsniveau"].eq("gemeente") & figures["bron"].isin(_COUNTED)]
    periods = city[PERIOD].drop_duplicates()
    about = city.drop(columns=["waarde", "status", *PERIOD]).drop_duplicates("indicator_id")
    full = about.merge(periods, how="cross")
    span = city.groupby(["indicator_id", "periode_soort"])["periode"].agg(["min", "max"])
    full = full.merge(span.reset_index(), on=["indicator_id", "periode_soort"])
    full = full[(full["periode"] > full["min"]) & (full["periode"] < full["max"])]
    there = pd.MultiIndex.from_frame(figures[CELL])
    missing = full[~pd.MultiIndex.from_frame(full[CELL]).isin(there)]
    missing = missing.drop(columns=["min", "max"]).assign(waarde=np.nan, status="definitief")
    return pd.concat([figures, missing], ignore_index=True) if len(missing) else figures


def _beside(
    connection: duckdb.DuckDBPyConnection, figures: pd.DataFrame, rules: Rules
) -> pd.DataFrame:
    """The parts that may not be public of totals that are, where another part is too: who takes
    the parts that are shown from the total, has what these hold. As `figures`; not `getoond`."""
    counted = figures[figures["bron"].isin(_COUNTED) & figures["waarde"].notna()]
    where = ["onderdeel_van", "gebied_code", *PERIOD]
    totals = counted[CELL].set_axis(where, axis=1)
    families = totals.merge(counted[where].drop_duplicates())
    parts = rules.indicators
    parts = parts[
        parts["onderdeel_van"].isin(families["onderdeel_van"]) & parts["bron"].isin(_COUNTED)
    ]
    about = zip(parts["indicator_id"], parts["thema"], parts["bron"], strict=True)
    parts = parts.assign(drempel=[rules.threshold(*names) for names in about])
    values = connection.execute(
        "select indicator_id, gebied_code, periode_soort, periode, waarde from indicatorwaarden"
    ).df()
    found = values.merge(parts, on="indicator_id").merge(families, on=where)
    there = pd.MultiIndex.from_frame(counted[CELL])
    found = found[~pd.MultiIndex.from_frame(found[CELL]).isin(there)]
    return found.reindex(columns=figures.columns).assign(getoond=False)


def _with_secrets(
    figures: pd.DataFrame, rules: Rules, connection: duckdb.DuckDBPyConnection
) -> pd.DataFrame:
    """`figures` with telt, geteld, drempel, geheim and bekend; a survey of too few is unknown."""
    settings = rules.settings
    survey = figures["bron"].eq(SURVEY)
    too_few = survey & (figures["respondenten"] < settings.minimum_respondenten)
    figures.loc[too_few, ["waarde", "marge_onder", "marge_boven"]] = np.nan
    as_given = figures["bron"].eq(OPEN_DATA) & settings.open_data_politie
    figures["telt"] = figures["waarde"].notna() & ~survey & ~as_given
    figures["geteld"] = figures["telt"] & figures["bron"].isin(_COUNTED)
    figures["geheim"] = figures["telt"] & figures["waarde"].gt(0)
    figures["geheim"] &= figures["waarde"].le(figures["drempel"])
    # Never shown: False, and what stands beside it as open data: True; all else is to be decided.
    figures["bekend"] = figures["getoond"].astype(object).mask(figures["getoond"], None)
    if settings.open_data_politie:
        as_shown = _as_the_police_shows(figures, connection)
        figures["geheim"] &= ~as_shown
        figures.loc[as_shown, "bekend"] = True
    if settings.nullen:
        figures["geheim"] |= figures["telt"] & _all_of_one_part(figures)
    figures["drempel"] = figures["drempel"].where(figures["geheim"] & figures["waarde"].gt(0), 0)
    return figures


def _as_the_police_shows(figures: pd.DataFrame, connection: duckdb.DuckDBPyConnection) -> pd.Series:
    """Whether the open data of the police shows the same count for the same, of that area and
    period."""
    shown = connection.execute(
        """
        select distinct
            indicatoren.zelfde_als as indicator_id, gebied_code, periode_soort, periode, waarde
        from indicatorwaarden
        inner join indicatoren on indicatorwaarden.indicator_id = indicatoren.indicator_id
        where indicatoren.zelfde_als is not null
        """
    ).df()
    key = [*CELL, "waarde"]
    return pd.Series(
        pd.MultiIndex.from_frame(figures[key]).isin(pd.MultiIndex.from_frame(shown[key])),
        figures.index,
    )


def _all_of_one_part(figures: pd.DataFrame) -> pd.Series:
    """Whether a figure is 0 while all of its total is of one other part: then what each of them
    was is known (group disclosure)."""
    group = [figures[name] for name in ("onderdeel_van", "gebied_code", *PERIOD)]
    filled = figures["waarde"].gt(0).groupby(group).transform("sum")
    return figures["waarde"].eq(0) & filled.eq(1) & figures["onderdeel_van"].notna()


def _makeup(connection: duckdb.DuckDBPyConnection, figures: pd.DataFrame) -> Makeup:
    """`figures` with the counts beneath them, as far as their indicators and periods go."""
    connection.register("_cijfers", figures[CELL])
    tables = {
        "codes": """
            select indicator_id, bron, code, maand_van, maand_tot from int_indicator_codes
            where indicator_id in (select indicator_id from _cijfers) order by all
        """,
        "months": """
            select periode_soort, periode, maand from int_perioden
            where (periode_soort, periode) in (select (periode_soort, periode) from _cijfers)
            order by all
        """,
        "counts": """
            select bron, code, maand, coalesce(buurtcode, 'onbekend') as buurtcode,
                coalesce(wijkcode, '') as wijkcode, cast(count(*) as double) as aantal
            from int_tellingen
            where tot is null and (bron, code) in (
                select (bron, code) from int_indicator_codes
                where indicator_id in (select indicator_id from _cijfers)
            )
            group by all order by all
        """,
        "places": """
            with plekken as (
                select buurtcode, coalesce(wijkcode, '') as wijkcode, maand_van, maand_tot
                from int_buurten
                union
                select 'onbekend', '', '0000-01', '9999-12'
            ),

            delen as (
                select periode_soort, periode, telt_als, plekken.* from int_gebied_perioden
                inner join plekken on gebied_code = buurtcode
                union
                select periode_soort, periode, telt_als, plekken.* from int_gebied_perioden
                inner join plekken on gebied_code = wijkcode
                union
                select periode_soort, periode, telt_als, plekken.* from int_gebied_perioden
                inner join stg_instellingen on gebied_code = gemeentecode
                cross join plekken
            )

            select periode_soort, periode, telt_als as gebied_code, buurtcode, wijkcode,
                maand_van, maand_tot
            from delen
            where (periode_soort, periode, telt_als) in (
                select (periode_soort, periode, gebied_code) from _cijfers
            )
            order by all
        """,
    }
    found = {name: connection.execute(sql).df() for name, sql in tables.items()}
    connection.unregister("_cijfers")
    return Makeup(figures[[*CELL, "waarde", "geteld", "drempel", "geheim", "bekend"]], **found)
