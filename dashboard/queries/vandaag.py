"""What changed: the signals of now, whether they are new, and what the team said of them."""

from __future__ import annotations

import pandas as pd

from dashboard import words
from dashboard.publication import Publication


def signals(publication: Publication) -> pd.DataFrame:
    """A row a signal of `driehoek_signalen` with its limits `onder` and `boven`, new ones first,
    then the larger area and the larger change. `is_nieuw`: when the area was last judged, no window
    gave this signal. `actie`, `wie`, `uiterlijk`: the newest that
    was agreed and is open."""
    return publication.ask(
        """
        with nu as (select max(periode) as maand from oordelen),

        vorige as (
            select indicator_id, gebied_code, max(periode) as periode
            from oordelen, nu
            where periode < nu.maand
            group by indicator_id, gebied_code
        ),

        eerder as (
            select distinct indicator_id, gebied_code, uitkomst
            from oordelen
            join vorige using (indicator_id, gebied_code, periode)
        ),

        afspraken as (
            select
                indicator_id,
                gebied_code,
                arg_max(actie, bijgewerkt_op) as actie,
                arg_max(wie, bijgewerkt_op) as wie,
                arg_max(uiterlijk, bijgewerkt_op) as uiterlijk
            from acties
            where is_open and indicator_id is not null
            group by indicator_id, gebied_code
        )

        select
            signalen.* exclude (status),
            oordelen.onder,
            oordelen.boven,
            eerder.indicator_id is null as is_nieuw,
            afspraken.actie,
            afspraken.wie,
            afspraken.uiterlijk,
            row_number() over () as volgorde
        from driehoek_signalen as signalen
        join nu on true
        left join oordelen
            on oordelen.indicator_id = signalen.indicator_id
            and oordelen.gebied_code = signalen.gebied_code
            and oordelen.venster = signalen.venster
            and oordelen.periode = signalen.periode_tot
        left join eerder
            on eerder.indicator_id = signalen.indicator_id
            and eerder.gebied_code = signalen.gebied_code
            and eerder.uitkomst = 'signaal ' || signalen.richting
        left join afspraken
            on afspraken.indicator_id = signalen.indicator_id
            and afspraken.gebied_code = signalen.gebied_code
        order by is_nieuw desc, volgorde
        """
    )


def arrivals(publication: Publication) -> pd.DataFrame:
    """The ten newest deliveries, and how many figures each of them changed."""
    found = publication.ask(
        """
        with herzien as (
            select levering_id, count(*) as aantal from herzieningen group by levering_id
        )

        select
            cast(ontvangen_op as date) as "Ontvangen",
            bron as "Bron",
            case
                when maand_van is null then ''
                when maand_van = maand_tot then maand_van
                else maand_van || ' t/m ' || maand_tot
            end as "Over",
            rijen as "Rijen",
            afgekeurd as "Afgekeurd",
            coalesce(herzien.aantal, 0) as "Veranderde cijfers",
            leveringen.status as "Stand"
        from leveringen
        left join herzien using (levering_id)
        order by ontvangen_op desc, levering_id
        limit 10
        """
    )
    return found.assign(Bron=found["Bron"].map(words.source))
