"""One neighbourhood: its months, themes, signals and streets."""

from __future__ import annotations

import pandas as pd

from dashboard.publication import Publication


def about(publication: Publication, area: str) -> pd.Series:
    """The row of a neighbourhood in `buurten`, as it is now."""
    return publication.ask(
        "from buurten where buurtcode = $area order by geldig_tot desc nulls first limit 1",
        area=area,
    ).iloc[0]


def months(publication: Publication, area: str, theme: str | None) -> pd.DataFrame:
    """`maand` (first day), Politie, Meldingen: a row a month, of one theme or of all together."""
    return publication.ask(
        """
        select
            cast(maand || '-01' as date) as maand,
            cast(sum(politie_registraties) as bigint) as "Politie",
            cast(sum(melddesk_meldingen) as bigint) as "Meldingen"
        from buurtbeeld
        where buurtcode = $area and ($theme is null or thema = $theme)
        group by maand
        order by maand
        """,
        area=area,
        theme=theme,
    )


def themes(publication: Publication, area: str) -> pd.DataFrame:
    """Thema, and of the last twelve months Politie and Meldingen, also per 1.000 inwoners."""
    return publication.ask(
        """
        select
            themas.themanaam as "Thema",
            politie_12m as "Politie",
            politie_12m_per_1000 as "Politie per 1.000",
            melddesk_12m as "Meldingen",
            melddesk_12m_per_1000 as "Meldingen per 1.000",
            telt_politie,
            telt_melddesk
        from buurtbeeld
        join themas using (thema)
        where buurtcode = $area and maand = (select max(maand) from buurtbeeld)
        order by themas.volgorde
        """,
        area=area,
    )


def streets(publication: Publication, area: str, theme: str | None) -> pd.DataFrame:
    """The streets that lie in the neighbourhood, with their last twelve months. `straat_id`
    first."""
    return publication.ask(
        """
        select
            straat_id,
            straatnaam as "Straat",
            cast(sum(politie_12m) as bigint) as "Politie",
            cast(sum(melddesk_12m) as bigint) as "Meldingen"
        from straatbeeld
        where buurtcode = $area
            and ($theme is null or thema = $theme)
            and maand = (select max(maand) from straatbeeld)
        group by straat_id, straatnaam
        order by "Politie" desc nulls last, "Meldingen" desc nulls last, "Straat"
        """,
        area=area,
        theme=theme,
    )


def signals(publication: Publication, area: str) -> pd.DataFrame:
    """The signals in this neighbourhood."""
    return publication.ask(
        """
        select
            indicator as "Indicator",
            richting as "Richting",
            waargenomen as "Geteld",
            verwacht as "Verwacht",
            sinds_maand as "Sinds"
        from driehoek_signalen
        where gebied_code = $area
        """,
        area=area,
    )
