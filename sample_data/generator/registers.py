"""The register delivery: figures that a register keeper sends in, one row a figure.

The values are published in the evaluation of the multi-year plan (MJP-evaluatie 2021).
"""

from pathlib import Path

from sample_data.generator.writing import write_csv

FILE = "2021-07-21/registers mjp-evaluatie 2021.csv"
HEADER = ("indicator", "periode", "gebied", "waarde", "bron", "toelichting")
VALUES = {
    "Aantal demonstraties": {2017: 34, 2018: 32, 2019: 40, 2020: 56},
    "Aantal uitrukken Brandweer": {2017: 1118, 2018: 1351, 2019: 1455, 2020: 1277},
}


def deliver(inbox: Path) -> None:
    """Write the delivery."""
    rows = [
        (indicator, year, "GM0935", value, "MJP-evaluatie 2021", "")
        for indicator, years in VALUES.items()
        for year, value in years.items()
    ]
    write_csv(inbox / FILE, HEADER, rows)
