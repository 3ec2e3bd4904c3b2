"""The MeldDesk deliveries: invented reports of residents, in an invented layout.

No export of the report system is public, so the columns, the numbers and the texts are all
invented; the categories are those of the seed `thema_melddesk.csv`. Hotspots are shared with
the police through the groups of `places`.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random

from sample_data.generator.places import NO_STREET, Places
from sample_data.generator.spelling import Speller
from sample_data.generator.totals import MONTHS, month_weight
from sample_data.generator.truth import Truth
from sample_data.generator.writing import write_csv, write_xlsx

SEED = "melddesk 2018-2020"
HEADER = (
    "Meldingnummer",
    "Datum melding",
    "Kanaal",
    "Hoofdcategorie",
    "Subcategorie",
    "Straat",
    "Huisnummer",
    "Postcode",
    "Plaats",
    "Buurt",
    "X",
    "Y",
    "Status",
    "Datum gereed",
    "Omschrijving",
    "Naam melder",
    "Telefoon",
    "E-mail",
    "Behandelaar",
)
NUMBER, MOMENT, STREET, STATUS, DONE, TEXT, NAME, PHONE, MAIL, STAFF = (
    0,
    1,
    5,
    12,
    13,
    14,
    15,
    16,
    17,
    18,
)
# Category, subcategory, share of all reports, group of places, group of the season.
CATEGORIES = (
    ("Overlast van personen", "Jongerenoverlast", 5.5, "jeugd", "jeugd"),
    ("Overlast van personen", "Drank- en drugsoverlast", 4.5, "drugs", "drugs"),
    ("Overlast van personen", "Daklozen en bedelen", 2.5, "zwervers", "zwervers"),
    ("Overlast van personen", "Wildplassen", 1.0, "uitgaan", "uitgaan"),
    ("Overlast van personen", "Overige overlast door personen", 2.0, "verward", "verward"),
    ("Overlast van personen", "Vuurwerk", 2.0, "vuurwerk", "vuurwerk"),
    ("Geluid en stank", "Geluid muziek", 3.0, "horeca", "horeca"),
    ("Geluid en stank", "Geluid installaties", 1.2, "horeca", "horeca"),
    ("Geluid en stank", "Geluid evenement", 1.0, "horeca", "horeca"),
    ("Geluid en stank", "Stank", 1.5, "spreiding", "horeca"),
    ("Wonen", "Burenoverlast", 3.0, "buren", "buren"),
    ("Wonen", "Woonoverlast", 2.0, "buren", "buren"),
    ("Wonen", "Leegstand", 0.4, "wonen", ""),
    ("Openbare ruimte", "Graffiti en wildplak", 1.5, "jeugd", ""),
    ("Openbare ruimte", "Vandalisme", 2.0, "jeugd", "jeugd"),
    ("Openbare ruimte", "Straatmeubilair", 3.0, "spreiding", ""),
    ("Afval", "Zwerfvuil", 8.5, "afval", "horeca"),
    ("Afval", "Illegale stort", 6.0, "afval", ""),
    ("Afval", "Bijplaatsing bij container", 8.0, "afval", ""),
    ("Afval", "Container vol of kapot", 6.5, "afval", ""),
    ("Afval", "Drugsafval", 0.6, "drugs", "drugs"),
    ("Verkeer", "Parkeeroverlast", 6.0, "auto", ""),
    ("Verkeer", "Verkeersoverlast", 3.5, "auto", ""),
    ("Verkeer", "Fietswrak", 2.5, "fiets", "fiets"),
    ("Horeca", "Terras", 0.8, "horeca", "horeca"),
    ("Horeca", "Bezoekers horeca", 1.2, "horeca", "horeca"),
    ("Dieren", "Ratten", 2.5, "groen", "fiets"),
    ("Dieren", "Duiven", 0.8, "winkel", ""),
    ("Dieren", "Hondenpoep", 2.0, "groen", ""),
    ("Groen", "Onkruid", 4.0, "groen", "horeca"),
    ("Groen", "Boom", 3.0, "groen", ""),
    ("Wegen en verlichting", "Straatverlichting", 5.0, "spreiding", "wonen"),
    ("Wegen en verlichting", "Bestrating", 5.0, "spreiding", ""),
    ("Overig", "Overig", 3.0, "spreiding", ""),
)
UNKNOWN = (("Proef", "Proef"), ("Nieuwe categorie", "Nieuw"))
# Reports in an ordinary month, January to December.
SIZE = (2600, 2300, 2400, 2480, 2650, 2780, 2850, 2760, 2640, 2540, 2400, 2680)
CHANNELS = (("App", 40), ("Website", 34), ("Telefoon", 22), ("Balie", 4))
TEXTS = (
    "Al weken overlast, graag actie",
    "Groep staat hier elke avond",
    "Zakken naast de container",
    "Lamp is al een tijd uit",
    "Bel mij op 06-0000{n:04d}",
    "Mail naar {mail} a.u.b.",
    "Mijn buurman {name} weet er meer van",
    "Ligt er nog steeds",
    "Zie ook eerdere melding",
    "{name} belde hier eerder over",
    "Muziek tot diep in de nacht",
    "Gevaarlijk voor kinderen",
)
NAMES = (
    "J. Voorbeeld",
    "A. Testman",
    "P. de Fictie",
    "M. Verzonnen",
    "S. van Proef",
    "L. Niemand",
)
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


@dataclass(frozen=True)
class Report:
    """One row of an export; `fault` says why it cannot be used."""

    values: tuple[object, ...]
    streets: tuple[str, ...]
    fault: str = ""


def subcategories_of() -> dict[str, str]:
    """The subcategories of each group of places, for the table of hotspots."""
    found: dict[str, list[str]] = {}
    for _, subcategory, _, group, _ in CATEGORIES:
        found.setdefault(group, []).append(subcategory)
    return {group: "; ".join(names) for group, names in found.items()}


def received(year: int, month: int) -> date:
    """The export comes in on the 5th of the next month, or on the Monday after it."""
    year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    day = date(year, month, 5)
    return day + timedelta(days=(0, 0, 0, 0, 0, 2, 1)[day.weekday()])


def is_xlsx(year: int, month: int) -> bool:
    """Every second month is a workbook; which half differs by year."""
    return ((month + year) % 2 == 1 or (year, month) in MORE_XLSX) and (year, month) != COMMA


class _Inventor:
    """Invents reports one by one."""

    def __init__(self, places: Places, speller: Speller) -> None:
        self.places, self.speller = places, speller

    def invent(self, rng: Random, year: int, month: int, category: Sequence) -> Report:
        """A report without its number."""
        head, sub, _, group, season = category
        days = (date(year + month // 12, month % 12 + 1, 1) - date(year, month, 1)).days
        day = rng.randint(1, days)
        if season == "vuurwerk" and month in (1, 12):
            near = min(1 + int(rng.expovariate(0.4)), days)
            day = near if month == 1 else days + 1 - near
        hour = rng.choices(
            range(24), (2, 1, 1, 1, 1, 1, 2, 4, 7, 9, 9, 8, 7, 8, 8, 8, 7, 6, 6, 6, 6, 6, 5, 4)
        )[0]
        moment = datetime(year, month, day, hour, 5 * rng.randrange(12))
        place = self.places.draw(rng, group, year, month, no_street=0.03)
        streets, area = place.streets, place.area
        if not streets:
            written = rng.choice(NO_STREET) if rng.random() < 0.3 else ""
        elif rng.random() < 0.063:
            written, streets = self.speller.write(
                rng, streets[0], self.places.neighbour(rng, place)
            )
        else:
            written = streets[0]
        number = postcode = ""
        x: object = ""
        y: object = ""
        if area and rng.random() < 0.25:
            x, y = place.x + rng.randrange(100) / 100, place.y + rng.randrange(100) / 100
        plain = len(streets) == 1 and (not written[-1:].isdigit() or written == "Plein 1992")
        if plain and area and rng.random() < 0.72:
            number = str(min(1 + int(rng.expovariate(1 / 40)), 400))
            postcode = (
                place.postcode
                if rng.random() < 0.97
                else (place.postcode[:4] + " " + place.postcode[4:])
            )
        status = rng.choices(
            ("Afgehandeld", "In behandeling", "Nieuw", "Geannuleerd"),
            (90, 6, 2, 2) if day < days - 6 else (62, 21, 15, 2),
        )[0]
        done: object = ""
        end = datetime.combine(received(year, month), datetime.min.time()) - timedelta(hours=8)
        if status == "Afgehandeld" and rng.random() < 0.5:
            done = min(moment + timedelta(hours=rng.expovariate(1 / 90)), end)
            done = max(done, moment).replace(minute=0, second=0, microsecond=0)
        text, contact = "", ("", "", "")
        if rng.random() < 0.04:
            text = rng.choice(TEXTS).format(
                n=rng.randrange(10_000),
                mail=f"melder{rng.randrange(900)}@example.nl",
                name=rng.choice(NAMES),
            )
        if rng.random() < 0.03:
            contact = (
                rng.choice(NAMES),
                f"06-0000{rng.randrange(10_000):04d}",
                f"melder{rng.randrange(900)}@example.{rng.choice(('nl', 'org'))}",
            )
        staff = f"medewerker {rng.randint(1, 12):02d}" if rng.random() < 0.05 else ""
        channel = rng.choices([c for c, _ in CHANNELS], [w for _, w in CHANNELS])[0]
        values = (
            "",
            moment,
            channel,
            head,
            sub,
            written,
            number,
            postcode,
            "Maastricht" if rng.random() < 0.25 else "",
            area.name if area and rng.random() < 0.35 else "",
            x,
            y,
            status,
            done,
            text,
            *contact,
            staff,
        )
        return Report(values, streets)


def _with(report: Report, changes: dict[int, object], fault: str) -> Report:
    values = list(report.values)
    for column, value in changes.items():
        values[column] = value
    return replace(report, values=tuple(values), fault=fault)


def _month(make: _Inventor, year: int, month: int, number: int) -> tuple[list[Report], int]:
    """All reports of a month, in the order of their numbers; and the last number given out."""
    rng = Random(f"{SEED} {year}-{month}")
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
        rows.append(make.invent(rng, year, month, category))
    rows.sort(key=lambda row: row.values[MOMENT])
    numbered = []
    for row in rows:
        number += 1
        numbered.append(_with(row, {NUMBER: f"M{year}-{number:06d}"}, ""))
    rows = numbered
    for _ in range(rng.randint(6, 10)):
        at = rng.randrange(len(rows))
        kind = rng.choice(("nummer", "datum", "dubbel"))
        if kind == "dubbel":
            first = rng.choice([row for row in rows if not row.fault])
            rows.append(_with(first, {STATUS: "In behandeling", DONE: ""}, kind))
            continue
        spare = make.invent(rng, year, month, rng.choice(CATEGORIES))
        number += 1
        value = rng.choice((f"31-02-{year} 10:00", "", f"45-{month:02d}-{year} 09:30"))
        changes = (
            {NUMBER: ""} if kind == "nummer" else {NUMBER: f"M{year}-{number:06d}", MOMENT: value}
        )
        rows.insert(at, _with(spare, changes, kind))
    if (year, month) in MARKED_MONTHS:
        marks = dict(zip((TEXT, NAME, PHONE, MAIL, STAFF), MARKERS, strict=True))
        good = next(at for at in range(40, len(rows)) if not rows[at].fault)
        rows[good] = _with(rows[good], marks, "")
        bad = next((at for at, row in enumerate(rows) if row.fault == "datum"), good)
        rows[bad] = _with(rows[bad], marks, rows[bad].fault)
    return rows, number


def _later(row: Report) -> Report:
    """The same report some weeks later: what was open is done."""
    if row.fault or row.values[STATUS] not in ("Nieuw", "In behandeling"):
        return row
    moment = row.values[MOMENT]
    assert isinstance(moment, datetime)
    days = math.ceil(20 + moment.day / 2)
    done = (moment + timedelta(days=days)).replace(hour=9, minute=0)
    return _with(row, {STATUS: "Afgehandeld", DONE: done}, "")


def _write(path: Path, rows: list[Report], year: int, month: int) -> None:
    header, values = HEADER, [row.values for row in rows]
    if path.suffix == ".xlsx":
        write_xlsx(path, "Meldingen", header, values)
        return
    if (year, month) == REORDERED:
        order = [HEADER.index(name) for name in REORDERED_HEADER]
        header, values = REORDERED_HEADER, [tuple(row[at] for at in order) for row in values]
    encoding = (
        "cp1252"
        if (year, month) in CP1252
        else ("utf-8" if (year, month) in PLAIN_UTF8 else "utf-8-sig")
    )
    delimiter = "," if (year, month) == COMMA else ";"
    write_csv(path, header, values, delimiter=delimiter, encoding=encoding)


def deliver(inbox: Path, places: Places, speller: Speller, truth: Truth) -> None:
    """Invent all months and write all MeldDesk deliveries."""
    make = _Inventor(places, speller)
    number, year_before = 0, 0
    for year, month in MONTHS:
        if year != year_before:
            number, year_before = 0, year
        rows, number = _month(make, year, month, number)
        name = f"MeldDesk {year}-{month:02d}{'.xlsx' if is_xlsx(year, month) else '.csv'}"
        deliveries = [(received(year, month), rows)]
        if (year, month) == AGAIN:
            deliveries.append((date(2019, 1, 14), [_later(row) for row in rows]))
        for day, of_day in deliveries:
            path = inbox / day.isoformat() / name
            _write(path, of_day, year, month)
            truth.file(
                "melddesk",
                path.relative_to(inbox).as_posix(),
                [row.fault for row in of_day],
                [""] * len(of_day),
            )
            for row in of_day:
                truth.street("melddesk", row.values[STREET], row.streets)
