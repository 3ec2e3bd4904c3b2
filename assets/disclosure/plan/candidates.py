"""The figures that an edition could hold, read from the tables of the warehouse.

Which indicators, areas and periods are public is decided by `rules`, which figures are sensitive by
`sensitivity`; which ones come out is the work of `publish`.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import numpy as np
import pandas as pd

from assets.disclosure.plan.composition import CELL, PERIOD, Composition, read_composition
from assets.disclosure.plan.periods import last_months
from assets.disclosure.plan.rules import COUNTED, REGISTER, SURVEY, Rules
from assets.disclosure.plan.sensitivity import with_sensitivity
from assets.warehouse.derived import Tables
from schemas import public, published

_DEPTH = {"gemeente": 0, "wijk": 1, "onbekend": 1, "buurt": 2}
_YEARS_TOGETHER = "meerjarig"  # registers
_QUARTER_ENDS = ["03", "06", "09", "12"]
_FIGURE = "thema eenheid waarde status marge_onder marge_boven telt geteld drempel geheim".split()
_PAGE = {theme: page for page, (_, themes) in public.PAGES.items() for theme in themes}


@dataclass(frozen=True)
class Candidates:
    """What an edition could hold.

    `figures`: CELL, thema, eenheid, waarde (empty: unknown), status, marge_onder, marge_boven, and
    of `sensitivity` telt, geteld, drempel and geheim. `indicators` and `areas` as published.
    `composition`: of the figures that `telt`, in order, followed by the parts of public totals that
    are never published themselves.
    """

    quarter: str
    figures: pd.DataFrame
    indicators: pd.DataFrame
    areas: pd.DataFrame
    composition: Composition

    @property
    def fingerprint(self) -> str:
        """A hash of all that can be published."""
        frames = (self.figures, self.indicators, self.areas)
        content = "\n".join(frame.to_csv(index=False) for frame in frames)
        return hashlib.sha256(content.encode()).hexdigest()[:16]


def read_candidates(connection: Tables, rules: Rules) -> Candidates | None:
    """The candidates in the tables that `connection` knows; None if no quarter is complete."""
    public_indicators = rules.public()
    areas = _read_areas(connection)
    figures = _read_figures(connection, public_indicators, areas, rules)
    quarter = _newest_quarter(figures)
    if quarter is None:
        return None
    figures = figures[_is_within_years(figures, quarter, rules.settings.jaren)]
    figures = _with_unknown(figures).assign(getoond=True)
    unpublished = _unpublished_parts(connection, figures, rules)
    figures = pd.concat([figures, unpublished], ignore_index=True)
    figures = with_sensitivity(figures, rules, connection)
    unpublished = figures[~figures["getoond"] & figures["telt"]]
    figures = figures[figures["getoond"]].reset_index(drop=True)
    area_order = figures.merge(areas[["gebied_code", "volgorde"]], on="gebied_code")["volgorde_y"]
    figures = figures.assign(plaats=area_order.to_numpy()).sort_values(
        ["volgorde", "indicator_id", "plaats", *PERIOD], ignore_index=True
    )
    controlled = pd.concat([figures[figures["telt"]], unpublished], ignore_index=True)
    figures = figures[[*CELL, *_FIGURE]]
    areas = areas[areas["gebied_code"].isin(figures["gebied_code"])]
    return Candidates(
        quarter,
        figures,
        _indicators_of(figures, public_indicators),
        areas[list(published.table("openbare_gebieden").names)],
        read_composition(connection, controlled),
    )


def page_of(theme: str) -> str:
    """The page of the site for a theme."""
    words = "".join(letter if letter.isalnum() else " " for letter in theme.casefold())
    return _PAGE.get(theme) or "-".join(words.split())


def _indicators_of(figures: pd.DataFrame, public_indicators: pd.DataFrame) -> pd.DataFrame:
    """The table `openbare_indicatoren` of the indicators in `figures`."""
    indicators = public_indicators[public_indicators["indicator_id"].isin(figures["indicator_id"])]
    has_total = indicators["onderdeel_van"].isin(indicators["indicator_id"])
    indicators = indicators.assign(
        pagina=indicators["thema"].map(page_of),
        onderdeel_van=indicators["onderdeel_van"].where(has_total, None),
        eenheid=indicators["eenheid"].fillna("onbekend"),
    )
    return indicators[list(published.table("openbare_indicatoren").names)]


def _read_areas(connection: Tables) -> pd.DataFrame:
    """The table `openbare_gebieden` of every area, the municipality first."""
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
    is_unlocated = areas["gebied_code"].eq(public.ELSEWHERE)
    areas.loc[is_unlocated, "gebiedsnaam"] = "Niet in een buurt te plaatsen"
    return areas.assign(volgorde=np.arange(1, len(areas) + 1))


def _read_figures(
    connection: Tables,
    public_indicators: pd.DataFrame,
    areas: pd.DataFrame,
    rules: Rules,
) -> pd.DataFrame:
    """The figures whose indicator, level of area and kind of period may be public."""
    kinds = pd.DataFrame(
        [(level, kind) for level, of_level in rules.periods().items() for kind in of_level],
        columns=["gebiedsniveau", "periode_soort"],
    )
    connection.register("_indicatoren", public_indicators[["indicator_id", "bron"]])
    connection.register("_soorten", kinds[["periode_soort"]])
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
        inner join _indicatoren on cijfers.indicator_id = _indicatoren.indicator_id
        where cijfers.periode_soort in (select periode_soort from _soorten)
            or cijfers.periode_soort = ? or _indicatoren.bron = ?
        """,
        [_YEARS_TOGETHER, SURVEY],
    ).df()
    connection.unregister("_indicatoren")
    connection.unregister("_soorten")
    figures = figures.merge(public_indicators, on="indicator_id").merge(
        areas[["gebied_code", "gebiedsniveau"]], on="gebied_code"
    )
    depth = figures["gebiedsniveau"].map(_DEPTH)
    lowest = figures["laagste_niveau"].map(_DEPTH)
    is_part = figures["onderdeel_van"].isin(public_indicators["indicator_id"])
    lowest = lowest.mask(is_part, np.minimum(lowest, _DEPTH[rules.settings.onderdelen]))
    has_public_period = (
        figures[list(kinds)].merge(kinds.assign(hier=True), how="left")["hier"].notna()
    )
    ends_quarter = last_months(figures["periode"]).str[5:].isin(_QUARTER_ENDS)
    has_public_period &= figures["periode_soort"].ne("12m") | ends_quarter
    has_public_period |= figures["bron"].eq(SURVEY)  # at most once a year, and counts nobody
    has_public_period |= figures["periode_soort"].eq(_YEARS_TOGETHER)
    return figures[(depth <= lowest) & has_public_period]


