"""The words of the pages: sources, marks, methods, and tables written in Dutch.

How a number, a date or a month is written is in `schemas.dutch`. No figure is computed here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

import pandas as pd
from pandas.io.formats.style import Styler

from schemas import dutch

POLICE, REPORTS = "politie", "melddesk"
SOURCES = {POLICE: "Politie", REPORTS: "Meldingen"}
UP, DOWN = "signaal omhoog", "signaal omlaag"
USUAL, UNCERTAIN = "binnen normale schommeling", "niet vast te stellen"
VERDICTS = {
    UP: "▲ omhoog",
    DOWN: "▼ omlaag",
    USUAL: "· normaal",
    UNCERTAIN: "? niet vast te stellen",
}
NO_COUNTERPART = "·"  # the source does not know the theme, which is not zero
_YEARS = ("Jaar", "Jaar nulmeting", "Streefjaar")  # columns of which the figures are no amounts
LEGEND = (
    f"`{NO_COUNTERPART}` deze bron kent het thema niet · `{dutch.UNKNOWN}` niet bekend · "
    "`0` is echt nul"
)
WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
DAY_PARTS = ("nacht", "ochtend", "middag", "avond")
HOURS = {"nacht": "0–6 uur", "ochtend": "6–12 uur", "middag": "12–18 uur", "avond": "18–24 uur"}
STREET_METHODS = {
    "exact": "naam precies zo geschreven",
    "gevouwen": "op hoofdletters, punten of accenten na",
    "alias": "volgens een besluit van de analist",
    "sleutel": "verkort geschreven",
    "opgeschoond": "na het weglaten van huisnummer of plaats",
    "deel": "de naam staat in een langere tekst",
    "klank": "klinkt hetzelfde",
    "naamdeel": "zonder voorletter of titel",
    "gelijkenis": "schrijffout",
    "uit levering": "zoals geleverd: er is geen stratenlijst",
    "kruising": "kruising van twee straten",
    "plaats": "een plek die geen straat is",
    "geen straat": "geen straat, volgens een besluit van de analist",
    "meer dan één": "past op meer straten",
    "niet gevonden": "past op geen straat",
    "niet opgegeven": "geen straat opgegeven",
}
AREA_METHODS = {
    "huisnummer": "huisnummer",
    "postcode": "postcode",
    "punt": "punt op de kaart",
    "punt dichtbij": "punt vlak bij een bekende postcode of een bekend adres",
    "straat": "de straat ligt in één buurt",
    "plaats": "de plek ligt in één buurt",
    "opgegeven": "opgegeven buurt",
    "geen": "niet te bepalen",
}


def plain(text: object) -> str:
    """A text of the data as it is, where Markdown is read: none of its signs means anything."""
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", " ".join(str(text).split()))


def source(name: str) -> str:
    """What a source is called: `politie` -> Politie, `duiding` -> Duiding."""
    return SOURCES.get(name, dutch.capital(name.replace("_", " ")))


def month_of(period: object) -> str:
    """`2020-06` -> `juni 2020`; `2020-05--2020-06` -> `mei t/m juni 2020`."""
    if dutch.is_unknown(period):
        return dutch.UNKNOWN
    first, dash, last = str(period).partition("--")
    if not dash or first == last:
        return dutch.period(first)
    start, end = dutch.period(first), dutch.period(last)
    if start[-5:] == end[-5:] and start != end and " " in start:
        start = start[:-5]
    return f"{start} t/m {end}"


def written(frame: pd.DataFrame, digits: Mapping[str, int] | None = None) -> Styler:
    """`frame` as Dutch readers write it, sorted by its values all the same.

    A whole number has no decimals and any other one, or as many as `digits` says of its column.
    """
    known = digits or {}
    return frame.style.format(
        {
            name: str if name in _YEARS else _form(kind, known.get(str(name)))
            for name, kind in frame.dtypes.items()
        }
    )


def with_marks(frame: pd.DataFrame, unknown_to_source: Mapping[str, pd.Series]) -> pd.DataFrame:
    """`frame` with the columns of `unknown_to_source` as text, and a mark where the source does not
    know the theme: the rows for which it is true."""
    return frame.assign(
        **{
            name: [
                NO_COUNTERPART if unknown else _form(frame[name].dtype, None)(value)
                for value, unknown in zip(frame[name], rows, strict=True)
            ]
            for name, rows in unknown_to_source.items()
        }
    )


def _form(kind: object, places: int | None) -> Callable[[object], str]:
    """How a value of this type is written."""
    if pd.api.types.is_bool_dtype(kind):
        return lambda value: "ja" if value else "nee"
    if pd.api.types.is_datetime64_any_dtype(kind):
        return lambda value: "" if dutch.is_unknown(value) else dutch.day(value)
    if pd.api.types.is_numeric_dtype(kind):
        if places is None:
            places = 0 if pd.api.types.is_integer_dtype(kind) else 1
        return lambda value: dutch.number(value, places)
    return lambda value: "" if dutch.is_unknown(value) else str(value)
