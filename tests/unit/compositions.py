"""A small invented municipality: counts by neighbourhood and month, and figures that are sums of
them. Only builders, no tests."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from assets.disclosure.plan.candidates import Candidates
from assets.disclosure.plan.composition import CELL, PLACE, Composition
from assets.disclosure.publish.archive import ArchivedEdition
from assets.disclosure.publish.making import make_edition
from schemas import published as contracts
from schemas.configuration import Municipality, Public

CITY, NEIGHBOURHOODS = "GM0001", {"A": "BU00010001", "B": "BU00010002", "C": "BU00010003"}
MONTHS = [f"2019-{month:02d}" for month in range(1, 13)]
PERIODS = {
    ("jaar", "2019"): MONTHS,
    **{("kwartaal", f"2019-Q{n}"): MONTHS[3 * n - 3 : 3 * n] for n in range(1, 5)},
}
LEVELS = {CITY: "gemeente"} | dict.fromkeys(NEIGHBOURHOODS.values(), "buurt")
Counts = dict[tuple[str, str, str], int]  # code, A B or C, month -> count


def compose(
    counts: Counts,
    cells: list[tuple[str, str, str]],
    indicators: dict[str, str] | None = None,
    threshold: int = 4,
) -> Composition:
    """The figures `cells` (indicator, A B C or CITY, period); 1..`threshold` is sensitive.

    `indicators`: indicator -> the letters of its codes; default one indicator `i` of code X.
    """
    indicators = indicators or {"i": "X"}
    kinds = {period: kind for kind, period in PERIODS}
    rows = []
    for indicator, area, period in cells:
        value = sum(
            count
            for (code, place, month), count in counts.items()
            if code in indicators[indicator]
            and area in (CITY, place)
            and month in PERIODS[kinds[period], period]
        )
        rows.append(
            (indicator, NEIGHBOURHOODS.get(area, area), kinds[period], period, float(value))
        )
    figures = pd.DataFrame(rows, columns=[*CELL, "waarde"])
    figures["geteld"] = True
    figures["geheim"] = figures["waarde"].between(1, threshold)
    figures["drempel"] = figures["geheim"] * threshold
    always = ("0000-01", "9999-12")
    places = [
        (kind, period, area, code, "", *always)
        for kind, period in PERIODS
        for code in NEIGHBOURHOODS.values()
        for area in (CITY, code)
    ]
    return Composition(
        figures,
        pd.DataFrame(
            [
                ("politie", code, month, NEIGHBOURHOODS[place], "", float(count))
                for (code, place, month), count in counts.items()
            ],
            columns=["bron", "code", "maand", "buurtcode", "wijkcode", "aantal"],
        ),
        pd.DataFrame(
            [
                (name, "politie", code, *always)
                for name, codes in indicators.items()
                for code in codes
            ],
            columns=["indicator_id", "bron", "code", "maand_van", "maand_tot"],
        ),
        pd.DataFrame(
            places,
            columns=["periode_soort", "periode", "gebied_code", *PLACE, "maand_van", "maand_tot"],
        ),
        pd.DataFrame(
            [(*period, month) for period, months in PERIODS.items() for month in months],
            columns=["periode_soort", "periode", "maand"],
        ),
    )


def published(planned: Composition, suppressed: list[bool]) -> Composition:
    """The composition of an edition that was published with this pattern."""
    return planned.with_outcome(np.array(suppressed, dtype=bool))


def candidates(
    planned: Composition, quarter: str = "2019-Q4", status: str = "definitief"
) -> Candidates:
    """Candidates for an edition: all figures of a composition."""
    figures = planned.figures.assign(
        thema="Objectieve veiligheid",
        eenheid="aantal",
        status=status,
        marge_onder=float("nan"),
        marge_boven=float("nan"),
        telt=True,
    )
    names = list(dict.fromkeys(figures["indicator_id"]))
    indicators = pd.DataFrame(
        {
            **dict.fromkeys(contracts.table("openbare_indicatoren").names, "tekst"),
            "indicator_id": names,
            "eenheid": "aantal",
            "bron": "politie",
            "volgorde": 1,
            "definitie_versie": 1,
        }
    )
    areas = pd.DataFrame(
        {
            "gebied_code": list(LEVELS),
            "gebiedsnaam": list(LEVELS),
            "gebiedsniveau": list(LEVELS.values()),
            "hoort_bij": [None, *[CITY] * 3],
            "volgorde": range(4),
        }
    )
    return Candidates(quarter, figures, indicators, areas, planned)


# A year in three neighbourhoods and the city; C is sensitive.
AREAS = [("i", area, "2019") for area in ("A", "B", "C", CITY)]
COUNTS = {("X", "A", MONTHS[0]): 20, ("X", "B", MONTHS[0]): 30, ("X", "C", MONTHS[0]): 3}
TOWN = Municipality(code=CITY, naam="Ergens")
DAY = date(2020, 1, 20)


def edition_of(
    found: Candidates, *earlier: ArchivedEdition, settings: Public | None = None
) -> ArchivedEdition:
    """The edition of these candidates after the `earlier` ones."""
    return make_edition(found, list(earlier), settings or Public(), TOWN, DAY, DAY)


def unlinked_secret(count: int) -> Candidates:
    """Candidates with a count for C that nothing discloses, because the city is not among them."""
    return candidates(compose({**COUNTS, ("X", "C", MONTHS[0]): count}, AREAS[:3]))
