"""Invented editions of the public figures: small, with every case that a page must handle.

No figure here is of any municipality. Only builders, no tests.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import lru_cache

import pandas as pd

from assets.disclosure.publish.edition import Edition
from assets.indicators.breaks import load_breaks
from assets.reference.lookup import Lookup
from assets.website.indicator import Indicator, indicators_of
from assets.website.surroundings import Surroundings
from assets.website.themes import load_themes
from schemas import published
from schemas.public import PAGES

PUBLISHED = date(2020, 7, 21)
CITY = "GM9999"
_PAGE = {theme: slug for slug, (_, themes) in PAGES.items() for theme in themes}
# id; name; theme; source; registration; unit; part of; definition since
_INDICATORS = """
inbraak;Inbraak in woning;Objectieve veiligheid;politie;breng;aantal;;
fiets_totaal;Fietsdiefstal - Totaal;Objectieve veiligheid;politie;breng;aantal;;
fiets;Diefstal fiets;Objectieve veiligheid;politie;breng;aantal;fiets_totaal;
drugs;Drugshandel;Ondermijning;politie;haal;aantal;;2020-01
jeugd;Meldingen jeugdoverlast;Meldingen van inwoners;melddesk;breng;aantal;;
demonstraties;Aantal demonstraties;Openbare orde;register;breng;aantal;;
panden;Panden <b>gesloten</b> & "dicht";Ondermijning;register;haal;aantal;;
onveilig;Vaak onveilig;Subjectieve veiligheid;veiligheidsmonitor;enquête;%;;
cijfer;Rapportcijfer;Subjectieve veiligheid;veiligheidsmonitor;enquête;score;;
"""
# id -> the other fields
INDICATORS = {
    line.partition(";")[0]: tuple(line.split(";")[1:]) for line in _INDICATORS.strip().splitlines()
}
# code, name, level, parent
AREAS = (
    (CITY, "Voorbeeldstad", "gemeente", None),
    ("WK999900", "Wijk 00 Centrum", "wijk", CITY),
    ("BU99990001", "Noord", "buurt", "WK999900"),
    ("BU99990002", "Zuid & <i>West</i>", "buurt", "WK999900"),
    ("onbekend", "Onbekend", "onbekend", CITY),
)
_QUARTERS = [f"{year}-Q{part}" for year in (2018, 2019, 2020) for part in (1, 2, 3, 4)][:10]
_ROLLING = ("2019-01--2019-12", "2019-04--2020-03", "2019-07--2020-06")


def figure(
    indicator: str, area: str, kind: str, period: str, value: float | None, **changes: object
) -> dict:
    """A row of `openbare_cijfers`; a missing value is secret unless `teken` differs."""
    defaults = {
        "thema": INDICATORS[indicator][1],
        "indicator_id": indicator,
        "gebied_code": area,
        "periode_soort": kind,
        "periode": period,
        "waarde": value,
        "teken": "x" if value is None else None,
        "eenheid": INDICATORS[indicator][4],
        "status": "definitief",
        "versie": "2020-Q2",
        "publicatiedatum": PUBLISHED,
        "marge_onder": None,
        "marge_boven": None,
    }
    return defaults | changes


def figures() -> list[dict]:
    """Counts by quarter, year and twelve months, a survey with margins, registers, every mark."""
    rows = []
    for number, indicator in enumerate(("inbraak", "fiets_totaal", "fiets", "drugs", "jeugd")):
        for size, (area, *_) in enumerate(AREAS):
            rows += [
                _quarter(indicator, area, period, (120 + 37 * number + 13 * age) % 160, size)
                for age, period in enumerate(_QUARTERS)
            ]
            rows += [
                figure(indicator, area, "jaar", year, 400 // (1 + size))
                for year in ("2018", "2019")
            ]
        rows += [figure(indicator, CITY, "12m", period, 390) for period in _ROLLING]
    return [
        *rows,
        figure("demonstraties", CITY, "jaar", "2018", 40),
        figure("demonstraties", CITY, "jaar", "2019", 56),
        figure("panden", CITY, "meerjarig", "2018--2019", 57),
        figure("onveilig", CITY, "jaar", "2017", 3.0, marge_onder=2.5, marge_boven=3.5),
        figure("onveilig", CITY, "jaar", "2019", 2.6, marge_onder=2.1, marge_boven=3.1),
        figure("onveilig", CITY, "jaar", "2021", 2.2, marge_onder=1.8, marge_boven=2.4),
        figure("cijfer", CITY, "jaar", "2017", 6.9),
        figure("cijfer", CITY, "jaar", "2019", None, teken="."),
    ]


def _quarter(indicator: str, area: str, period: str, total: int, size: int) -> dict:
    """A quarterly count, smaller for areas further down the list, with the marks that fit it."""
    value = total // (1 + 2 * size)
    if 0 < value < 5:
        return figure(indicator, area, "kwartaal", period, None)
    changes = {}
    if period == "2020-Q2" and value:
        changes = {"status": "voorlopig", "teken": "*"}
    if value == 0:
        changes = {"teken": "-"}
    if period == "2018-Q3":
        changes = {"status": "herzien"}
    return figure(indicator, area, "kwartaal", period, value, **changes)


def revision(
    indicator: str, area: str, period: str, old: float | None, new: float | None, **changes: object
) -> dict:
    """A row of `openbare_herzieningen`; a missing value is secret."""
    return {
        "indicator_id": indicator,
        "gebied_code": area,
        "periode_soort": "kwartaal",
        "periode": period,
        "uitgave": "2020-Q2",
        "publicatiedatum": PUBLISHED,
        "oude_waarde": old,
        "oud_teken": "x" if old is None else None,
        "nieuwe_waarde": new,
        "nieuw_teken": "x" if new is None else None,
        "soort": "herzien",
    } | changes


def edition(
    rows: Iterable[dict] | None = None,
    names: Mapping[str, str] | None = None,
    **changes: object,
) -> Edition:
    """An edition with these figures (default: `figures()`).

    `names` renames indicators; `changes` replace fields of the edition.
    """
    areas = [(*fields, order) for order, fields in enumerate(AREAS)]
    revisions = [
        revision("inbraak", CITY, "2018-Q3", 40, 45),
        revision("inbraak", "BU99990001", "2018-Q3", 9, None),
        revision("fiets", CITY, "2020-Q1", 52, 52, oud_teken="*", soort="status"),
    ]
    whole = Edition(
        number="2020-Q2",
        quarter="2020-Q2",
        published=PUBLISHED,
        known_until=date(2020, 7, 8),
        municipality_code=CITY,
        municipality="Voorbeeldstad",
        figures=_frame("openbare_cijfers", figures() if rows is None else rows),
        indicators=_frame("openbare_indicatoren", _indicator_rows(names or {})),
        areas=_frame("openbare_gebieden", areas),
        revisions=_frame("openbare_herzieningen", revisions),
        editions=_frame("openbare_uitgaven", _edition_rows()),
        verdicts=_frame("openbare_oordelen", []),
    )
    return replace(whole, **changes)


def verdict(indicator: str, area: str, outcome: str, **changes: object) -> dict:
    """A row of `openbare_oordelen`: on the first half of 2020, unless `changes` say otherwise."""
    return {
        "indicator_id": indicator,
        "gebied_code": area,
        "venster": "6m",
        "periode": "2020-06",
        "uitkomst": outcome,
        "overdispersie": 1.2,
    } | changes


def verdicts(rows: Iterable[dict]) -> pd.DataFrame:
    """The table `openbare_oordelen`."""
    return _frame("openbare_oordelen", rows)


def surroundings(people: int = 2_000) -> Surroundings:
    """Two neighbourhoods on the map, with a street of their own, one in both and one that is
    nowhere; `people` live in each."""
    north, south = "BU99990001", "BU99990002"
    inhabitants = {
        (code, str(year)): people * size
        for code, size in ((north, 1), (south, 1), ("WK999900", 2), (CITY, 2))
        for year in range(2015, 2022)
    }
    lookup = Lookup(
        {north: "WK999900", south: "WK999900", "BU99990003": "WK999901"},
        {"1234": (north, south), "1235": (south,), "1299": ("BU99990003",)},
        {
            ("Lange Laan", "Voorbeeldstad"): (north, south),
            ("Élisabethhof", "Voorbeeldstad"): (south,),
            ("1e Dwarsstraat <b>", "Voorbeeldstad"): (north,),
            ("Elders", "Voorbeeldstad"): ("BU99990003",),
        },
        {north: (1, 1), south: (2, 2)},
    )
    return Surroundings(lookup, inhabitants)


@lru_cache
def indicator(indicator_id: str) -> Indicator:
    """An indicator of the edition as the site knows it."""
    themes = load_themes(CITY)
    return indicators_of(edition().indicators, load_breaks(), themes.page_of)[indicator_id]


def _indicator_rows(names: Mapping[str, str]) -> list[dict]:
    rows = []
    for order, (indicator_id, fields) in enumerate(INDICATORS.items()):
        name, theme, source, registration, unit, total, since = fields
        rows.append(
            {
                "indicator_id": indicator_id,
                "naam": names.get(indicator_id, name),
                "thema": theme,
                "pagina": _PAGE.get(theme, theme),
                "bron": source,
                "registratietype": registration,
                "richting": "omlaag",
                "definitie": "Registraties met maatschappelijke klasse A20 "
                "<script>alert(1)</script>",
                "eenheid": unit,
                "onderdeel_van": total or None,
                "volgorde": order,
                "definitie_versie": 1,
                "definitie_sinds": since or None,
            }
        )
    return rows


def _edition_rows() -> list[dict]:
    return [
        {
            "uitgave": number,
            "kwartaal": number,
            "publicatiedatum": day,
            "peildatum": day,
            "cijfers": 300,
            "geheim": 20,
            "herleidbaar": 0,
            "nieuw": 30,
            "gewijzigd": 3,
            "vervallen": 0,
        }
        for number, day in (("2020-Q2", PUBLISHED), ("2020-Q1", date(2020, 4, 21)))
    ]


def _frame(table: str, rows: Iterable[dict | tuple]) -> pd.DataFrame:
    columns = [column.name for column in published.table(table).columns]
    frame = pd.DataFrame(list(rows), columns=columns)
    numbers = ("waarde", "marge_onder", "marge_boven", "oude_waarde", "nieuwe_waarde")
    return frame.astype({name: "float64" for name in numbers if name in frame})
