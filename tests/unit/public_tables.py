"""Invented editions of the public figures: small, and with everything that a page must cope with.

No figure here is of any municipality.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

import pandas as pd

from assets.disclosure.publish.edition import Edition
from schemas import published
from schemas.public import PAGES

PUBLISHED = date(2020, 7, 21)
CITY = "GM9999"
_PAGE = {theme: slug for slug, (_, themes) in PAGES.items() for theme in themes}
_TOLD = """
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
# id: name, theme, source, registration, unit, part of, definition since
INDICATORS = {
    line.partition(";")[0]: tuple(line.split(";")[1:]) for line in _TOLD.strip().splitlines()
}
AREAS = (
    (CITY, "Voorbeeldstad", "gemeente", None),
    ("WK999900", "Wijk 00 Centrum", "wijk", CITY),
    ("BU99990001", "Noord", "buurt", "WK999900"),
    ("BU99990002", "Zuid & <i>West</i>", "buurt", "WK999900"),
    ("onbekend", "Onbekend", "onbekend", CITY),
)
_QUARTERS = [f"{year}-Q{part}" for year in (2018, 2019, 2020) for part in (1, 2, 3, 4)][:10]


def figure(indicator: str, area: str, kind: str, period: str, value: float | None, **more) -> dict:
    """A row of `openbare_cijfers`; an empty value is secret unless `teken` says otherwise."""
    usual = {
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
    return usual | more


def figures() -> list[dict]:
    """Counts by quarter, year and twelve months, a survey with margins, registers, every mark."""
    rows = []
    counted = ("inbraak", "fiets_totaal", "fiets", "drugs", "jeugd")
    for number, indicator in enumerate(counted):
        for place, (area, *_) in enumerate(AREAS):
            for at, period in enumerate(_QUARTERS):
                value = (120 + 37 * number + 13 * at) % 160 // (1 + 2 * place)
                more = {}
                if period == "2020-Q2" and value > 4:
                    more = {"status": "voorlopig", "teken": "*"}
                if value == 0:
                    more = {"teken": "-"}
                if period == "2018-Q3":
                    more = {"status": "herzien"}
                hidden = 0 < value < 5
                rows.append(
                    figure(
                        indicator,
                        area,
                        "kwartaal",
                        period,
                        None if hidden else value,
                        **({} if hidden else more),
                    )
                )
            for year in ("2018", "2019"):
                rows.append(figure(indicator, area, "jaar", year, 400 // (1 + place)))
        for end in ("2019-12", "2020-03", "2020-06"):
            start = {"2019-12": "2019-01", "2020-03": "2019-04", "2020-06": "2019-07"}[end]
            rows.append(figure(indicator, CITY, "12m", f"{start}--{end}", 390))
    rows += [
        figure("demonstraties", CITY, "jaar", "2018", 40),
        figure("demonstraties", CITY, "jaar", "2019", 56),
        figure("panden", CITY, "meerjarig", "2018--2019", 57),
        figure("onveilig", CITY, "jaar", "2017", 3.0, marge_onder=2.5, marge_boven=3.5),
        figure("onveilig", CITY, "jaar", "2019", 2.6, marge_onder=2.1, marge_boven=3.1),
        figure("onveilig", CITY, "jaar", "2021", 2.2, marge_onder=1.8, marge_boven=2.4),
        figure("cijfer", CITY, "jaar", "2017", 6.9),
        figure("cijfer", CITY, "jaar", "2019", None, teken="."),
    ]
    return rows


def revision(
    indicator: str, area: str, period: str, old: float | None, new: float | None, **more: object
) -> dict:
    """A row of `openbare_herzieningen`; an empty value is secret."""
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
    } | more


def edition(
    rows: Iterable[dict] | None = None,
    names: Mapping[str, str] | None = None,
    **change: object,
) -> Edition:
    """An edition with these figures (usual: `figures()`); `names` gives indicators another name."""
    names = names or {}
    indicators = [
        {
            "indicator_id": one,
            "naam": names.get(one, told[0]),
            "thema": told[1],
            "pagina": _PAGE.get(told[1], told[1]),
            "bron": told[2],
            "registratietype": told[3],
            "richting": "omlaag",
            "definitie": "Registraties met maatschappelijke klasse A20 <script>alert(1)</script>",
            "eenheid": told[4],
            "onderdeel_van": told[5] or None,
            "volgorde": at,
            "definitie_versie": 1,
            "definitie_sinds": told[6] or None,
        }
        for at, (one, told) in enumerate(INDICATORS.items())
    ]
    areas = [
        dict(zip(_columns("openbare_gebieden"), (*one, at), strict=True))
        for at, one in enumerate(AREAS)
    ]
    editions = [
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
    revisions = [
        revision("inbraak", CITY, "2018-Q3", 40, 45),
        revision("inbraak", "BU99990001", "2018-Q3", 9, None),
        revision("fiets", CITY, "2020-Q1", 52, 52, oud_teken="*", soort="status"),
    ]
    made = Edition(
        number="2020-Q2",
        quarter="2020-Q2",
        published=PUBLISHED,
        known_until=date(2020, 7, 8),
        municipality_code=CITY,
        municipality="Voorbeeldstad",
        figures=_frame("openbare_cijfers", figures() if rows is None else rows),
        indicators=_frame("openbare_indicatoren", indicators),
        areas=_frame("openbare_gebieden", areas),
        revisions=_frame("openbare_herzieningen", revisions),
        editions=_frame("openbare_uitgaven", editions),
    )
    return replace(made, **change)


def _columns(table: str) -> list[str]:
    return list(published.table(table).names)


def _frame(table: str, rows: Iterable[dict]) -> pd.DataFrame:
    frame = pd.DataFrame(list(rows), columns=_columns(table))
    numbers = ("waarde", "marge_onder", "marge_boven", "oude_waarde", "nieuwe_waarde")
    return frame.astype({name: "float64" for name in numbers if name in frame})
