"""The police deliveries: invented registrations in the layout of the BVH/INP incident export.

In here: how a registration is invented, which files are delivered when, and the rows that
cannot be used. Totals come from `totals`, places from `places`, written streets from `spelling`.
"""

import csv
import math
import shutil
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random

from sample_data.generator.places import NO_STREET, SEEDS, Places
from sample_data.generator.spelling import Speller
from sample_data.generator.totals import (
    ADDED,
    MONTHS,
    RECODED,
    REMOVED,
    monthly_counts,
    read_totals,
)
from sample_data.generator.truth import Truth
from sample_data.generator.writing import write_csv, write_xlsx

SEED = "politie 2018-2020"
HEADER = (
    "Incident Identificatie",
    "Bronregistratie",
    "Incidentsoort code",
    "Incidentsoort",
    "Pleegstraatnaam",
    "Pleeghuisnummer met toev.",
    "Pleegpostcode",
    "Pleegplaats",
    "Pleeggemeente",
    "Pleegprovincie",
    "Pleegwijk",
    "Pleegbuurt",
    "Pleegsubbuurt",
    "Begin-pleegdag v/d week",
    "Begin-pleegdagdeel",
    "Begin-pleegdatum/tijd",
    "Eind-pleegdag v/d week",
    "Eind-pleegdagdeel",
    "Eind-pleegdatum/tijd",
    "Kennisnamedag v/d week",
    "Kennisnamedagdeel",
    "Kennisnamedatum/tijd",
    "Aangifte",
    "Poging",
    "Verdachten",
    "Aanhoudingen",
    "Opgehelderd",
    "Object",
    "Project(en)",
    "Temperatuur",
    "Weer",
    "X",
    "Y",
)
ID, CODE, POSTCODE, BEGIN, KNOWN, SUSPECTS, OBJECT, PROJECT, X, Y = (
    0,
    2,
    6,
    15,
    21,
    24,
    27,
    28,
    31,
    32,
)
DAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
PARTS = ("nacht", "ochtend", "middag", "avond")
MONTH_NAMES = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
# Chance of each part of the day, by group: nacht, ochtend, middag, avond.
DAY_PARTS = {
    "uitgaan": (40, 8, 17, 35),
    "horeca": (45, 2, 13, 40),
    "drugs": (20, 12, 30, 38),
    "jeugd": (14, 6, 35, 45),
    "vuurwerk": (30, 5, 20, 45),
    "winkel": (3, 22, 52, 23),
    "buren": (25, 12, 25, 38),
    "zwervers": (15, 28, 32, 25),
}
WEATHER = (
    "Zwaar bewolkt",
    "Licht bewolkt",
    "Onbewolkt",
    "Regen",
    "Lichte regen",
    "'s Nachts bewolkt",
    "Mist",
    "'s nachts helder",
)
OBJECTS = ("Fiets", "Telefoon", "Portemonnee\nSleutels", "Auto", "Tas, zwart\nTelefoon", "Ruit")
PROJECTS = ("Hortea: Horecateam", "Stud: Studenten", "Don: Donkere Dagen")
# Codes of which citizens report a crime; of the other codes hardly any `aangifte` is taken.
CRIME_LETTERS = ("A", "B", "C", "F")
OTHER_LAYOUT = {(2019, 8): ("Basisteam", "Maastricht"), (2020, 2): ("Modus operandi", "onbekend")}
MORE_XLSX = {(2018, 10), (2020, 6)}
CP1252 = {(2018, 4), (2019, 10)}
PLAIN_UTF8 = {(2018, 6), (2019, 2), (2020, 4)}
MARKER_MONTH = (2019, 4)
FIRST_OF_MARCH, SHRUNKEN_SHARE = 6, 0.35


@dataclass(frozen=True)
class Incident:
    """One row of an export with what is known of it; `fault` says why a row cannot be used."""

    values: tuple[object, ...]
    streets: tuple[str, ...]
    code: str
    month: tuple[int, int]
    fault: str = ""
    field_fault: str = ""


