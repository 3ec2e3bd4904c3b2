"""Invented deliveries of police open data, one for each form of download.

`python -m sample_data.generator.open_data` writes `sample_data/voorbeelden/open_data`: an inbox,
settings and neighbourhoods of a municipality that does not exist. Codes, their names and the two
totals of the Netherlands are real; every other figure is invented.
"""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "voorbeelden" / "open_data"
AREAS = {
    "GM9999": "Voorbeeldstad",
    "WK999900": "Wijk 00 Centrum",
    "WK999901": "Wijk 01 Voorbeeldstad",  # bears the name of its municipality
    "BU99990000": "Binnenstad",
    "BU99990001": "Stationsbuurt",
    "BU99990100": "Lindeveld",
}
CRIMES = {
    "0.0.0": "Totaal misdrijven",
    "1.1.1": "1.1.1 Diefstal/inbraak woning",
    "1.2.3": "1.2.3 Diefstal van brom-, snor-, fietsen",
    "1.4.1": "1.4.1 Zedenmisdrijf",
    "2.6.10": "2.6.10 Bestrijdingsmiddelen",
}
NUISANCE = {
    "0.0.0": "Totaal registraties overlast",
    "E33": "Overlast door verward persoon",
    "E41": "Overlast zwervers",
}
MONTHS = [f"{year}MM{month:02}" for year in (2022, 2023) for month in range(1, 13)]
OTHER = "GM9998"  # another municipality: in the download, never in the figures
_DATED = (2024, 1, 1, 0, 0, 0)


def count(code: str, area: str, period: str) -> int | None:
    """The invented figure of a month; 0 for a hidden code, None for the one unknown figure."""
    if code == "1.4.1":
        return 0
    if (code, area, period) == ("1.2.3", "BU99990100", "2022MM07"):
        return None
    month = int(period[-2:]) + 12 * (int(period[:4]) - 2022)
    if area.startswith("BU"):
        size = {"0.0.0": 9, "1.1.1": 2, "1.2.3": 4, "2.6.10": 1, "E33": 3, "E41": 2}[code]
        return (month * 7 + int(area[-3:]) * 3 + len(code)) % (size + 2)
    neighbourhoods = [
        name
        for name in AREAS
        if name.startswith("BU") and (area[:2] == "GM" or name[2:8] == area[2:])
    ]
    placed = sum(count(code, name, period) or 0 for name in neighbourhoods)
    return placed + (month % 3 if area.startswith("GM") else 0)  # some are in no neighbourhood


def year_count(code: str, area: str, year: int) -> int:
    """The invented figure of a year; a hidden code has one for the municipality only."""
    if code == "1.4.1":
        return 14 if area.startswith("GM") else 0
    return sum(count(code, area, month) or 0 for month in MONTHS if month.startswith(str(year)))


def _v3(table: str, name: str, rows: list[dict]) -> str:
    """A page of OData 3."""
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    address = f"https://dataderden.cbs.nl/ODataApi/OData/{table}/$metadata#Cbs.OData.WebAPI.{name}"
    return f'{{"odata.metadata":"{address}","value":[\n{lines}\n]}}\n'


def _months() -> Iterator[tuple[str, str]]:
    """47022NED in OData 3: pages of a TypedDataSet and code lists, with padded keys."""
    rows = [
        {
            "ID": 0,
            "SoortMisdrijf": f"{code:<6}",
            "WijkenEnBuurten": f"{area:<10}",
            "Perioden": period,
            "GeregistreerdeMisdrijven_1": 99 if area == OTHER else count(code, area, period),
            "Gemeentenaam_2": "Buurgemeente" if area == OTHER else "Voorbeeldstad",
            "SoortRegio_3": {"G": "Gemeente", "W": "Wijk", "B": "Buurt"}[area[0]],
        }
        for code in CRIMES
        for area in (*AREAS, OTHER)
        for period in MONTHS
    ]
    rows = [row | {"ID": number} for number, row in enumerate(rows)]
    for page, start in enumerate(range(0, len(rows), 300), start=1):
        content = _v3("47022NED", "TypedDataSet", rows[start : start + 300])
        yield f"TypedDataSet_{page}.json", content
    keys = [{"Key": f"{code:<6}", "Title": title} for code, title in CRIMES.items()]
    yield "SoortMisdrijf.json", _v3("47022NED", "SoortMisdrijf", keys)
    status = [{"Key": m, "Title": m, "Status": "Voorlopig" if m > "2023MM11" else "Definitief"}
              for m in MONTHS]  # fmt: skip
    yield "Perioden.json", _v3("47022NED", "Perioden", status)


def _nuisance() -> str:
    """47024NED in OData 3, untyped: figures as padded text, and a year among the months."""
    rows = []
    for code in NUISANCE:
        for area in ("GM9999", "BU99990000", "BU99990001", "BU99990100"):
            months = [m for m in MONTHS if m.startswith("2023")]
            values = {m: _nuisance_count(code, area, m) for m in months}
            values["2023JJ00"] = sum(values.values())
            rows += [
                {
                    "ID": 0,
                    "Overlast": f"{code:<6}",
                    "WijkenEnBuurten": f"{area:<10}",
                    "Perioden": period,
                    "GeregistreerdeOverlast_1": f"{value:>8}",
                }
                for period, value in values.items()
            ]
    rows = [row | {"ID": number} for number, row in enumerate(rows)]
    return _v3("47024NED", "UntypedDataSet", rows)


