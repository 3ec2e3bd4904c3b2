"""The MeldDesk deliveries: which file with which reports comes in on which day, and in what form.

Reports are invented in `melddesk_rows`.
"""

import math
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random

from sample_data.generator.melddesk_rows import (
    CATEGORIES,
    DONE,
    HAPPENED,
    HEADER,
    MAIL,
    MOMENT,
    NAME,
    NUMBER,
    PHONE,
    STAFF,
    STATUS,
    STREET,
    TEXT,
    Inventor,
    Report,
    changed,
    received,
)
from sample_data.generator.places import Places
from sample_data.generator.spelling import Speller
from sample_data.generator.totals import MONTHS, month_weight
from sample_data.generator.truth import Truth
from sample_data.generator.weeks import FIRST
from sample_data.generator.writing import write_csv, write_xlsx

SEED = "melddesk 2018-2020"
# Categories that are in no list of the municipality.
UNKNOWN = (("Proef", "Proef"), ("Nieuwe categorie", "Nieuw"))
# Reports in an ordinary month, January to December.
SIZE = (2600, 2300, 2400, 2480, 2650, 2780, 2850, 2760, 2640, 2540, 2400, 2680)
# Secrets that must never get past reading; tests look for them in every product.
MARKERS = (
    "GEHEIM-OMSCHRIJVING-7431",
    "Geheim-Melder-7431",
    "06-00007431",
    "geheim.7431@example.org",
    "Geheim-Behandelaar-7431",
)
MARKED_MONTHS = ((2018, 2), (2018, 7), (2019, 9), (2020, 3))
MORE_XLSX = {(2018, 8), (2020, 6)}
COMMA, REORDERED, AGAIN = (2018, 6), (2019, 9), (2018, 11)
CP1252 = {(2018, 10), (2019, 5)}
PLAIN_UTF8 = {(2018, 12), (2019, 7), (2020, 2)}
REORDERED_HEADER = (
    "Datum melding",
    "Meldingnummer",
    "Status",
    "Datum gereed",
    "Hoofdcategorie",
    "Subcategorie",
    "Straat",
    "Huisnummer",
    "Postcode",
    "Buurt",
    "Plaats",
    "Kanaal",
    "Y",
    "X",
    "Behandelaar",
    "Omschrijving",
    "E-mail",
    "Telefoon",
    "Naam melder",
)


def deliver(inbox: Path, places: Places, speller: Speller, truth: Truth) -> None:
    """Invent all months and write all MeldDesk deliveries."""
    inventor = Inventor(places, speller)
    number = 0
    for year, month in MONTHS:
        if month == 1:
            number = 0
        rows, number = _month(inventor, year, month, number)
        name = f"MeldDesk {year}-{month:02d}{'.xlsx' if is_xlsx(year, month) else '.csv'}"
        deliveries = [(received(year, month), rows)]
        if (year, month) == AGAIN:
            deliveries.append((date(2019, 1, 14), [_some_weeks_later(row) for row in rows]))
        for day, reports in deliveries:
            path = inbox / day.isoformat() / name
            _write(path, reports, year, month)
            truth.file(
                "melddesk",
                path.relative_to(inbox).as_posix(),
                [row.fault for row in reports],
                [""] * len(reports),
            )
            for row in reports:
                truth.street("melddesk", row.values[STREET], row.streets)


def is_xlsx(year: int, month: int) -> bool:
    """Every second month is a workbook; which half differs by year."""
    return ((month + year) % 2 == 1 or (year, month) in MORE_XLSX) and (year, month) != COMMA


def _month(inventor: Inventor, year: int, month: int, number: int) -> tuple[list[Report], int]:
    """All rows of a month, and the last number used; `number` is the last one before the month."""
    rng = Random(f"{SEED} {year}-{month}")
    rows = _invent(inventor, rng, year, month)
    rows = [
        changed(row, {NUMBER: f"M{year}-{at:06d}"}, "") for at, row in enumerate(rows, number + 1)
    ]
    number = _add_unusable(inventor, rng, rows, year, month, number + len(rows))
    if (year, month) in MARKED_MONTHS:
        _plant_markers(rows)
    return rows, number