def _newest_quarter(figures: pd.DataFrame) -> str | None:
    """The newest quarter that ends with a counted figure of the whole municipality; if there are no
    such figures at all, with any figure."""
    counted = figures[figures["bron"].isin(COUNTED) & figures["gebiedsniveau"].eq("gemeente")]
    ends = last_months((counted if len(counted) else figures)["periode"])
    ends = ends[ends.str[5:].isin(_QUARTER_ENDS)]
    return None if ends.empty else f"{ends.max()[:4]}-Q{int(ends.max()[5:]) // 3}"


def _is_within_years(figures: pd.DataFrame, quarter: str, years: int) -> pd.Series:
    """Whether a figure lies in the last `years` years up to and including `quarter`; one of a
    register, up to and including the year of `quarter`: it is delivered afterwards, as a whole."""
    last = f"{quarter[:4]}-{int(quarter[-1]) * 3:02d}"
    first = str(int(quarter[:4]) - years + 1)
    ends = last_months(figures["periode"])
    is_over = (ends <= last) | (figures["bron"].eq(REGISTER) & (ends <= f"{quarter[:4]}-12"))
    return (figures["periode"] >= first) & is_over


def _with_unknown(figures: pd.DataFrame) -> pd.DataFrame:
    """`figures` with a row of unknown value, not 0, for each period of the whole municipality that
    is missing between the first and last period of an indicator."""
    city = figures[figures["gebiedsniveau"].eq("gemeente") & figures["bron"].isin(COUNTED)]
    periods = city[PERIOD].drop_duplicates()
    descriptions = city.drop(columns=["waarde", "status", *PERIOD]).drop_duplicates("indicator_id")
    grid = descriptions.merge(periods, how="cross")
    span = city.groupby(["indicator_id", "periode_soort"])["periode"].agg(["min", "max"])
    grid = grid.merge(span.reset_index(), on=["indicator_id", "periode_soort"])
    grid = grid[(grid["periode"] > grid["min"]) & (grid["periode"] < grid["max"])]
    present = pd.MultiIndex.from_frame(figures[CELL])
    missing = grid[~pd.MultiIndex.from_frame(grid[CELL]).isin(present)]
    missing = missing.drop(columns=["min", "max"]).assign(waarde=np.nan, status="definitief")
    return pd.concat([figures, missing], ignore_index=True) if len(missing) else figures


def _unpublished_parts(connection: Tables, figures: pd.DataFrame, rules: Rules) -> pd.DataFrame:
    """The non-public parts of totals that also have a public part: their values may follow from
    the total and the public parts. Rows as in `figures`, with `getoond` False."""
    counted = figures[figures["bron"].isin(COUNTED) & figures["waarde"].notna()]
    family = ["onderdeel_van", "gebied_code", *PERIOD]
    totals = counted[CELL].set_axis(family, axis=1)
    families = totals.merge(counted[family].drop_duplicates())
    parts = rules.indicators
    parts = parts[
        parts["onderdeel_van"].isin(families["onderdeel_van"]) & parts["bron"].isin(COUNTED)
    ]
    names = zip(parts["indicator_id"], parts["thema"], parts["bron"], strict=True)
    parts = parts.assign(drempel=[rules.threshold(*each) for each in names])
    connection.register("_delen", parts[["indicator_id"]])
    values = connection.execute(
        "select indicator_id, gebied_code, periode_soort, periode, waarde from indicatorwaarden "
        "where indicator_id in (select indicator_id from _delen)"
    ).df()
    connection.unregister("_delen")
    rows = values.merge(parts, on="indicator_id").merge(families, on=family)
    present = pd.MultiIndex.from_frame(counted[CELL])
    rows = rows[~pd.MultiIndex.from_frame(rows[CELL]).isin(present)]
    return rows.reindex(columns=figures.columns).assign(getoond=False)