def _nuisance_count(code: str, area: str, month: str) -> int:
    if code == "0.0.0":
        return sum(_nuisance_count(part, area, month) for part in ("E33", "E41"))
    return count(code, area, month) or 0


def _years() -> Iterator[tuple[str, str]]:
    """47018NED in OData 4: observations and code lists, keys not padded."""
    rows = [
        [number, "M001", "None", year_count(code, area, year), code, area, f"{year}JJ00"]
        for number, (code, area, year) in enumerate(
            (code, area, year) for code in CRIMES for area in AREAS for year in (2022, 2023)
        )
    ]
    head = ["Id", "Measure", "ValueAttribute", "Value"]
    yield (
        "Observations.csv",
        _csv([[*head, "SoortMisdrijf", "WijkenEnBuurten", "Perioden"], *rows]),
    )
    yield (
        "MeasureCodes.csv",
        _csv([["Identifier", "Title", "Unit"], ["M001", "Geregistreerde misdrijven", "aantal"]]),
    )
    yield "SoortMisdrijfCodes.csv", _csv([["Identifier", "Title"], *CRIMES.items()])
    yield "WijkenEnBuurtenCodes.csv", _csv([["Identifier", "Title"], *AREAS.items()])


def _municipalities() -> str:
    """47013NED in the layout of the StatLine screen: titles, three header rows, names, a footer."""
    own = [[name, *(year_count("0.0.0", "GM9999", year) for year in (2022, 2023))]
           for name in ("Voorbeeldstad",)]  # fmt: skip
    return _csv(
        [
            ["Geregistreerde misdrijven en aangiften; soort misdrijf, gemeente 2026"],
            ["Soort misdrijf: Totaal misdrijven"],
            [""],
            ["Onderwerp", "Geregistreerde misdrijven", "Geregistreerde misdrijven"],
            ["Perioden", "2022", "2023"],
            ["Regio's", "aantal", "aantal"],
            ["Nederland", 800027, 805590],
            *own,
            ["Buurgemeente", 512, "."],
            ["Voorbeeldstad (RE)", 90210, 91011],
            ["Bron: Politie"],
        ]
    )


def _revised() -> str:
    """47022NED with symbols and region codes, of a later download with a revised month."""
    head = ["Soort misdrijf", "Perioden", "Wijken en buurten"]
    head += ["Regiocode (gemeente, wijk, buurt) (code)", "Geregistreerde misdrijven (aantal)"]
    rows = []
    for area, name in AREAS.items():
        for period, text in (("2023MM11", "2023 november"), ("2023MM12", "2023 december*")):
            value = count("1.1.1", area, period)
            if area in ("GM9999", "WK999900", "BU99990000") and period == "2023MM11":
                value += 2
            shown = "." if area == "BU99990100" and period == "2023MM12" else value
            rows.append([CRIMES["1.1.1"], text, name, f"{area:<10}", f"{shown:>8}"])
    return "\ufeff" + _csv([head, *rows])


def _csv(rows: list[list[object]]) -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(rows)
    return text.getvalue()


def _zip(members: Iterator[tuple[str, str]]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in members:
            archive.writestr(zipfile.ZipInfo(name, _DATED), text, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def files() -> dict[str, bytes]:
    """Path in the folder -> content, of every file."""
    areas = [["buurtcode", "buurtnaam", "wijkcode", "wijknaam", "gemeentecode"]]
    areas += [
        [code, name, f"WK{code[2:8]}", AREAS[f"WK{code[2:8]}"], "GM9999"]
        for code, name in AREAS.items()
        if code.startswith("BU")
    ]
    settings = (
        "# Een gemeente met alleen open data van de politie; zie docs/handleiding.md.\n\n"
        '[gemeente]\ncode = "GM9999"\nnaam = "Voorbeeldstad"\neerste_maand = "2022-01"\n\n'
        '[referentie]\nbuurten = "buurten.csv"\njaar = 2024\n'
    )
    later = "Misdrijven_per_wijk_en_buurt_per_maand_16042024_101500.csv"
    return {
        "veiligheidsbeeld.toml": settings.encode(),
        "buurten.csv": _csv(areas).encode(),
        "inbox/2024-02-15/47022NED.zip": _zip(_months()),
        "inbox/2024-02-15/47024NED_UntypedDataSet.json": _nuisance().encode(),
        "inbox/2024-03-15/47018NED.zip": _zip(_years()),
        "inbox/2024-03-20/Misdrijven_per_gemeente.csv": _municipalities().encode(),
        f"inbox/2024-04-16/{later}": _revised().encode(),
    }


def main() -> None:
    """Write every file."""
    for name, content in files().items():
        path = FOLDER / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


if __name__ == "__main__":
    main()
