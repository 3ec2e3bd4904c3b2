"""In which parts of the week it happens, of a street, a neighbourhood or all."""

from __future__ import annotations

import pandas as pd

from dashboard import words
from dashboard.publication import Publication

_COLUMNS = {words.POLICE: "politie_12m", words.REPORTS: "melddesk_12m"}


def week(
    publication: Publication,
    source: str,
    *,
    street: str | None = None,
    neighbourhood: str | None = None,
    theme: str | None = None,
) -> pd.DataFrame:
    """Weekdag, Dagdeel, Aantal and Aandeel (percent of what has a known moment): a row for each of
    the 28 parts, also where nothing happened; last a row `onbekend`, without a share."""
    table = "buurtmomenten" if street is None else "straatmomenten"
    found = publication.ask(
        f"""
        select weekdag, dagdeel, sum({_COLUMNS[source]}) as aantal
        from {table}
        where ($area is null or {"buurtcode" if street is None else "straat_id"} = $area)
            and ($theme is null or thema = $theme)
        group by weekdag, dagdeel
        """,
        area=neighbourhood if street is None else street,
        theme=theme,
    ).set_index(["weekdag", "dagdeel"])["aantal"]
    parts = pd.MultiIndex.from_product([words.WEEKDAYS, words.DAY_PARTS])
    counts = found.reindex(parts).fillna(0.0)
    unknown = found.drop(parts, errors="ignore").sum()
    known = counts.sum()
    rows = counts.rename_axis(["Weekdag", "Dagdeel"]).rename("Aantal").reset_index()
    rows["Aandeel"] = 100 * rows["Aantal"] / known if known else 0.0
    rows.loc[len(rows)] = ["onbekend", "", float(unknown), None]
    return rows


def of_reporting(publication: Publication, neighbourhood: str | None, theme: str | None) -> float:
    """The percentage of reports of which only the moment of reporting is known; NaN without
    reports."""
    found = publication.ask(
        """
        select
            100 * (1 - sum(melddesk_voorval) / nullif(sum(melddesk_12m), 0)) as deel
        from buurtmomenten
        where ($area is null or buurtcode = $area)
            and ($theme is null or thema = $theme)
            and weekdag <> 'onbekend'
        """,
        area=neighbourhood,
        theme=theme,
    )
    return float(found["deel"].iloc[0] or "nan")


def patterns(
    publication: Publication, *, street: str | None = None, neighbourhood: str | None = None
) -> pd.DataFrame:
    """The streets whose week is not that of the rest of their neighbourhood, by a test that is
    corrected for all streets: Straat, Bron, Thema, Vooral, and the share of its own events and of
    the rest in those parts."""
    found = publication.ask(
        """
        select
            straatnaam as "Straat",
            bron as "Bron",
            themanaam as "Thema",
            dagdelen as "Vooral",
            aandeel_pct as "Aandeel (%)",
            aandeel_rest_pct as "Rest van de buurt (%)"
        from straatpatronen
        join themas using (thema)
        where uitkomst = 'wijkt af'
            and ($street is null or straat_id = $street)
            and ($neighbourhood is null or buurtcode = $neighbourhood)
        order by aandeel_pct desc, straatnaam
        """,
        street=street,
        neighbourhood=neighbourhood,
    )
    return found.assign(Bron=found["Bron"].map(words.source))