def _invent(inventor: Inventor, rng: Random, year: int, month: int) -> list[Report]:
    """The usable reports of a month, by time."""
    weights = [
        share * (12.5 * month_weight(season, year, month) / 100 if season else 1.0)
        for _, _, share, _, season in CATEGORIES
    ]
    size = SIZE[month - 1] + rng.randint(-60, 60)
    if year == 2020 and month in (4, 5):
        size += 220
    rows = []
    for category in rng.choices(CATEGORIES, weights, k=size):
        if rng.random() < 0.001:
            category = (*rng.choice(UNKNOWN), *category[2:])
        rows.append(inventor.invent(rng, year, month, category))
    rows.sort(key=lambda row: row.values[MOMENT])
    return rows


def _add_unusable(
    inventor: Inventor, rng: Random, rows: list[Report], year: int, month: int, number: int
) -> int:
    """Add a few rows that cannot be used to `rows`; returns the last number used."""
    for _ in range(rng.randint(6, 10)):
        at = rng.randrange(len(rows))
        kind = rng.choice(("nummer", "datum", "dubbel"))
        if kind == "dubbel":
            first = rng.choice([row for row in rows if not row.fault])
            rows.append(changed(first, {STATUS: "In behandeling", DONE: ""}, kind))
            continue
        spare = inventor.invent(rng, year, month, rng.choice(CATEGORIES))
        number += 1
        value = rng.choice((f"31-02-{year} 10:00", "", f"45-{month:02d}-{year} 09:30"))
        changes = (
            {NUMBER: ""} if kind == "nummer" else {NUMBER: f"M{year}-{number:06d}", MOMENT: value}
        )
        rows.insert(at, changed(spare, changes, kind))
    return number


def _plant_markers(rows: list[Report]) -> None:
    """Put the markers in a usable row, and in a row whose date cannot be read."""
    markers = dict(zip((TEXT, NAME, PHONE, MAIL, STAFF), MARKERS, strict=True))
    good = next(at for at in range(40, len(rows)) if not rows[at].fault)
    rows[good] = changed(rows[good], markers, "")
    bad = next((at for at, row in enumerate(rows) if row.fault == "datum"), good)
    rows[bad] = changed(rows[bad], markers, rows[bad].fault)


def _some_weeks_later(row: Report) -> Report:
    """The same report some weeks later: if it was open, it is done."""
    if row.fault or row.values[STATUS] not in ("Nieuw", "In behandeling"):
        return row
    moment = row.values[MOMENT]
    assert isinstance(moment, datetime)
    days = math.ceil(20 + moment.day / 2)
    done = (moment + timedelta(days=days)).replace(hour=9, minute=0)
    return changed(row, {STATUS: "Afgehandeld", DONE: done}, "")


def _write(path: Path, rows: list[Report], year: int, month: int) -> None:
    header, values = HEADER, [row.values for row in rows]
    if (year, month) >= FIRST and (year, month) != REORDERED:
        after = MOMENT + 1
        header = (*header[:after], HAPPENED, *header[after:])
        values = [(*row.values[:after], row.happened, *row.values[after:]) for row in rows]
    if path.suffix == ".xlsx":
        write_xlsx(path, "Meldingen", header, values)
        return
    if (year, month) == REORDERED:
        order = [HEADER.index(name) for name in REORDERED_HEADER]
        header, values = REORDERED_HEADER, [tuple(row[at] for at in order) for row in values]
    delimiter = "," if (year, month) == COMMA else ";"
    write_csv(path, header, values, delimiter=delimiter, encoding=_encoding(year, month))


def _encoding(year: int, month: int) -> str:
    if (year, month) in CP1252:
        return "cp1252"
    return "utf-8" if (year, month) in PLAIN_UTF8 else "utf-8-sig"
