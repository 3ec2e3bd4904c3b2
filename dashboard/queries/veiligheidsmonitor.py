"""What residents answered in the survey, with margins."""

from __future__ import annotations

import pandas as pd

from dashboard.publication import Publication


def indicators(publication: Publication) -> dict[str, str]:
    """Name -> indicator_id of what the survey asks."""
    found = publication.ask(
        """
        select indicator_id, any_value(indicator) as naam
        from raad_veiligheidsmonitor
        group by indicator_id
        order by any_value(thema), naam
        """
    )
    return dict(zip(found["naam"], found["indicator_id"], strict=True))


def outcomes(publication: Publication, indicator: str) -> pd.DataFrame:
    """A row an area and year: Gebied, Jaar, Waarde, Van, Tot (the margin; empty: not published),
    Respondenten, Reeks (years within one can be compared) and Verschil."""
    return publication.ask(
        """
        select
            gebiedsnaam as "Gebied",
            jaar as "Jaar",
            waarde as "Waarde",
            marge_onder as "Van",
            marge_boven as "Tot",
            respondenten as "Respondenten",
            nederland as "Nederland",
            eenheid as "Eenheid",
            signaal as "Oordeel",
            reeks as "Reeks"
        from raad_veiligheidsmonitor
        where indicator_id = $indicator
        order by gebiedsniveau, gebiedsnaam, jaar
        """,
        indicator=indicator,
    )
