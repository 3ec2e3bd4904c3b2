"""What can be chosen on a page: themes, neighbourhoods, streets, indicators, areas. Names, with the
code that a query needs."""

from __future__ import annotations

import pandas as pd

from dashboard.publication import Publication


def themes(publication: Publication) -> pd.DataFrame:
    """`thema`, `themanaam`, `telt_politie`, `telt_melddesk`, a row a theme, in their order."""
    return publication.ask(
        "select thema, themanaam, telt_politie, telt_melddesk from themas order by volgorde, thema"
    )


def neighbourhoods(publication: Publication) -> dict[str, str]:
    """Name -> buurtcode of the neighbourhoods that are there now."""
    found = publication.ask(
        "select buurtcode, buurtnaam from buurten where geldig_tot is null order by buurtnaam"
    )
    return dict(zip(found["buurtnaam"], found["buurtcode"], strict=True))


def streets(publication: Publication) -> dict[str, str]:
    """Name -> straat_id of every street and place with rows; one that two places share is followed
    by its place."""
    found = publication.ask(
        """
        select
            straat_id,
            straatnaam || case
                when count(*) over (partition by straatnaam) = 1 then ''
                else ' (' || coalesce(woonplaats, buurtnaam, straat_id) || ')'
            end as naam
        from straten
        where soort in ('straat', 'plaats')
        order by naam
        """
    )
    return dict(zip(found["naam"], found["straat_id"], strict=True))


def judged_indicators(publication: Publication) -> pd.DataFrame:
    """`indicator_id`, `naam`, `bron` of the indicators that have verdicts, in their order."""
    return publication.ask(
        """
        select indicator_id, naam, bron from indicatoren
        where indicator_id in (select indicator_id from oordelen)
        order by volgorde, naam
        """
    )


def judged_areas(publication: Publication) -> pd.DataFrame:
    """`gebied_code`, `naam`, `niveau` of the areas that have verdicts, the largest first."""
    return publication.ask(
        """
        select
            gebied_code,
            arg_max(gebiedsnaam, maand_tot) as naam,
            arg_max(gebieden.gebiedsniveau, maand_tot) as niveau
        from gebieden
        where gebied_code in (select gebied_code from oordelen)
        group by gebied_code
        order by list_position(['gemeente', 'wijk', 'buurt', 'aandachtsgebied'], niveau), naam
        """
    )


def last_month(publication: Publication) -> str:
    """The last month with figures, `2020-06`."""
    return str(publication.ask("select max(maand) as maand from straatbeeld")["maand"].iloc[0])
