"""The number of registrations of each MK code in each month, and the revision of 2018.

`totals.csv` has the totals by code; its column `bron` says where they come from:

- `A`, `B`, `A en B`: published by the municipality of Maastricht on 'Feiten & cijfers' in two
  editions. Edition A gives 2018 and the first half of 2019, edition B gives 2018, 2019 and the
  first half of 2020. The published total of an indicator with several codes is divided over them
  arbitrarily; the codes add up exactly to the total.
- `C`: published there in a later edition (whole years); the half years are invented.
- `verzonnen`: invented.

Nothing about places or rows belongs here.
"""

import csv
from dataclasses import dataclass
from pathlib import Path
from random import Random

MONTHS = [(year, month) for year in (2018, 2019, 2020) for month in range(1, 13)][:30]

# Relative weight of January to December, by group of codes.
SEASONS = {
    "wonen": (12, 10, 9, 8, 7, 7, 7, 7, 7, 9, 10, 12),
    "schuur": (7, 7, 8, 9, 9, 9, 9, 9, 9, 8, 8, 8),
    "auto": (9, 8, 9, 8, 8, 8, 8, 8, 8, 9, 9, 9),
    "fiets": (5, 5, 7, 8, 9, 10, 10, 10, 12, 11, 8, 5),
    "winkel": (8, 8, 8, 8, 8, 8, 9, 8, 8, 8, 9, 12),
    "uitgaan": (7, 9, 8, 8, 9, 9, 9, 9, 9, 9, 8, 8),
    "horeca": (4, 7, 6, 9, 11, 12, 13, 12, 10, 7, 5, 5),
    "zwervers": (6, 6, 8, 9, 10, 10, 10, 10, 9, 9, 7, 6),
    "drugs": (7, 7, 8, 9, 9, 9, 10, 10, 9, 8, 7, 7),
    "jeugd": (7, 6, 8, 9, 10, 9, 8, 9, 10, 10, 7, 8),
    "buren": (8, 7, 8, 8, 9, 9, 10, 10, 8, 8, 8, 8),
    "vuurwerk": (30, 2, 1, 1, 1, 1, 1, 1, 1, 3, 12, 60),
    "verward": (8, 8, 8, 8, 9, 9, 9, 9, 8, 8, 8, 8),
}
FLAT = (8,) * 12

# Factors for March to June 2020, when people stayed at home, by group of codes.
CORONA = {
    "uitgaan": (0.8, 0.5, 0.7, 0.9),
    "horeca": (0.5, 0.05, 0.2, 0.6),
    "winkel": (0.7, 0.4, 0.6, 0.8),
    "fiets": (0.8, 0.6, 0.8, 1.0),
    "jeugd": (1.0, 1.5, 1.4, 1.2),
    "buren": (1.1, 1.5, 1.4, 1.1),
    "centrum": (0.5, 0.2, 0.3, 1.5),
}

# The revision of 2018: codes whose registrations are removed, added, or recoded. Together they make
# up the difference between edition A and edition B.
REMOVED = ("A34", "A70", "A73", "A73")
ADDED = ("A20", "A73")
RECODED = (("E16", "F530"), ("E16", "E391"), ("F550", "F551"))


@dataclass(frozen=True)
class CodeTotals:
    """The totals of an MK code.

    `a`, `b`: 2018 in both editions. `h2019`, `h2020`: first half of the year. `y2019`: all of 2019.
    """

    code: str
    group: str
    a: int
    b: int
    h2019: int
    y2019: int
    h2020: int


def read_totals() -> list[CodeTotals]:
    """All rows of totals.csv."""
    with (Path(__file__).parent / "totals.csv").open(encoding="utf-8", newline="") as file:
        return [
            CodeTotals(
                row["mk_code"],
                row["groep"],
                *(int(row[name]) for name in ("j2018_a", "j2018_b", "h2019_1", "j2019", "h2020_1")),
            )
            for row in csv.DictReader(file)
        ]


def month_weight(group: str, year: int, month: int) -> float:
    """The weight of a month for a group, relative to other months."""
    weight = float(SEASONS.get(group, FLAT)[month - 1])
    if year == 2020 and 3 <= month <= 6:
        weight *= CORONA.get(group, (1, 1, 1, 1))[month - 3]
    return weight


def monthly_counts(rng: Random) -> dict[tuple[int, int], dict[str, int]]:
    """Month -> code -> number, by dividing every total over its months; 2018 follows edition A."""
    counts: dict[tuple[int, int], dict[str, int]] = {month: {} for month in MONTHS}
    for total in read_totals():
        periods = (
            (2018, range(1, 13), total.a),
            (2019, range(1, 7), total.h2019),
            (2019, range(7, 13), total.y2019 - total.h2019),
            (2020, range(1, 7), total.h2020),
        )
        for year, months, number in periods:
            weights = [month_weight(total.group, year, month) for month in months]
            for month in rng.choices(months, weights, k=number):
                of_month = counts[year, month]
                of_month[total.code] = of_month.get(total.code, 0) + 1
    return counts
