"""The areas that the team follows: what is there, and what was expected."""

from __future__ import annotations

import pandas as pd

from dashboard import words
from dashboard.publication import Publication


def areas(publication: Publication) -> dict[str, str]:
    """Name -> code of the focus areas."""
    found = publication.ask(
        """
        select gebied_code, any_value(gebiedsnaam) as naam
        from driehoek_aandachtsgebieden
        group by gebied_code
        order by naam
        """
    )
    return dict(zip(found["naam"], found["gebied_code"], strict=True))


def figures(publication: Publication, area: str) -> pd.DataFrame:
    """A row an indicator: two months and twelve, what was expected and the verdict. `indicator_id`
    first."""
    found = publication.ask(
        """
        select
            indicator_id,
            indicator as "Indicator",
            bron as "Bron",
            nu as "Geteld",
            verwacht as "Verwacht",
            signaal as "Oordeel",
            sinds as "Sinds",
            reden as "Reden",
            twaalf_maanden as "12 maanden",
            twaalf_signaal as "Oordeel 12 maanden"
        from driehoek_aandachtsgebieden
        where gebied_code = $area
        order by list_position(['signaal omhoog', 'signaal omlaag'], signaal) nulls last,
            nu desc nulls last, indicator
        """,
        area=area,
    )
    return found.assign(Bron=found["Bron"].map(words.source))
