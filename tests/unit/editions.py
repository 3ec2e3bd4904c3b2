"""Invented editions of the public figures: every mark, several areas, overlapping periods.

Only builders, no tests. No figure is of a real municipality.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd

from assets.disclosure.publish.edition import Edition
from assets.disclosure.publish.publisher import publisher_of
from schemas import published
from schemas.configuration import Configuration

CODE, NAME = "GM9999", "Voorbeeldstad"
PUBLISHER = publisher_of(Configuration())
QUARTERS = ("2019-Q1", "2019-Q2", "2019-Q3", "2019-Q4", "2020-Q1", "2020-Q2")
PERIODS = (
    *(("kwartaal", quarter) for quarter in QUARTERS),
    ("jaar", "2019"),
    ("12m", "2019-07--2020-06"),
)
# indicator: (name, theme, source, kind, unit)
INDICATORS = {
    "woninginbraak": ("Woninginbraak", "Objectieve veiligheid", "politie", "breng", "aantal"),
    "zakkenrollerij": ("Zakkenrollerij", "Objectieve veiligheid", "politie", "breng", "aantal"),
    "afval": ("Meldingen over afval", "Fysieke kwaliteit", "melddesk", "breng", "aantal"),
    "onveilig": ("Voelt zich wel eens onveilig", "Subjectieve veiligheid", "vm", "enquête", "%"),
    "bibob": (
        "Onderzoeken (Bibob); «nieuw»",
        "Integriteit / georganiseerde criminaliteit",
        "register",
        "haal",
        "aantal",
    ),
}


def make_edition(
    number: str = "2020-Q2", *, neighbourhoods: int = 3, copies: int = 1, **frames: object
) -> Edition:
    """An edition with figures of the city, a district, its neighbourhoods and `onbekend`.

    `copies`: the number of copies of each indicator. `frames`: fields of the edition to replace.
    """
    indicators = _indicators(copies)
    areas = _areas(neighbourhoods)
    figures = _figures(number, indicators, areas)
    secret = int(figures["teken"].eq("x").sum())
    fields = {
        "verdicts": as_contract("openbare_oordelen", []),
        "number": number,
        "quarter": "2020-Q2",
        "published": date(2020, 7, 15),
        "known_until": date(2020, 7, 10),
        "municipality_code": CODE,
        "municipality": NAME,
        "figures": figures,
        "indicators": indicators,
        "areas": areas,
        "revisions": as_contract("openbare_herzieningen", _REVISIONS),
        "editions": as_contract(
            "openbare_uitgaven",
            [
                (number, "2020-Q2", "2020-07-15", "2020-07-10", len(figures), secret, 0, 5, 2, 1),
                ("2020-Q1", "2020-Q1", "2020-04-15", "2020-04-10", 90, 12, 0, 90, 0, 0),
            ],
        ),
    }
    return Edition(**(fields | frames))


def with_figure(edition: Edition, position: int, **values: object) -> Edition:
    """The edition with these values in the figure at this position."""
    figures = edition.figures.copy()
    for column, value in values.items():
        figures.loc[figures.index[position], column] = value
    return replace(edition, figures=figures)


def as_contract(table: str, rows: list[tuple]) -> pd.DataFrame:
    """Rows as a frame with the columns and types of the contract of `table`."""
    columns = published.product(table).columns
    frame = pd.DataFrame(rows, columns=list(columns), dtype="object")
    return frame.astype({name: column.dtype.type for name, column in columns.items()})


_REVISIONS = [
    *(
        ("woninginbraak", CODE, "kwartaal", "2019-Q1", "2020-Q2", "2020-07-15", *change)
        for change in [(51, None, 53, None, "herzien")]
    ),
    ("afval", "BU99990001", "jaar", "2019", "2020-Q2", "2020-07-15", 7, None, None, "x",
     "alsnog geheim"),
    ("afval", CODE, "jaar", "2019", "2020-Q1", "2020-04-15", None, "x", 70, "*", "alsnog openbaar"),
]  # fmt: skip


def _indicators(copies: int) -> pd.DataFrame:
    rows = []
    for copy in range(copies):
        for name, (title, theme, source, kind, unit) in INDICATORS.items():
            rows.append(
                (
                    f"{name}_{copy}" if copy else name,
                    title,
                    theme,
                    theme.casefold()[:9],
                    source,
                    kind,
                    "omlaag",
                    f"Wat telt bij {title.casefold()}",
                    unit,
                    None,
                    len(rows) + 1,
                    1,
                    None,
                )
            )
    return as_contract("openbare_indicatoren", rows)


def _areas(neighbourhoods: int) -> pd.DataFrame:
    rows = [(CODE, NAME, "gemeente", None), ("WK999900", "Wijk 00 Centrum", "wijk", CODE)]
    rows += [
        (f"BU9999{number:04}", f"Buurt {number}", "buurt", "WK999900")
        for number in range(1, neighbourhoods + 1)
    ]
    rows.append(("onbekend", "Onbekend", "onbekend", CODE))
    return as_contract("openbare_gebieden", [(*row, place) for place, row in enumerate(rows)])


def _figures(number: str, indicators: pd.DataFrame, areas: pd.DataFrame) -> pd.DataFrame:
    rows = []
    for place, (indicator, theme, unit) in enumerate(
        indicators[["indicator_id", "thema", "eenheid"]].itertuples(index=False)
    ):
        for area_place, area in enumerate(areas["gebied_code"]):
            for when, (kind, period) in enumerate(PERIODS):
                value, mark = _value(place, area_place, when, unit)
                margins = (value - 2.5, value + 2.5) if unit == "%" and value else (None, None)
                fresh = period in ("2020-Q2", "2019-07--2020-06")
                since = number if fresh else "2020-Q1"
                status = "voorlopig" if mark == "*" else "definitief"
                day = "2020-07-15" if fresh else "2020-04-15"
                figure = (value, mark, unit, status, since, day, *margins)
                rows.append((theme, indicator, area, kind, period, *figure))
    return as_contract("openbare_cijfers", rows)


def _value(indicator: int, area: int, when: int, unit: str) -> tuple[float | None, str | None]:
    """A value and its mark: small counts of neighbourhoods are secret, some values unknown."""
    count = (7 * indicator + 13 * area + 5 * when) % 40
    if count == 17:
        return None, "."
    if count == 0:
        return 0.0, "-"
    if area > 1 and count < 5:
        return None, "x"
    value = count + 0.25 if unit == "%" else float(count * (10 if area == 0 else 1))
    return value, "*" if PERIODS[when][1] == "2020-Q2" else None
