"""The police deliveries: which file with which rows comes in on which day, and in what form.

Rows are invented in `police_rows` and damaged in `police_faults`.
"""

import shutil
from calendar import monthrange
from datetime import date, timedelta
from pathlib import Path
from random import Random

from sample_data.generator.places import Places
from sample_data.generator.police_faults import plant_markers, spoil
from sample_data.generator.police_rows import (
    CODE,
    DESCRIPTION,
    HEADER,
    ID,
    KNOWN,
    SEED,
    STREET,
    Incident,
    Inventor,
    Numbers,
    changed,
)
from sample_data.generator.spelling import Speller
from sample_data.generator.totals import ADDED, MONTHS, RECODED, REMOVED, monthly_counts
from sample_data.generator.truth import Truth
from sample_data.generator.writing import write_csv, write_xlsx

Month = tuple[int, int]

MONTH_NAMES = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
# Months whose file has an extra column: its header and its value in every row.
OTHER_LAYOUT = {(2019, 8): ("Basisteam", "Maastricht"), (2020, 2): ("Modus operandi", "onbekend")}
MORE_XLSX = {(2018, 10), (2020, 6)}
CP1252 = {(2018, 4), (2019, 10)}
PLAIN_UTF8 = {(2018, 6), (2019, 2), (2020, 4)}
# The first delivery of March 2018 misses a few rows, that of September 2018 most of them.
MISSING_IN_MARCH, SHRUNKEN_SHARE = 6, 0.35


def received(year: int, month: int) -> date:
    """The day the export of a month arrives: the 8th of the next month, or the Monday after."""
    year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    day = date(year, month, 8)
    return day + timedelta(days=(0, 0, 0, 0, 0, 2, 1)[day.weekday()])


def deliver(inbox: Path, places: Places, speller: Speller, truth: Truth) -> None:
    """Invent all months and write all police deliveries."""
    inventor, numbers = Inventor(places, speller), Numbers()
    months = _invent_months(inventor, numbers)
    plant_markers(months)
    deliverer = _Deliverer(inbox, truth)
    rng = Random(f"{SEED} leveringen")
    for month in MONTHS:
        _deliver_month(deliverer, rng, month, months[month])
    revised = _revised_2018(months, inventor, numbers, truth)
    name = "Incidenten Maastricht 2018 heel jaar.xlsx"
    deliverer.write(name, date(2019, 9, 16), revised, (2018, 1), (2018, 12), "10:05")


def _invent_months(inventor: Inventor, numbers: Numbers) -> dict[Month, list[Incident]]:
    """The rows of every month, with those that cannot be used."""
    counts = monthly_counts(Random(f"{SEED} aantallen"))
    months: dict[Month, list[Incident]] = {}
    for year, month in MONTHS:
        rng = Random(f"{SEED} {year}-{month}")
        rows = [
            inventor.invent(rng, code, year, month)
            for code, number in sorted(counts[year, month].items())
            for _ in range(number)
        ]
        rows.sort(key=lambda row: (row.values[KNOWN], row.code))
        rows = [numbers.give(row) for row in rows]
        spare = [
            numbers.give(inventor.invent(rng, rng.choice(rows).code, year, month))
            for _ in range(rng.choice((2, 2, 3, 3, 4)))
        ]
        months[year, month] = spoil(rng, rows, spare, (year, month))
    return months


def _deliver_month(
    deliverer: "_Deliverer", rng: Random, month: Month, rows: list[Incident]
) -> None:
    """Write the delivery of a month; in three months another delivery follows."""
    day, name = received(*month), _file_name(*month)
    time = f"{rng.randint(8, 11):02d}:{rng.randint(0, 59):02d}"
    if month == (2018, 3):
        late = _late_rows(rng, rows)
        on_time = [row for at, row in enumerate(rows) if at not in late]
        deliverer.write(name, day, on_time, month, month, time)
        deliverer.write(name, date(2018, 5, 14), rows, month, month, "10:31")
    elif month == (2018, 9):
        part = rows[: round(len(rows) * SHRUNKEN_SHARE)]
        deliverer.write(name, day, part, month, month, time)
        deliverer.write(name, date(2018, 10, 12), rows, month, month, "13:20")
    else:
        path = deliverer.write(name, day, rows, month, month, time)
        if month == (2018, 5):
            copy_name = "2018-06-18/Incidenten Maastricht mei 2018 (2).xlsx"
            deliverer.repeat(path, copy_name, rows)


