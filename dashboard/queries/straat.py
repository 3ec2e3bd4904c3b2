"""One street: police and reports side by side, the week, what is next to it, how it was linked."""

from __future__ import annotations

import pandas as pd

from dashboard import words
from dashboard.publication import Publication


def about(publication: Publication, street: str) -> pd.Series:
    """The row of a street in `straten`."""
    return publication.ask("from straten where straat_id = $street", street=street).iloc[0]


def months(publication: Publication, street: str, theme: str | None) -> pd.DataFrame:
    """`maand` (first day), Politie, Meldingen: a row a month, of one theme or of all together."""
    return publication.ask(
        """
        select
            cast(maand || '-01' as date) as maand,
            cast(sum(politie_registraties) as bigint) as "Politie",
            cast(sum(melddesk_meldingen) as bigint) as "Meldingen"
        from straatbeeld
        where straat_id = $street and ($theme is null or thema = $theme)
        group by maand
        order by maand
        """,
        street=street,
        theme=theme,
    )


def themes(publication: Publication, street: str) -> pd.DataFrame:
    """Thema, Politie, Meldingen of the last twelve months, and `telt_politie`, `telt_melddesk`."""
    return publication.ask(
        """
        select
            themas.themanaam as "Thema",
            politie_12m as "Politie",
            melddesk_12m as "Meldingen",
            telt_politie,
            telt_melddesk
        from straatbeeld
        join themas using (thema)
        where straat_id = $street and maand = (select max(maand) from straatbeeld)
        order by coalesce(politie_12m, 0) + coalesce(melddesk_12m, 0) > 0 desc, themas.volgorde
        """,
        street=street,
    )


def next_to(publication: Publication, street: str) -> pd.DataFrame:
    """The streets that cross this one, as far as rows name a crossing, and those of its
    neighbourhood; each with its last twelve months."""
    return publication.ask(
        """
        with kruisend as (
            select straat_id, kruisende_straat_id from registraties where op_straatniveau
            union
            select straat_id, kruisende_straat_id from meldingen where op_straatniveau
        ),

        ernaast as (
            select kruisende_straat_id as straat_id from kruisend where straat_id = $street
            union
            select straat_id from kruisend where kruisende_straat_id = $street
        ),

        eigen as (
            select buurtcode from straten where straat_id = $street and not in_meer_buurten
        ),

        jaar as (
            select
                straat_id,
                cast(sum(politie_12m) as bigint) as politie,
                cast(sum(melddesk_12m) as bigint) as meldingen
            from straatbeeld
            where maand = (select max(maand) from straatbeeld)
            group by straat_id
        )

        select
            straatnaam as "Straat",
            case
                when ernaast.straat_id is null then 'zelfde buurt' else 'genoemd als kruising'
            end as "Ligging",
            politie as "Politie",
            meldingen as "Meldingen"
        from straten
        join jaar using (straat_id)
        left join ernaast using (straat_id)
        where straat_id <> $street
            and (ernaast.straat_id is not null or buurtcode in (select buurtcode from eigen))
        order by ernaast.straat_id is null, politie desc nulls last, meldingen desc, straatnaam
        """,
        street=street,
    )


def linking(publication: Publication, street: str) -> pd.DataFrame:
    """How the rows that count in the street were linked: Bron, Straat gevonden door, Buurt gevonden
    door, Aantal, Laagste score, Tweede keus (the one that came nearest most often)."""
    found = publication.ask(
        """
        with plek as (
            select max(case when soort = 'plaats' then straatnaam end) as naam
            from straten where straat_id = $street
        ),

        rijen as (
            select 'politie' as bron, koppelmethode, gebiedsmethode, koppelscore, tweede_keus
            from registraties, plek
            where op_straatniveau and (straat_id = $street or plaatsnaam = plek.naam)
            union all
            select 'melddesk', koppelmethode, gebiedsmethode, koppelscore, tweede_keus
            from meldingen, plek
            where op_straatniveau and (straat_id = $street or plaatsnaam = plek.naam)
        )

        select
            bron as "Bron",
            koppelmethode as "Straat gevonden door",
            gebiedsmethode as "Buurt gevonden door",
            count(*) as "Aantal",
            min(koppelscore) as "Laagste score",
            mode(tweede_keus) as "Tweede keus"
        from rijen
        group by all
        order by "Bron" desc, "Aantal" desc
        """,
        street=street,
    )
    return found.assign(
        **{
            "Bron": found["Bron"].map(words.source),
            "Straat gevonden door": found["Straat gevonden door"].map(
                lambda method: words.STREET_METHODS.get(method, method)
            ),
            "Buurt gevonden door": found["Buurt gevonden door"].map(
                lambda method: words.AREA_METHODS.get(method, method)
            ),
        }
    )