def received(year: int, month: int) -> date:
    """The day on which the export of a month comes in: the 8th of the next month or soon after."""
    year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    day = date(year, month, 8)
    return day + timedelta(days=(0, 0, 0, 0, 0, 2, 1)[day.weekday()])


def _descriptions() -> dict[str, str]:
    with (SEEDS / "mk_klassen.csv").open(encoding="utf-8", newline="") as file:
        return {row["mk_code"]: row["omschrijving"].capitalize() for row in csv.DictReader(file)}


def _moment_parts(moment: datetime) -> tuple[str, str, datetime]:
    return DAYS[moment.weekday()], PARTS[moment.hour // 6], moment


class _Inventor:
    """Invents registrations one by one."""

    def __init__(self, places: Places, speller: Speller) -> None:
        self.places, self.speller = places, speller
        self.descriptions = _descriptions()
        self.groups = {total.code: total.group for total in read_totals()}
        self._weather: dict[date, tuple[str, str]] = {}

    def invent(self, rng: Random, code: str, year: int, month: int) -> Incident:
        """A registration without its numbers; those follow when a month is complete."""
        group = self.groups[code]
        known = self._known(rng, group, year, month)
        begin, end = self._begin_end(rng, code, known)
        written, streets, address, point = self._address(rng, group, year, month)
        temperature, weather = self._weather_on(begin.date())
        crime = code.startswith(CRIME_LETTERS)
        suspects = rng.choices((0, 1, 2, 3), (80, 16, 3, 1))[0]
        arrests = rng.randint(0, suspects) if crime else 0
        values = (
            "",
            "",
            code,
            self.descriptions[code],
            written,
            *address,
            *_moment_parts(begin),
            *_moment_parts(end),
            *_moment_parts(known),
            "J" if crime and rng.random() < 0.92 else "N",
            "J" if code[0] in "AB" and rng.random() < 0.03 else "N",
            suspects,
            arrests,
            "J" if suspects and rng.random() < 0.4 else "N",
            rng.choice(OBJECTS) if rng.random() < 0.015 else "",
            rng.choice(PROJECTS) if rng.random() < 0.01 else "",
            temperature,
            weather,
            *point,
        )
        return Incident(values, streets, code, (year, month))

    def _known(self, rng: Random, group: str, year: int, month: int) -> datetime:
        days = (date(year + month // 12, month % 12 + 1, 1) - date(year, month, 1)).days
        if group == "vuurwerk" and month in (1, 12):
            day = 1 + int(rng.expovariate(0.6))
            day = min(day, days) if month == 1 else days + 1 - min(day, days)
        else:
            day = rng.randint(1, days)
            if group in ("uitgaan", "horeca") and date(year, month, day).weekday() < 4:
                day = rng.randint(1, days)
        part = rng.choices(range(4), DAY_PARTS.get(group, (6, 36, 36, 22)))[0]
        hour = part * 6 + rng.randrange(6)
        return datetime(year, month, day, hour, 5 * rng.randrange(12))

    def _begin_end(self, rng: Random, code: str, known: datetime) -> tuple[datetime, datetime]:
        """The offence: 14 % in an earlier month, most others shortly before it was known."""
        crime = code.startswith(CRIME_LETTERS)
        first = known.replace(day=1, hour=0, minute=0)
        draw = rng.random()
        previous = 0.035 + 0.45 * math.exp(-(known.day - 1) / 5)
        if draw < 0.015:
            begin = first - timedelta(days=62 + min(rng.expovariate(1 / 150), 900))
        elif draw < 0.025:
            begin = first - timedelta(days=rng.uniform(31, 58))
        elif draw < 0.025 + previous:
            begin = first - timedelta(days=min(rng.expovariate(1 / 6), 27) + 0.01)
        elif draw > 0.9982:
            begin = known + timedelta(minutes=rng.randint(10, 180))
        else:
            hours = rng.expovariate(1 / 30) if crime else rng.expovariate(1.5)
            begin = max(first, known - timedelta(hours=hours))
        minute = 0 if rng.random() < 0.52 else 5 * rng.randrange(12)
        begin = begin.replace(minute=minute, second=0, microsecond=0)
        duration = 0.0 if rng.random() < 0.05 else rng.expovariate(1 / 7 if crime else 1.0)
        end = begin + timedelta(minutes=15 * round(duration * 4))
        if begin <= known < end and rng.random() < 0.99:
            end = max(begin, known - timedelta(minutes=5))
        return begin, end

    def _address(
        self, rng: Random, group: str, year: int, month: int
    ) -> tuple[str, tuple[str, ...], tuple[str, ...], tuple[object, object]]:
        place = self.places.draw(rng, group, year, month, no_street=0.015)
        streets = place.streets
        if not streets:
            written = rng.choice(NO_STREET)
        elif rng.random() < 0.063:
            written, streets = self.speller.write(
                rng, streets[0], self.places.neighbour(rng, place)
            )
        else:
            written = streets[0]
        number = postcode = ""
        plain = len(streets) == 1 and (not written[-1:].isdigit() or written == "Plein 1992")
        if plain and place.area and rng.random() < 0.76:
            number = str(min(1 + int(rng.expovariate(1 / 40)), 400))
            draw = rng.random()
            if draw < 0.12:
                number += " " + rng.choice("ABCDEFGH")
            elif draw < 0.14:
                number += f" -{rng.randint(1, 9)}"
            postcode = place.postcode
        area, district = ("Onbekend", "Onbekend")
        if place.area and rng.random() < 0.997:
            area, district = place.area.name, place.area.district
        address = (number, postcode, "Maastricht", "Maastricht", "Limburg", district, area, area)
        return written, streets, address, (place.x, place.y) if place.area else ("", "")

    def _weather_on(self, day: date) -> tuple[str, str]:
        if day not in self._weather:
            rng = Random(f"weer {day}")
            if rng.random() < 0.003:
                self._weather[day] = ("n/a", "Geen data aanwezig")
            else:
                mean = 10.5 - 8 * math.cos((day.timetuple().tm_yday - 20) / 58.1)
                self._weather[day] = (f"{rng.gauss(mean, 3):.1f}", rng.choice(WEATHER))
        return self._weather[day]


class _Numbers:
    """Gives out incident ids and registration numbers in rising order."""

    def __init__(self) -> None:
        self._rng = Random(f"{SEED} nummers")
        self._id = 1_204_511
        self._registration: dict[int, int] = {}

    def give(self, incident: Incident) -> Incident:
        year = incident.month[0]
        self._id += self._rng.randint(1, 9)
        before = self._registration.get(year, 1_000)
        self._registration[year] = before + self._rng.randint(1, 15)
        unit = (
            self._rng.choice(("PL2100", "PL2000", "PL1700"))
            if self._rng.random() < 0.0005
            else "PL2300"
        )
        return replace(
            incident,
            values=(
                f"{unit}_BVH_{self._id:07d}",
                f"{unit}_BVH_{year}{self._registration[year]:06d}",
                *incident.values[2:],
            ),
        )


def _with(incident: Incident, changes: dict[int, object], **marks: str) -> Incident:
    values = list(incident.values)
    for column, value in changes.items():
        values[column] = value
    return replace(incident, values=tuple(values), **marks)


def _spoil(
    rng: Random, incidents: list[Incident], spare: list[Incident], month: tuple[int, int]
) -> list[Incident]:
    """Damage a few fields of good rows and add a few rows that cannot be used."""
    for number, (column, value, reason) in enumerate(
        (
            (BEGIN, rng.choice(("onbekend", "n.n.b.", "31-11-2018")), "begin"),
            (X, 0, "x"),
            (POSTCODE, "62", "postcode"),
        )
    ):
        if rng.random() < 0.5:
            options = [
                at
                for at, row in enumerate(incidents)
                if row.values[column] and not row.field_fault and at % 3 == number
            ]
            at = rng.choice(options)
            changes = {column: value, Y: 0} if column == X else {column: value}
            incidents[at] = _with(incidents[at], changes, field_fault=reason)
    bad = []
    for row in spare:
        kind = rng.choices(("code", "kennisname", "nummer", "dubbel"), (4, 3, 2, 3))[0]
        if kind == "code":
            bad.append(_with(row, {CODE: rng.choice(("Z99", "X12", "Q7", ""))}, fault=kind))
        elif kind == "kennisname":
            value = rng.choice((f"31-02-{month[0]} 10:00", "", f"45-{month[1]:02d}-{month[0]}"))
            bad.append(_with(row, {KNOWN: value}, fault=kind))
        elif kind == "nummer":
            bad.append(_with(row, {ID: ""}, fault=kind))
        else:
            first = rng.choice(incidents)
            other = first.values[SUSPECTS] + rng.randint(0, 1)
            bad.append(_with(first, {SUSPECTS: other}, fault=kind, field_fault=""))
    return incidents + bad


def _revise(rng: Random, rows: list[Incident], make, truth: Truth) -> list[Incident]:
    """The revision of 2018: some rows go, some come, some get another code."""
    repeated = {row.values[ID] for row in rows if row.fault == "dubbel"}

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

    touched: dict[int, Incident | None] = {}
    for code in REMOVED:
        at = pick(code)
        touched[at] = None
        truth.revision("verwijderd", rows[at].values[ID], rows[at].month, code, "")
    for code, new in RECODED:
        at = pick(code)
        touched[at] = _with(rows[at], {CODE: new, CODE + 1: make.descriptions[new]}, code=new)
        truth.revision("andere code", rows[at].values[ID], rows[at].month, code, new)
    return [touched.get(at, row) for at, row in enumerate(rows) if touched.get(at, row)]


def _period(first: tuple[int, int], last: tuple[int, int]) -> str:
    days = (date(last[0] + last[1] // 12, last[1] % 12 + 1, 1) - timedelta(days=1)).day
    return (
        f"1 {MONTH_NAMES[first[1] - 1]} {first[0]} t/m {days} {MONTH_NAMES[last[1] - 1]} {last[0]}"
    )


class _Deliverer:
    """Writes the files and notes in the truth what each of them holds."""

    def __init__(self, inbox: Path, truth: Truth) -> None:
        self.inbox, self.truth = inbox, truth

    def write(
        self,
        name: str,
        day: date,
        rows: list[Incident],
        first: tuple[int, int],
        last: tuple[int, int],
        time: str,
    ) -> Path:
        """One delivery; the ending of the name chooses the kind of file."""
        path = self.inbox / day.isoformat() / name
        header, values = HEADER, [row.values for row in rows]
        if first == last and first in OTHER_LAYOUT:
            title, text = OTHER_LAYOUT[first]
            header, values = (*HEADER, title), [(*row, text) for row in values]
        if path.suffix == ".xlsx":
            write_xlsx(
                path,
                "Incidenten",
                header,
                values,
                information=(
                    "Incidenten ter kennis gekomen in gemeente Maastricht van "
                    + _period(first, last),
                    f"Bevraagd op {day:%d-%m-%Y} {time}",
                ),
            )
        else:
            encoding = (
                "cp1252" if first in CP1252 else ("utf-8" if first in PLAIN_UTF8 else "utf-8-sig")
            )
            write_csv(path, header, values, encoding=encoding)
        self.note(path, rows)
        return path

    def note(self, path: Path, rows: list[Incident]) -> None:
        self.truth.file(
            "politie",
            path.relative_to(self.inbox).as_posix(),
            [row.fault for row in rows],
            [row.field_fault for row in rows],
        )
        for row in rows:
            self.truth.street("politie", row.values[4], row.streets)


def _file_name(year: int, month: int, suffix: str) -> str:
    if (year, month) in ((2019, 4), (2020, 2)):
        return f"incidenten_maastricht_{year}_{month:02d}{suffix}"
    return f"Incidenten Maastricht {year}-{month:02d}{suffix}"


def deliver(inbox: Path, places: Places, speller: Speller, truth: Truth) -> None:
    """Invent all months and write all police deliveries."""
    make, numbers = _Inventor(places, speller), _Numbers()
    counts = monthly_counts(Random(f"{SEED} aantallen"))
    months: dict[tuple[int, int], list[Incident]] = {}
    for year, month in MONTHS:
        rng = Random(f"{SEED} {year}-{month}")
        rows = [
            make.invent(rng, code, year, month)
            for code, number in sorted(counts[year, month].items())
            for _ in range(number)
        ]
        rows.sort(key=lambda row: (row.values[KNOWN], row.code))
        rows = [numbers.give(row) for row in rows]
        spare = [
            numbers.give(make.invent(rng, rng.choice(rows).code, year, month))
            for _ in range(rng.choice((2, 2, 3, 3, 4)))
        ]
        months[year, month] = _spoil(rng, rows, spare, (year, month))
    _mark(months)

    out = _Deliverer(inbox, truth)
    rng = Random(f"{SEED} leveringen")
    for year, month in MONTHS:
        rows, day = months[year, month], received(year, month)
        suffix = ".csv" if month % 2 == 0 and (year, month) not in MORE_XLSX else ".xlsx"
        time = f"{rng.randint(8, 11):02d}:{rng.randint(0, 59):02d}"
        name, span = _file_name(year, month, suffix), ((year, month), (year, month))
        if (year, month) == (2018, 3):
            repeated = {row.values[ID] for row in rows if row.fault}
            good = [
                at
                for at, row in enumerate(rows)
                if row.values[ID] not in repeated and not row.field_fault
            ]
            late = set(rng.sample(good, FIRST_OF_MARCH))
            out.write(name, day, [r for at, r in enumerate(rows) if at not in late], *span, time)
            out.write(name, date(2018, 5, 14), rows, *span, "10:31")
        elif (year, month) == (2018, 9):
            part = rows[: round(len(rows) * SHRUNKEN_SHARE)]
            out.write(name, day, part, *span, time)
            out.write(name, date(2018, 10, 12), rows, *span, "13:20")
        else:
            path = out.write(name, day, rows, *span, time)
            if (year, month) == (2018, 5):
                again = inbox / "2018-06-18" / "Incidenten Maastricht mei 2018 (2).xlsx"
                again.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, again)
                out.note(again, rows)

    rng = Random(f"{SEED} herziening")
    whole = [row for (year, _), rows in months.items() if year == 2018 for row in rows]
    whole = _revise(rng, whole, make, truth)
    for code in ADDED:
        month = rng.randint(2, 11)
        row = numbers.give(make.invent(rng, code, 2018, month))
        truth.revision("toegevoegd", row.values[ID], row.month, "", code)
        whole.append(row)
    out.write(
        "Incidenten Maastricht 2018 heel jaar.xlsx",
        date(2019, 9, 16),
        whole,
        (2018, 1),
        (2018, 12),
        "10:05",
    )


def _mark(months: dict[tuple[int, int], list[Incident]]) -> None:
    """Put the marker values in one row, and one registration number on two rows."""
    rows = months[MARKER_MONTH]
    rows[20] = _with(rows[20], {OBJECT: "GEHEIM-OBJECT-7431", PROJECT: "GEHEIM-PROJECT-7431"})
    rows[31] = _with(rows[31], {1: rows[30].values[1]})
