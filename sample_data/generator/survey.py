"""The Veiligheidsmonitor: the delivery of the sample, and an invented example of each form.

The figures of the sample were published by Maastricht on 'Feiten & cijfers' (2014-2017 and 2019;
names of indicators translated into Dutch), without margins. The examples, in
`sample_data/voorbeelden/veiligheidsmonitor`, are about a municipality that does not exist, with
invented figures and margins. Write them with `python -m sample_data.generator.survey`.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path

from sample_data.generator.writing import write_csv

FILE = "2021-07-21/veiligheidsmonitor maastricht 2014-2019.csv"
YEARS = (2014, 2015, 2016, 2017, 2019)
OBJECTIVE, SOCIAL = "Objectieve veiligheid", "Sociale kwaliteit"
PHYSICAL, FELT = "Fysieke kwaliteit", "Subjectieve veiligheid"
PUBLISHED = (
    (OBJECTIVE, "Slachtoffer van (poging tot) woninginbraak", "%", (8.5, 4.6, 4.3, 3.1, 2.7)),
    (OBJECTIVE, "Slachtoffer van diefstal uit of vanaf auto", "%", (2.5, 1.8, 1.4, 1.7, 1.3)),
    (OBJECTIVE, "Slachtoffer van autodiefstal", "%", (0.5, 0.2, 0.1, 0.2, 0.2)),
    (OBJECTIVE, "Slachtoffer van fietsdiefstal", "%", (5.4, 7.3, 5.1, 6.3, 5.2)),
    (OBJECTIVE, "Slachtoffer van zakkenrollerij of beroving", "%", (4.3, 3, 2.1, 2.3, 2.6)),
    (OBJECTIVE, "Slachtoffer van vandalisme", "%", (7.8, 8.5, 8.8, 7.1, 5.8)),
    (SOCIAL, "Sociale cohesie (schaalscore)", "score", (5.6, 5.7, 6, 5.7, 5.8)),
    (SOCIAL, "Veel overlast van buurtbewoners", "%", (8.8, 8.3, 7.1, 8.2, 6.8)),
    (SOCIAL, "Veel overlast van drugsgebruik en drugshandel", "%", (17.1, 15, 10.2, 11, 8.6)),
    (SOCIAL, "Veel overlast van dronken mensen op straat", "%", (6, 5.4, 5.3, 5.6, 4.4)),
    (SOCIAL, "Veel overlast van mensen die op straat worden lastiggevallen", "%",
     (3.2, 2.6, 1.8, 2.2, 2.1)),
    (SOCIAL, "Sociale overlast", "%", (28, 25, 20.2, 20.5, 17.5)),
    (PHYSICAL, "Fysieke voorzieningen in de buurt (schaalscore)", "score", (5.8, 5.8, 5.9, 5.8, 6)),
    (PHYSICAL, "Veel overlast van bekladding", "%", (4.7, 2.9, 1.2, 3.1, 2.3)),
    (PHYSICAL, "Veel overlast van rommel op straat", "%", (11.2, 10.5, 9, 10.6, 10.1)),
    (PHYSICAL, "Veel overlast van hondenpoep", "%", (25.1, 24.2, 20.9, 22.4, 22)),
    (PHYSICAL, "Veel overlast van vernield straatmeubilair", "%", (4.2, 3.6, 2.5, 3.2, 3.5)),
    (PHYSICAL, "Fysieke verloedering", "%", (31.4, 30.9, 27.8, 28, 27.6)),
    (FELT, "Rapportcijfer veiligheid", "rapportcijfer", (6.5, 6.6, 7, 6.9, 7.1)),
    (FELT, "Rapportcijfer leefbaarheid", "rapportcijfer", (7, 7.2, 7.3, 7.2, 7.4)),
    (FELT, "Vaak onveilig in de eigen buurt", "%", (6.1, 4.1, 1.2, 3, 2.5)),
)  # fmt: skip

FOLDER = Path(__file__).resolve().parents[1] / "voorbeelden" / "veiligheidsmonitor"
_AREAS = ("Nederland", "Limburg (PV)", "Voorbeeldstad", "Buurgemeente")
_UNSAFE = (
    "(On)veiligheidsbeleving /Algemeen/Onveiligheidsgevoelens/Voelt zich wel eens onveilig (%)"
)
_MARK = (
    "(On)veiligheidsbeleving /Buurt/Beoordeling criminaliteit/Rapportcijfer veiligheid in buurt  "
)
# Area -> year -> outcome and margin (half width) of both measures.
_INVENTED = {
    "Voorbeeldstad": {
        "2017": ((38.2, 3.1), (6.8, 0.1)),
        "2019": ((36.9, 3.0), (7.0, 0.1)),
        "2021": ((41.5, 2.8), (6.9, 0.1)),
        "2023": ((34.1, 2.7), (7.2, 0.1)),
    },
    "Nederland": {
        "2017": ((33.3, 0.4), (7.2, 0.0)),
        "2019": ((31.2, 0.4), (7.3, 0.0)),
        "2021": ((32.7, 0.4), (7.4, 0.0)),
        "2023": ((35.4, 0.4), (7.4, 0.0)),
    },
}
_MARGES = (("Waarde", 0), ("Betrouwbaarheidsmarge ondergrens", -1), (
    "Betrouwbaarheidsmarge bovengrens", 1))  # fmt: skip


def deliver(inbox: Path) -> None:
    """Write the delivery of the sample: a column per year, as the municipality publishes them."""
    header = ("thema", "indicator", "eenheid", *(f"j{year}" for year in YEARS), "bron")
    rows = [
        (theme, name, unit, *(f"{value:g}".replace(".", ",") for value in values),
         "Feiten & cijfers")
        for theme, name, unit, values in PUBLISHED
    ]  # fmt: skip
    write_csv(inbox / FILE, header, rows)


def _outcome(area: str, year: str) -> tuple[tuple[float, float], ...]:
    shift = _AREAS.index(area) if area not in _INVENTED else 0
    known = _INVENTED.get(area, _INVENTED["Nederland"])[year]
    return tuple((value + shift / 10, half * (4 if shift else 1)) for value, half in known)


def _number(value: float) -> str:
    return f"{round(value, 1):g}".replace(".", ",")


def _statline() -> str:
    """81877NED as StatLine gives it: margins as a dimension, unquoted numbers, region names."""
    lines = [f'\ufeff"Marges";"Perioden";"Regio\'s";"{_UNSAFE}";"{_MARK}(rapportcijfer)"']
    for margin, side in _MARGES:
        for area in _AREAS:
            for year in ("2017", "2019"):
                outcomes = _outcome(area, year)
                cells = ";".join(_number(value + side * half) for value, half in outcomes)
                lines.append(f'"{margin}";"{year}";"{area}";{cells}')
    return "\n".join(lines) + "\n"


def _as_shown() -> str:
    """85146NED in the layout of the screen: margins and years above the columns."""
    columns = [(m, side, year) for year in ("2021", "2023") for m, side in _MARGES]
    rows = [
        ["Veiligheidsmonitor; kerncijfers, regio"],
        [""],
        ["Onderwerp", *["Voelt zich wel eens onveilig"] * len(columns)],
        ["Marges", *[margin for margin, *_ in columns]],
        ["Perioden", *[year for *_, year in columns]],
        ["Regio's", *["%"] * len(columns)],
    ]
    for area in _AREAS:
        cells = []
        for _, side, year in columns:
            value, half = _outcome(area, year)[0]
            cells.append(_number(value + side * half))
        rows.append([area, *cells])
    rows.append(["Bron: CBS"])
    return _csv(rows)


def _own() -> str:
    """A table of the municipality itself: an outcome per row, by neighbourhood."""
    header = ["indicator", "gebied_code", "jaar", "waarde", "ondergrens", "bovengrens"]
    rows: list[list[object]] = [[*header, "respondenten", "eenheid", "thema"]]
    name, theme = "Overlast van jongeren", "Sociale kwaliteit"
    for area, shift in (("GM9999", 0), ("WK999900", 2), ("BU99990000", 6), ("BU99990100", -4)):
        for year, value in ((2021, 12.4), (2023, 9.8)):
            half = 1.1 if area.startswith("GM") else 3.4
            known = area != "BU99990100"  # one neighbourhood has no margins
            bounds = [_number(value + shift + side * half) if known else "" for side in (-1, 1)]
            rows.append([name, area, year, _number(value + shift), *bounds,
                         1204 if area.startswith("GM") else 152, "%", theme])  # fmt: skip
    return _csv(rows)


def _csv(rows: list[list[object]]) -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(rows)
    return text.getvalue()


def files() -> dict[str, bytes]:
    """Every example, by its name in the folder."""
    return {
        "inbox/2020-03-02/Veiligheidsbeleving__regio_02032020_101500.csv": _statline().encode(),
        "inbox/2024-03-01/veiligheidsmonitor zoals getoond.csv": _as_shown().encode(),
        "inbox/2024-03-01/veiligheidsmonitor buurten.csv": _own().encode(),
    }


def main() -> None:
    """Write every example."""
    for name, content in files().items():
        path = FOLDER / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


if __name__ == "__main__":
    main()
