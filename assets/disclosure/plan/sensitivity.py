"""Primary suppression: which figures are under disclosure control, and which of them are sensitive
for their own sake.

Which figures there are belongs in `candidates`; secondary suppression is the work of `solve`.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from assets.disclosure.plan.composition import CELL, PERIOD
from assets.disclosure.plan.rules import COUNTED, OPEN_DATA, SURVEY, Rules
from assets.warehouse.derived import Tables


def with_sensitivity(figures: pd.DataFrame, rules: Rules, connection: Tables) -> pd.DataFrame:
    """`figures` with these columns; a survey figure of too few respondents becomes unknown.

    telt: under disclosure control (a count that is not published as the police does). geteld:
    counted here, not delivered as a figure. geheim: sensitive. drempel: 0 unless the range
    1..drempel is a disclosure. bekend: True (published elsewhere), False (never published) or None
    (to be decided).
    """
    settings = rules.settings
    figures = figures.copy()
    is_survey = figures["bron"].eq(SURVEY)
    too_few = is_survey & (figures["respondenten"] < settings.minimum_respondenten)
    figures.loc[too_few, ["waarde", "marge_onder", "marge_boven"]] = np.nan
    is_shown_as_delivered = figures["bron"].eq(OPEN_DATA) & settings.open_data_politie
    figures["telt"] = figures["waarde"].notna() & ~is_survey & ~is_shown_as_delivered
    figures["geteld"] = figures["telt"] & figures["bron"].isin(COUNTED)
    figures["geheim"] = figures["telt"] & figures["waarde"].gt(0)
    figures["geheim"] &= figures["waarde"].le(figures["drempel"])
    figures["bekend"] = figures["getoond"].astype(object).mask(figures["getoond"], None)
    if settings.open_data_politie:
        is_published = _in_police_open_data(figures, connection)
        figures["geheim"] &= ~is_published
        figures.loc[is_published, "bekend"] = True
    if settings.nullen:
        figures["geheim"] |= figures["telt"] & _is_group_disclosure(figures)
    figures["drempel"] = figures["drempel"].where(figures["geheim"] & figures["waarde"].gt(0), 0)
    return figures


def _in_police_open_data(figures: pd.DataFrame, connection: Tables) -> pd.Series:
    """Whether the police publishes the same count itself, for the same indicator, area and
    period."""
    published = connection.execute(
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
        pd.MultiIndex.from_frame(figures[key]).isin(pd.MultiIndex.from_frame(published[key])),
        figures.index,
    )


def _is_group_disclosure(figures: pd.DataFrame) -> pd.Series:
    """Whether a figure is 0 because its whole total falls in one other part: then it is known of
    every case in the total which part it is."""
    group = [figures[name] for name in ("onderdeel_van", "gebied_code", *PERIOD)]
    parts_above_zero = figures["waarde"].gt(0).groupby(group).transform("sum")
    return figures["waarde"].eq(0) & parts_above_zero.eq(1) & figures["onderdeel_van"].notna()
