"""How good the data are: what was delivered, held, rejected, not linked and revised."""

from __future__ import annotations

import pandas as pd

from dashboard import words
from dashboard.publication import Publication
from schemas import dutch


def months(publication: Publication) -> pd.DataFrame:
    """A row a month and source: what was counted and linked, and whether it is complete."""
    found = publication.ask(
        """
        select
            maand as "Maand",
            bron as "Bron",
            status as "Stand",
            volledigheid as "Volledigheid",
            versies as "Versies",
            geteld as "Geteld",
            levering_afgekeurd as "Afgekeurd",
            straat_gekoppeld_pct as "Straat gekoppeld (%)",
            buurt_gekoppeld_pct as "Buurt gekoppeld (%)",
            koppeling_oordeel as "Koppeling"
        from driehoek_datakwaliteit
        order by maand desc, bron desc
        """
    )
    return found.assign(Bron=found["Bron"].map(words.source))


def held(publication: Publication) -> pd.DataFrame:
    """The deliveries that were held and do not count: `levering_id`, `bestandsnaam`, `reden`."""
    return publication.ask(
        """
        select levering_id, bron, bestandsnaam, reden_vastgehouden as reden
        from leveringen
        where reden_vastgehouden is not null
        order by ontvangen_op desc
        """
    )


def put_apart(publication: Publication) -> pd.DataFrame:
    """What is wrong with each file that could not be read, and what to do (`melding`)."""
    return publication.ask("select melding from apart_gezet order by bestandsnaam")


def warnings(publication: Publication) -> pd.DataFrame:
    """What was remarkable in a delivery that counts all the same."""
    found = publication.ask(
        """
        select
            cast(ontvangen_op as date) as "Ontvangen",
            leveringen.bron as "Bron",
            bestandsnaam as "Bestand",
            melding as "Waarschuwing"
        from leveringscontroles
        join leveringen using (levering_id)
        where uitkomst = 'waarschuwing'
        order by ontvangen_op desc
        """
    )
    return found.assign(Bron=found["Bron"].map(words.source))


def unlinked(publication: Publication) -> pd.DataFrame:
    """Texts that are no street of the list, or not surely, with the three that they most probably
    mean; first those that the analyst can decide about."""
    found = publication.ask(
        """
        select
            tekst as "Wat er stond",
            aantal as "Rijen",
            suggestie_1 as "Suggestie 1",
            suggestie_1_kans,
            suggestie_2 as "Suggestie 2",
            suggestie_2_kans,
            suggestie_3 as "Suggestie 3",
            suggestie_3_kans,
            straatnaam as "Nu gekoppeld aan",
            koppelscore as "Score",
            koppelmethode as "Hoe",
            bron as "Bron"
        from controlelijst
        order by suggestie_1 is null, aantal desc, tekst
        """
    )
    for number in (1, 2, 3):
        chance = found.pop(f"suggestie_{number}_kans")
        shown = chance.map(lambda part: f" ({dutch.number(100 * part)} %)")
        found[f"Suggestie {number}"] += shown
    return found.assign(
        Bron=found["Bron"].map(words.source),
        Hoe=found["Hoe"].map(lambda method: words.STREET_METHODS.get(method, method)),
        Score=found["Score"].where(found["Nu gekoppeld aan"].notna()),
    )


def rejected(publication: Publication) -> pd.DataFrame:
    """Why rows were rejected, over all deliveries."""
    found = publication.ask(
        """
        select
            bron as "Bron",
            kolom as "Kolom",
            reden as "Reden",
            cast(sum(aantal) as bigint) as "Rijen",
            count(*) as "Leveringen"
        from afkeuringen
        group by all
        order by "Rijen" desc
        """
    )
    return found.assign(Bron=found["Bron"].map(words.source))
