"""What was counted in the focus areas of the team: rows for its section in the Driehoek's sheet.

Nothing is judged here. Which rows lie in an area is decided in `dbt_like_sql`
(`int_aandachtsgebied_maand`). Areas may overlap, so nothing here adds them up.
"""

from __future__ import annotations

import pandas as pd

from assets.indicators.material import Material
from assets.indicators.months import month_name

_COUNTS = """
    select
        areas.gebied_code,
        areas.gebiedsnaam,
        areas.soort,
        counts.indicator_id,
        cast(sum(counts.waarde) as bigint) as aantal
    from int_aandachtsgebieden as areas
    inner join int_aandachtsgebied_maand as counts on areas.gebied_code = counts.gebied_code
    inner join indicatoren on counts.indicator_id = indicatoren.indicator_id
    where counts.periode between '{first}' and '{last}'
        and areas.maand_van <= '{last}'
        and areas.maand_tot >= '{first}'
    group by areas.gebied_code, areas.gebiedsnaam, areas.soort, counts.indicator_id,
        indicatoren.volgorde
    having count(*) = {months} and count(distinct counts.definitie_versie) = 1
    order by areas.gebiedsnaam, areas.gebied_code, indicatoren.volgorde, counts.indicator_id
"""


def counted(material: Material, first: int, last: int) -> pd.DataFrame:
    """gebied_code, gebiedsnaam, soort, indicator_id and aantal: the count of the months `first` to
    `last` (numbers), for each area that was followed in one of them. Without a row for an indicator
    of which one of the months is not known, or whose definition changed in them."""
    return material.ask(
        _COUNTS.format(first=month_name(first), last=month_name(last), months=last - first + 1)
    )
