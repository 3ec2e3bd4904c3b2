"""One row of the police export: its columns, and how a registration is invented.

Totals come from `totals`, places from `places`, written streets from `spelling`. Damaged rows are
made in `police_faults`; which rows are delivered when is decided in `police`.
"""

import csv
import math
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from random import Random

from sample_data.generator.places import NO_STREET, SEEDS, Place, Places
from sample_data.generator.spelling import Speller
from sample_data.generator.totals import read_totals

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
ID = HEADER.index("Incident Identificatie")
REGISTRATION = HEADER.index("Bronregistratie")
CODE = HEADER.index("Incidentsoort code")
DESCRIPTION = HEADER.index("Incidentsoort")
STREET = HEADER.index("Pleegstraatnaam")
POSTCODE = HEADER.index("Pleegpostcode")
BEGIN = HEADER.index("Begin-pleegdatum/tijd")
KNOWN = HEADER.index("Kennisnamedatum/tijd")
SUSPECTS = HEADER.index("Verdachten")
OBJECT = HEADER.index("Object")
PROJECT = HEADER.index("Project(en)")
X = HEADER.index("X")
Y = HEADER.index("Y")
DAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
PARTS = ("nacht", "ochtend", "middag", "avond")
# Relative chance of night, morning, afternoon and evening, by group.
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
# First letters of the codes of crimes: victims report those (`aangifte`), and hardly anything else.
CRIME_LETTERS = ("A", "B", "C", "F")


@dataclass(frozen=True)
class Incident:
    """A row of the export and the truth about it.

    `fault`: why the row cannot be used. `field_fault`: which field is damaged.
    """

    values: tuple[object, ...]
    streets: tuple[str, ...]
    code: str
    month: tuple[int, int]
    fault: str = ""
    field_fault: str = ""


def changed(incident: Incident, changes: dict[int, object], **marks: str) -> Incident:
    """The incident with other values, by column; `marks` sets its code or faults."""
    values = list(incident.values)
    for column, value in changes.items():
        values[column] = value
    return replace(incident, values=tuple(values), **marks)


def _descriptions() -> dict[str, str]:
    with (SEEDS / "mk_klassen.csv").open(encoding="utf-8", newline="") as file:
        return {row["mk_code"]: row["omschrijving"].capitalize() for row in csv.DictReader(file)}


def _moment_parts(moment: datetime) -> tuple[str, str, datetime]:
    return DAYS[moment.weekday()], PARTS[moment.hour // 6], moment


# Groups that happen in the night of a weekend rather than of another day.
OF_THE_WEEKEND = ("uitgaan", "horeca")


def _at_its_time(
    group: str, known: datetime, begin: datetime, end: datetime
) -> tuple[datetime, datetime]:
    """The offence in the part of the week that suits its group, in the same month. Some have no
    time (0:00), and some whose victim was away span weeks.

    It draws from numbers of its own, so that nothing else of the sample depends on times.
    """
    rng = Random(f"{SEED} tijd {group} {known} {begin} {end}")
    if rng.random() < 0.08 and begin <= known:
        return tuple(moment.replace(hour=0, minute=0) for moment in (begin, max(begin, end)))
    if rng.random() < 0.15 and known - begin > timedelta(days=8):
        return begin, known - timedelta(minutes=known.minute, hours=1)
    part = rng.choices(range(4), DAY_PARTS.get(group, (14, 20, 34, 32)))[0]
    moved = begin.replace(hour=part * 6 + rng.randrange(6))
    if group in OF_THE_WEEKEND and rng.random() < 0.5:
        moved -= timedelta(days=(moved.weekday() - (5 if part == 0 else 4)) % 7)
    if begin <= known < moved or moved.month != begin.month:
        return begin, end
    return moved, moved + min(end - begin, max(known - moved, timedelta(0)))


class Inventor:
    """Invents registrations one by one."""

    def __init__(self, places: Places, speller: Speller) -> None:
        self.places, self.speller = places, speller
        self.descriptions = _descriptions()
        self.groups = {total.code: total.group for total in read_totals()}
        self._weather: dict[date, tuple[str, str]] = {}

    def invent(self, rng: Random, code: str, year: int, month: int) -> Incident:
        """A registration without numbers: those follow the order of the whole month."""
        group = self.groups[code]
        known = self._known(rng, group, year, month)
        begin, end = _at_its_time(group, known, *self._begin_end(rng, code, known))
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
        days = monthrange(year, month)[1]
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
        """The offence: 14 % in an earlier month, most others shortly before `known`."""
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
        """Written street, the streets it stands for, the other columns of the address, point."""
        place = self.places.draw(rng, group, year, month, no_street=0.015)
        written, streets = self._written(rng, place)
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

    def _written(self, rng: Random, place: Place) -> tuple[str, tuple[str, ...]]:
        """What is written in the street field, and the streets it stands for."""
        if not place.streets:
            return rng.choice(NO_STREET), ()
        if rng.random() < 0.063:
            neighbour = self.places.neighbour(rng, place)
            return self.speller.write(rng, place.streets[0], neighbour)
        return place.streets[0], place.streets

    def _weather_on(self, day: date) -> tuple[str, str]:
        if day not in self._weather:
            rng = Random(f"weer {day}")
            if rng.random() < 0.003:
                self._weather[day] = ("n/a", "Geen data aanwezig")
            else:
                mean = 10.5 - 8 * math.cos((day.timetuple().tm_yday - 20) / 58.1)
                self._weather[day] = (f"{rng.gauss(mean, 3):.1f}", rng.choice(WEATHER))
        return self._weather[day]


class Numbers:
    """Gives out incident ids and registration numbers in rising order."""

    def __init__(self) -> None:
        self._rng = Random(f"{SEED} nummers")
        self._id = 1_204_511
        self._registration: dict[int, int] = {}

    def give(self, incident: Incident) -> Incident:
        """The incident with the next numbers."""
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
