"""The places with nuisance, what an approach did, and how well earlier lists predicted."""

from __future__ import annotations

import pandas as pd

from dashboard import words
from dashboard.publication import Publication


def hotspots(publication: Publication, theme: str | None, kind: str | None) -> pd.DataFrame:
    """A row a place and theme, in order of what is expected next quarter; `straat_id` first."""
    return publication.ask(
        """
        select
            straat_id,
            rang as "Rang",
            straatnaam as "Straat",
            coalesce(buurtnaam, 'meer buurten') as "Buurt",
            soort as "Thema",
            klasse as "Klasse",
            maanden_actief as "Maanden actief",
            politie_12m as "Politie",
            melddesk_12m as "Meldingen",
            coalesce(weekdelen, '') as "Wanneer",
            coalesce(aanpak_status, '') as "Aanpak",
            aanpak_sinds as "Aanpak sinds",
            klasse_blind_tot as "Klasse zeker vanaf"
        from driehoek_hotspots
        where ($theme is null or thema = $theme) and ($kind is null or klasse = $kind)
        order by rang nulls last, straatnaam
        """,
        theme=theme,
        kind=kind,
    )


def kinds(publication: Publication) -> list[str]:
    """The classes that occur, the most first."""
    found = publication.ask(
        "select klasse from driehoek_hotspots group by klasse order by count(*) desc, klasse"
    )
    return list(found["klasse"])


def effects(publication: Publication) -> pd.DataFrame:
    """What an approach did, a row a place and source: before, after and what was to be expected."""
    found = publication.ask(
        """
        select
            straatnaam as "Straat",
            coalesce(themanaam, 'alle thema''s') as "Thema",
            bron as "Bron",
            sinds as "Sinds",
            voor as "Ervoor",
            na as "Erna",
            verwacht as "Verwacht",
            uitkomst as "Uitkomst",
            reden as "Reden"
        from aanpak_effect
        left join themas using (thema)
        order by sinds desc, straatnaam, bron desc
        """
    )
    return found.assign(Bron=found["Bron"].map(words.source))


def scores(publication: Publication) -> pd.DataFrame:
    """Which part of the next quarter fell on the places of each list, by the method in use."""
    found = publication.ask(
        """
        select
            bron as "Bron",
            kwartaal_van || ' t/m ' || kwartaal_tot as "Kwartaal",
            top as "Deel van de plekken",
            gebeurtenissen as "Gebeurtenissen",
            trefkans_pct as "Daarvan op de lijst (%)"
        from driehoek_hotspotscore
        where gebruikt
        order by kwartaal_van desc, bron desc, plekken
        """
    )
    return found.assign(Bron=found["Bron"].map(words.source))
