"""A figure for each neighbourhood, and where it lies on the map."""

from __future__ import annotations

import pandas as pd

from dashboard.publication import Publication

LEAST = 30  # fewer a year before, and a percentage of change says little


def figures(publication: Publication, theme: str | None, source: str) -> pd.DataFrame:
    """A row a neighbourhood: `buurtcode`, Buurt, Wijk, `wijkcode`, Aantal (twelve months), Per
    1.000 (where there are enough inhabitants), Jaar eerder, Verandering (percent; from 30 on)."""
    column = f"{source}_12m"
    found = publication.ask(
        f"""
        with laatste as (
            select
                max(maand) as nu,
                strftime(cast(max(maand) || '-01' as date) - interval 1 year, '%Y-%m') as eerder
            from buurtbeeld
        ),

        jaren as (
            select
                buurtcode,
                cast(sum({column}) filter (maand = laatste.nu) as bigint) as aantal,
                cast(sum({column}) filter (maand = laatste.eerder) as bigint) as eerder,
                sum({column}_per_1000) filter (maand = laatste.nu) as per_1000
            from buurtbeeld, laatste
            where $theme is null or thema = $theme
            group by buurtcode
        )

        select
            buurtcode,
            buurtnaam as "Buurt",
            coalesce(wijknaam, wijkcode) as "Wijk",
            wijkcode,
            aantal as "Aantal",
            inwoners as "Inwoners",
            per_1000 as "Per 1.000",
            eerder as "Jaar eerder"
        from buurten
        left join jaren using (buurtcode)
        where geldig_tot is null
        order by buurtcode
        """,
        theme=theme,
    )
    earlier = found["Jaar eerder"].astype("float64")
    change = 100 * (found["Aantal"].astype("float64") / earlier.where(earlier >= LEAST) - 1)
    return found.assign(Verandering=change.round(1))


def places(publication: Publication) -> pd.DataFrame:
    """A row a neighbourhood: `buurtcode`, `rij`, `kolom`, and `omtrek` (GeoJSON) where it is
    known."""
    return publication.ask("select buurtcode, rij, kolom, omtrek from buurtkaart")
