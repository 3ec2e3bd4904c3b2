"""What the team talks about: signals and hotspots of the municipality, what was said of them and
what was agreed."""

from __future__ import annotations

import pandas as pd

from dashboard import words
from dashboard.publication import Publication
from dashboard.queries.choices import told_apart
from schemas import dutch
from schemas.entry import Names

_HOTSPOTS = 20  # so many places are talked about at most


def period(publication: Publication) -> str:
    """The period of the issue that is talked about: `2020-05--2020-06`."""
    found = publication.ask(
        "select max(periode_van || '--' || periode_tot) as periode from driehoek_kerncijfers"
    )
    return str(found["periode"].iloc[0])


def subjects(publication: Publication) -> pd.DataFrame:
    """What can be talked about, in order of weight: the signals of the municipality, its hotspots,
    the other areas. `onderwerp` (indicator_id, or a theme), `plaats` (code of an area, or
    straat_id), `naam`, `wat` (in words), `soort`."""
    signals = publication.ask(
        """
        select
            indicator_id as onderwerp, gebied_code as plaats,
            case richting when 'omhoog' then '▲ ' else '▼ ' end || indicator
                || ', ' || gebiedsnaam as naam,
            waargenomen, verwacht, periode_van, periode_tot, sinds_maand, gebiedsniveau
        from driehoek_signalen
        """
    )
    signals["wat"] = [_in_words(row) for _, row in signals.iterrows()]
    is_city = signals["gebiedsniveau"].eq("gemeente")
    signals["soort"] = is_city.map({True: "signaal", False: "signaal in een gebied"})
    places = publication.ask(
        f"""
        select
            thema as onderwerp, straat_id as plaats, soort || ', ' || straatnaam as naam,
            klasse, politie_12m, melddesk_12m
        from driehoek_hotspots
        where klasse <> 'voorbij' and rang is not null
        order by rang
        limit {_HOTSPOTS}
        """
    )
    places["wat"] = [
        f"Hotspot, {row.klasse}: in twaalf maanden {dutch.number(row.politie_12m)} van de politie "
        f"en {dutch.number(row.melddesk_12m)} meldingen."
        for row in places.itertuples()
    ]
    places[["soort", "gebiedsniveau"]] = "hotspot"
    rows = pd.concat([signals[is_city], places, signals[~is_city]])
    # A street in two neighbourhoods has a row for each, and is one subject: the heavier counts.
    rows = rows.drop_duplicates(["onderwerp", "plaats"], ignore_index=True)
    names = told_apart(rows["naam"], rows["gebiedsniveau"], rows["onderwerp"], rows["plaats"])
    return rows.assign(naam=names)[["onderwerp", "plaats", "naam", "wat", "soort"]]


def _in_words(signal: pd.Series) -> str:
    when = words.month_of(f"{signal['periode_van']}--{signal['periode_tot']}")
    since = signal["sinds_maand"]
    return (
        f"{dutch.number(signal['waargenomen'])} in {when}; te verwachten was "
        f"{dutch.number(signal['verwacht'])}."
        + ("" if dutch.is_unknown(since) else f" Sinds {dutch.month(since)}.")
    )


def said(publication: Publication, subject: str, place: str) -> pd.DataFrame:
    """What was said and agreed of a subject before, the newest first: Datum, Over (a period),
    Duiding, Afgesproken, Wie, Uiterlijk, Status, Door."""
    return publication.ask(
        """
        with gezegd as (
            select
                datum, periode, duiding, null as actie, null as wie, null as uiterlijk,
                null as status, auteur, gezegd_op
            from duidingen
            where coalesce(indicator_id, thema) = $subject
                and coalesce(gebied_code, straat_id) = $place
            union all
            select
                datum, periode, null, actie, wie, uiterlijk, status, auteur, gezegd_op
            from actieversies
            where coalesce(indicator_id, thema) = $subject
                and coalesce(gebied_code, straat_id) = $place
        )

        select
            max(datum) as "Datum",
            periode as "Over",
            max(duiding) as "Duiding",
            max(actie) as "Afgesproken",
            max(wie) as "Wie",
            max(uiterlijk) as "Uiterlijk",
            max(status) as "Status",
            max(auteur) as "Door"
        from gezegd
        group by periode, gezegd_op
        order by gezegd_op desc, periode desc
        """,
        subject=subject,
        place=place,
    )


def now(publication: Publication, subject: str, place: str, period: str) -> dict[str, object]:
    """What stands for a subject and period: duiding, nieuw_niveau, actie, wie, uiterlijk, status
    and auteur, as far as there is one."""
    found = publication.ask(
        """
        with duiding as (
            select duiding, nieuw_niveau, auteur
            from duidingen
            where coalesce(indicator_id, thema) = $subject
                and coalesce(gebied_code, straat_id) = $place
                and periode = $period
                and is_nieuwste
        ),

        actie as (
            select actie, wie, uiterlijk, status, auteur as actie_auteur
            from acties
            where coalesce(indicator_id, thema) = $subject
                and coalesce(gebied_code, straat_id) = $place
                and periode = $period
        )

        select * replace (coalesce(auteur, actie_auteur) as auteur)
        from duiding full join actie on true
        """,
        subject=subject,
        place=place,
        period=period,
    )
    rows = found.to_dict("records")
    return (
        {name: value for name, value in rows[0].items() if not dutch.is_unknown(value)}
        if rows
        else {}
    )


def actions(publication: Publication) -> pd.DataFrame:
    """The open actions, those that should be done first on top."""
    return publication.ask(
        """
        select
            actie as "Afgesproken",
            onderwerp || ', ' || gebiedsnaam as "Over",
            wie as "Wie",
            uiterlijk as "Uiterlijk",
            status as "Status",
            afgesproken_op as "Sinds"
        from acties
        where is_open
        order by uiterlijk nulls last, afgesproken_op
        """
    )


def names(publication: Publication) -> Names:
    """What an entry may be about."""
    indicators = publication.ask("select indicator_id from indicatoren")
    themes = publication.ask("select thema from themas")
    streets = publication.ask("select straat_id from straten where soort <> 'geen straat'")
    return Names(
        list(indicators["indicator_id"]), list(themes["thema"]), list(streets["straat_id"])
    )


def taken_in(publication: Publication) -> frozenset[str]:
    """The sha256 of every delivery of interpretations that the publication knows."""
    found = publication.ask("select sha256 from leveringen where bron = 'duiding'")
    return frozenset(found["sha256"])
