"""Invented tables of a region, for the tests of its page."""

from __future__ import annotations

import pandas as pd

from assets.region.leaving import OF_HOME, Public
from assets.region.rollup import Tables, rolled_up

NAMES = {"GM0917": "Heerlen", "GM0935": "Maastricht", "GM0981": "Vaals", "GM0994": "Valkenburg"}
PEOPLE = dict(zip(NAMES, (87_000, 120_000, 10_000, 16_500), strict=True))
_INDICATORS = ("Mishandeling", "Vernieling en zaakbeschadiging", "Woninginbraak")


def region_tables() -> Tables:
    """The tables of four municipalities: one clear difference, one none, one figure hidden."""
    public = [_public(code, people) for code, people in PEOPLE.items()]
    people = pd.DataFrame(
        {"gemeentecode": list(PEOPLE), "jaar": 2019, "inwoners": [*PEOPLE.values()]}
    )
    return rolled_up(public, people, {"GM0935": ["GM0981"]}, 2)


def _public(code: str, people: int) -> Public:
    ids = [name.split()[0].casefold() for name in _INDICATORS]
    indicators = pd.DataFrame(
        {"indicator_id": ids, "naam": _INDICATORS, "thema": "Veilig", "bron": "politie"}
        | {"eenheid": "aantal", "volgorde": range(3)}
    )
    rate = 9 if code == "GM0935" else 4
    counts = [
        rate * people // 1000,
        3 * people // 1000,
        None if code == "GM0981" else 2 * people // 1000,
    ]
    figures = pd.DataFrame(
        [
            (name, "jaar", str(year), count and count * (2 if year == 2019 else 1), status)
            for name, count in zip(ids, counts, strict=True)
            for year, status in ((2018, "definitief"), (2019, "voorlopig"))
        ],
        columns=["indicator_id", "periode_soort", "periode", "waarde", "status"],
    )
    figures["teken"] = figures["waarde"].isna().map({True: "x", False: None})
    return Public(code, NAMES[code], OF_HOME, {"indicatoren": indicators, "cijfers": figures})
