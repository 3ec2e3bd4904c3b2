"""The register delivery of the sample, one figure per row; and an example of Vastgoed in Beeld.

The values of the sample are published in the evaluation of the multi-year plan (MJP-evaluatie
2021, letter 2021.21515), about 2019 and 2020; a number for both years together has a period of two
years. The example, in `sample_data/voorbeelden/vastgoed_in_beeld`, is invented and written by
`python -m sample_data.generator.registers`.
"""

from pathlib import Path

from sample_data.generator.writing import write_csv

FILE = "2021-07-21/registers mjp-evaluatie 2021.csv"
HEADER = ("indicator", "periode", "gebied", "waarde", "bron", "toelichting")
SOURCE = "MJP-evaluatie 2021"
BOTH = "2019--2020"
VALUES = {
    "Aantal demonstraties": {2017: 34, 2018: 32, 2019: 40, 2020: 56},
    "Aantal uitrukken Brandweer": {2017: 1118, 2018: 1351, 2019: 1455, 2020: 1277},
    "Niet-vergunde prostitutielocaties gecontroleerd": {BOTH: 33},
    "Drugspanden gesloten (Damocles)": {BOTH: 57},
    "Locaties behandeld in de werkgroep ondermijning": {BOTH: 440},
    "Bibob-onderzoeken": {BOTH: 216},
    "Casussen behandeld door de Ondermijningstafel": {BOTH: 16},
    "Locaties bezocht door het Flexteam": {BOTH: 99},
    "Gesprekken in het project #ONDERSCHAT": {BOTH: 77},
    "Signalen van #ONDERSCHAT doorgezet naar de wijkagent": {BOTH: 20},
    "Wijken waarin #ONDERSCHAT actief was": {BOTH: 5},
    "Volgers van #ONDERSCHAT op Instagram": {BOTH: 142},
    "Procesbegeleiders Moreel Beraad": {BOTH: 7},
    "Casussen behandeld in de Taskforce Veiligheidsbeleving": {BOTH: 10},
    "Casussen radicalisering gewogen en gemonitord": {BOTH: 34},
    "Ex-gedetineerden teruggekeerd in de gemeente": {BOTH: 225},
    "Actieve nazorgtrajecten van ex-gedetineerden": {BOTH: 35},
    "Sleutelpersonen van Wij, verbonden Maastricht": {BOTH: 50},
}
NOTE = "GEHEIM-TOELICHTING-7431"  # free text: a marker that must never get past reading

FOLDER = Path(__file__).resolve().parents[1] / "voorbeelden" / "vastgoed_in_beeld"
_VACANT = (
    ("Binnenstad", "2023-Q4", 3),
    ("Stationsbuurt", "2023-Q4", 1),
    ("Lindeveld", "2023-Q4", 0),
    ("Binnenstad", "2024-Q1", 4),
    ("Stationsbuurt", "2024-Q1", 1),
    ("Lindeveld", "2024-Q1", 2),
)


def deliver(inbox: Path) -> None:
    """Write the delivery of the sample."""
    rows = [
        (indicator, period, "GM0935", value, SOURCE, NOTE if period == BOTH else "")
        for indicator, periods in VALUES.items()
        for period, value in periods.items()
    ]
    write_csv(inbox / FILE, HEADER, rows)


def example(folder: Path) -> None:
    """Write the example: counts by neighbourhood, which are read, and a list of addresses, which is
    refused."""
    header = ("Indicator", "Periode", "Buurt", "Aantal", "Bron")
    name = "Onverklaarbare leegstand"
    rows = [(name, period, area, count, "Vastgoed in Beeld") for area, period, count in _VACANT]
    write_csv(folder / "inbox" / "2024-04-10" / "leegstand per buurt.csv", header, rows)
    header = ("Straat", "Huisnummer", "Postcode", "Soort leegstand")
    rows = [("Voorbeeldstraat", "1", "9999 ZZ", "geen inschrijving")]
    write_csv(folder / "inbox" / "2024-04-11" / "leegstand adressen.csv", header, rows)


if __name__ == "__main__":
    example(FOLDER)
