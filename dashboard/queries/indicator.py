"""One indicator in one area: months, what was expected, revisions, and how areas compare."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from dashboard.publication import Publication


def about(publication: Publication, indicator: str) -> pd.Series:
    """The row of an indicator in `indicatoren`."""
    return publication.ask(
        "from indicatoren where indicator_id = $indicator", indicator=indicator
    ).iloc[0]


def verdicts(publication: Publication, indicator: str, area: str, window: str) -> pd.DataFrame:
    """The verdict on each month in a window that ends there: `maand` (first day), `nu`, `verwacht`,
    `onder`, `boven`, `uitkomst`, `sinds`, `reden`, `trendbreuk`, `bekend` and more."""
    return publication.ask(
        """
        select cast(periode || '-01' as date) as maand, oordelen.*
        from oordelen
        where indicator_id = $indicator and gebied_code = $area and venster = $window
        order by periode
        """,
        indicator=indicator,
        area=area,
        window=window,
    )


def months(
    publication: Publication, indicator: str, area: str, day: dt.date | None = None
) -> pd.DataFrame:
    """`maand` (first day), Aantal and Stand, as known at the end of `day`; without it, as now.

    A revision holds the value that it replaced: a month was then what the first revision after
    that day replaced. A month that was first delivered later is left out.
    """
    return publication.ask(
        """
        with later as (
            select periode, arg_min(oude_waarde, sinds) as waarde
            from herzieningen
            where indicator_id = $indicator
                and gebied_code = $area
                and periode_soort = 'maand'
                and sinds > $day
            group by periode
        )

        select
            cast(indicatorwaarden.periode || '-01' as date) as maand,
            coalesce(later.waarde, indicatorwaarden.waarde) as "Aantal",
            case when later.periode is null then status else 'later herzien' end as "Stand"
        from indicatorwaarden
        left join later using (periode)
        where indicator_id = $indicator
            and gebied_code = $area
            and periode_soort = 'maand'
            and ($day is null or exists (
                select 1
                from leveringen
                join indicatoren using (bron)
                where indicatoren.indicator_id = $indicator
                    and indicatorwaarden.periode between maand_van and maand_tot
                    and cast(ontvangen_op as date) <= $day
            ))
        order by maand
        """,
        indicator=indicator,
        area=area,
        day=day,
    )


def revisions(publication: Publication, indicator: str, area: str) -> pd.DataFrame:
    """Every month that was revised, with the old and the new value and the day."""
    return publication.ask(
        """
        select
            periode as "Maand",
            oude_waarde as "Was",
            nieuwe_waarde as "Werd",
            sinds as "Op"
        from herzieningen
        where indicator_id = $indicator and gebied_code = $area and periode_soort = 'maand'
        order by sinds desc, periode desc
        """,
        indicator=indicator,
        area=area,
    )


def areas(publication: Publication, indicator: str, window: str, level: str) -> pd.DataFrame:
    """The areas of a level, with the newest verdict on each."""
    return publication.ask(
        """
        select
            any_value(gebiedsnaam) as "Gebied",
            any_value(nu) as "Geteld",
            any_value(verwacht) as "Verwacht",
            any_value(onder) as "Ondergrens",
            any_value(boven) as "Bovengrens",
            any_value(uitkomst) as "Oordeel",
            any_value(sinds) as "Sinds",
            any_value(reden) as "Reden"
        from oordelen
        join gebieden using (gebied_code)
        where indicator_id = $indicator
            and venster = $window
            and gebiedsniveau = $level
            and oordelen.periode = (select max(periode) from oordelen)
            and oordelen.periode between maand_van and maand_tot
        group by gebied_code
        order by list_position(['signaal omhoog', 'signaal omlaag'], "Oordeel") nulls last,
            "Geteld" desc nulls last, "Gebied"
        """,
        indicator=indicator,
        window=window,
        level=level,
    )