def _late_rows(rng: Random, rows: list[Incident]) -> set[int]:
    """Positions of the rows that are missing from the first delivery of March 2018."""
    repeated = {row.values[ID] for row in rows if row.fault}
    good = [
        at for at, row in enumerate(rows) if row.values[ID] not in repeated and not row.field_fault
    ]
    return set(rng.sample(good, MISSING_IN_MARCH))


def _revised_2018(
    months: dict[Month, list[Incident]], inventor: Inventor, numbers: Numbers, truth: Truth
) -> list[Incident]:
    """The year 2018 as delivered in 2019: some rows removed, some added, some recoded."""
    rng = Random(f"{SEED} herziening")
    rows = [row for (year, _), of_month in months.items() if year == 2018 for row in of_month]
    rows = _remove_and_recode(rng, rows, inventor.descriptions, truth)
    for code in ADDED:
        month = rng.randint(2, 11)
        row = numbers.give(inventor.invent(rng, code, 2018, month))
        truth.revision("toegevoegd", row.values[ID], row.month, "", code)
        rows.append(row)
    return rows


def _remove_and_recode(
    rng: Random, rows: list[Incident], descriptions: dict[str, str], truth: Truth
) -> list[Incident]:
    repeated = {row.values[ID] for row in rows if row.fault == "dubbel"}
    touched: dict[int, Incident | None] = {}

    def pick(code: str) -> int:
        return rng.choice(
            [
                at
                for at, row in enumerate(rows)
                if row.code == code
                and not row.fault
                and not row.field_fault
                and row.values[ID] not in repeated
                and at not in touched
            ]
        )

    for code in REMOVED:
        at = pick(code)
        touched[at] = None
        truth.revision("verwijderd", rows[at].values[ID], rows[at].month, code, "")
    for code, new in RECODED:
        at = pick(code)
        touched[at] = changed(rows[at], {CODE: new, DESCRIPTION: descriptions[new]}, code=new)
        truth.revision("andere code", rows[at].values[ID], rows[at].month, code, new)
    return [touched.get(at, row) for at, row in enumerate(rows) if touched.get(at, row)]


class _Deliverer:
    """Writes files, and records in the truth what each contains."""

    def __init__(self, inbox: Path, truth: Truth) -> None:
        self.inbox, self.truth = inbox, truth

    def write(
        self, name: str, day: date, rows: list[Incident], first: Month, last: Month, time: str
    ) -> Path:
        """Write one delivery; the suffix of `name` decides the file format."""
        path = self.inbox / day.isoformat() / name
        header, values = HEADER, [row.values for row in rows]
        if first == last and first in OTHER_LAYOUT:
            title, text = OTHER_LAYOUT[first]
            header, values = (*HEADER, title), [(*row, text) for row in values]
        if path.suffix == ".xlsx":
            information = (
                f"Incidenten ter kennis gekomen in gemeente Maastricht van {_period(first, last)}",
                f"Bevraagd op {day:%d-%m-%Y} {time}",
            )
            write_xlsx(path, "Incidenten", header, values, information=information)
        else:
            write_csv(path, header, values, encoding=_encoding(first))
        self._record(path, rows)
        return path

    def repeat(self, path: Path, name: str, rows: list[Incident]) -> None:
        """Deliver the same file again under another name."""
        again = self.inbox / name
        again.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, again)
        self._record(again, rows)

    def _record(self, path: Path, rows: list[Incident]) -> None:
        self.truth.file(
            "politie",
            path.relative_to(self.inbox).as_posix(),
            [row.fault for row in rows],
            [row.field_fault for row in rows],
        )
        for row in rows:
            self.truth.street("politie", row.values[STREET], row.streets)


def _file_name(year: int, month: int) -> str:
    suffix = ".csv" if month % 2 == 0 and (year, month) not in MORE_XLSX else ".xlsx"
    if (year, month) in ((2019, 4), (2020, 2)):
        return f"incidenten_maastricht_{year}_{month:02d}{suffix}"
    return f"Incidenten Maastricht {year}-{month:02d}{suffix}"


def _encoding(month: Month) -> str:
    if month in CP1252:
        return "cp1252"
    return "utf-8" if month in PLAIN_UTF8 else "utf-8-sig"


def _period(first: Month, last: Month) -> str:
    """As the export writes it: `1 jan 2018 t/m 31 dec 2018`."""
    until = f"{monthrange(*last)[1]} {MONTH_NAMES[last[1] - 1]} {last[0]}"
    return f"1 {MONTH_NAMES[first[1] - 1]} {first[0]} t/m {until}"
