"""A small world of public figures for tests: counts by neighbourhood and month, and figures that
are sums of them."""

from __future__ import annotations

import pandas as pd

from assets.disclosure.plan.candidates import Candidates
from assets.disclosure.plan.decomposition import CELL, PLACE, Makeup
from schemas import published

CITY, OTHERS = "GM0001", {"A": "BU00010001", "B": "BU00010002", "C": "BU00010003"}
MONTHS = [f"2019-{month:02d}" for month in range(1, 13)]
PERIODS = {
    ("jaar", "2019"): MONTHS,
    **{("kwartaal", f"2019-Q{n}"): MONTHS[3 * n - 3 : 3 * n] for n in range(1, 5)},
}
LEVELS = {CITY: "gemeente"} | dict.fromkeys(OTHERS.values(), "buurt")
Counts = dict[tuple[str, str, str], int]  # code, A B or C, month -> count


def makeup(
    counts: Counts,
    cells: list[tuple[str, str, str]],
    indicators: dict[str, str] | None = None,
    small: int = 4,
) -> Makeup:
    """The figures `cells` (indicator, A B C or CITY, period) with what is secret in them.

    `indicators`: indicator -> the letters of its codes; else one indicator `i` of code X.
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
        rows.append((indicator, OTHERS.get(area, area), kinds[period], period, float(value)))
    figures = pd.DataFrame(rows, columns=[*CELL, "waarde"])
    figures["geteld"] = True
    figures["geheim"] = figures["waarde"].between(1, small)
    figures["drempel"] = figures["geheim"] * small
    always = ("0000-01", "9999-12")
    places = [
        (kind, period, area, code, "", *always)
        for kind, period in PERIODS
        for code in OTHERS.values()
        for area in (CITY, code)
    ]
    return Makeup(
        figures,
        pd.DataFrame(
            [
                ("politie", code, month, OTHERS[place], "", float(count))
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


def shown(made: Makeup, hidden: list[bool]) -> Makeup:
    """The makeup of an edition that came out with `hidden`."""
    figures = made.figures.assign(bekend=[not each for each in hidden])
    return Makeup(figures, made.counts, made.codes, made.places, made.months)


def candidates(made: Makeup, quarter: str = "2019-Q4", status: str = "definitief") -> Candidates:
    """The figures of `made` as what an edition could hold."""
    figures = made.figures.assign(
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
            **dict.fromkeys(published.table("openbare_indicatoren").names, "tekst"),
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
    return Candidates(quarter, figures, indicators, areas, made)
