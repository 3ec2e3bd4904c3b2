"""One row of the MeldDesk export: its columns, and how a report of a resident is invented.

No export of the report system is public, so columns, numbers and texts are invented; categories are
those of the seed `thema_melddesk.csv`. The groups of `places` give the hotspots that reports share
with the police. Which rows are delivered when is decided in `melddesk`.
"""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from random import Random

from sample_data.generator.places import NO_STREET, Place, Places
from sample_data.generator.spelling import Speller
from sample_data.generator.weeks import happened

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
HAPPENED = "Datum overlast"
NUMBER = HEADER.index("Meldingnummer")
MOMENT = HEADER.index("Datum melding")
STREET = HEADER.index("Straat")
STATUS = HEADER.index("Status")
DONE = HEADER.index("Datum gereed")
TEXT = HEADER.index("Omschrijving")
NAME = HEADER.index("Naam melder")
PHONE = HEADER.index("Telefoon")
MAIL = HEADER.index("E-mail")
STAFF = HEADER.index("Behandelaar")
# Main category, subcategory, share of all reports, group of places, group of the season.
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
# Relative chance of each hour of the day.
HOURS = (2, 1, 1, 1, 1, 1, 2, 4, 7, 9, 9, 8, 7, 8, 8, 8, 7, 6, 6, 6, 6, 6, 5, 4)
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


@dataclass(frozen=True)
class Report:
    """A row of the export, the streets it is about, when that happened (a column that only later
    deliveries have), and why it cannot be used (`fault`)."""

    values: tuple[object, ...]
    streets: tuple[str, ...]
    happened: object = ""
    fault: str = ""


def subcategories_of() -> dict[str, str]:
    """The subcategories of each group of places, for the table of hotspots."""
    subcategories: dict[str, list[str]] = {}
    for _, subcategory, _, group, _ in CATEGORIES:
        subcategories.setdefault(group, []).append(subcategory)
    return {group: "; ".join(names) for group, names in subcategories.items()}


def received(year: int, month: int) -> date:
    """The day the export of a month arrives: the 5th of the next month, or the Monday after."""
    year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    day = date(year, month, 5)
    return day + timedelta(days=(0, 0, 0, 0, 0, 2, 1)[day.weekday()])


def changed(report: Report, changes: dict[int, object], fault: str) -> Report:
    """The report with other values, by column, and another fault."""
    values = list(report.values)
    for column, value in changes.items():
        values[column] = value
    return replace(report, values=tuple(values), fault=fault)


class Inventor:
    """Invents reports one by one."""

    def __init__(self, places: Places, speller: Speller) -> None:
        self.places, self.speller = places, speller

    def invent(self, rng: Random, year: int, month: int, category: Sequence) -> Report:
        """A report without its number; `category` is a row of `CATEGORIES`."""
        main, sub, _, group, season = category
        moment = _moment(rng, season, year, month)
        place = self.places.draw(rng, group, year, month, no_street=0.03)
        written, streets = self._written(rng, place)
        number, postcode, x, y = _address(rng, place, written, streets)
        status, done = _progress(rng, moment)
        text, contact = _text(rng), _contact(rng)
        staff = f"medewerker {rng.randint(1, 12):02d}" if rng.random() < 0.05 else ""
        channel = rng.choices([c for c, _ in CHANNELS], [w for _, w in CHANNELS])[0]
        values = (
            "",
            moment,
            channel,
            main,
            sub,
            written,
            number,
            postcode,
            "Maastricht" if rng.random() < 0.25 else "",
            place.area.name if place.area and rng.random() < 0.35 else "",
            x,
            y,
            status,
            done,
            text,
            *contact,
            staff,
        )
        street = streets[0] if streets else ""
        when = happened(group, street, moment, f"{sub} {written} {number} {x} {y} {text}")
        return Report(values, streets, when)

    def _written(self, rng: Random, place: Place) -> tuple[str, tuple[str, ...]]:
        """What is written in the street field, and the streets it stands for."""
        if not place.streets:
            return rng.choice(NO_STREET) if rng.random() < 0.3 else "", ()
        if rng.random() < 0.063:
            neighbour = self.places.neighbour(rng, place)
            return self.speller.write(rng, place.streets[0], neighbour)
        return place.streets[0], place.streets


def _moment(rng: Random, season: str, year: int, month: int) -> datetime:
    days = monthrange(year, month)[1]
    day = rng.randint(1, days)
    if season == "vuurwerk" and month in (1, 12):
        from_new_year = min(1 + int(rng.expovariate(0.4)), days)
        day = from_new_year if month == 1 else days + 1 - from_new_year
    hour = rng.choices(range(24), HOURS)[0]
    return datetime(year, month, day, hour, 5 * rng.randrange(12))


def _address(
    rng: Random, place: Place, written: str, streets: tuple[str, ...]
) -> tuple[str, str, object, object]:
    """House number, postcode, x and y; each may be empty."""
    number = postcode = ""
    x: object = ""
    y: object = ""
    if place.area and rng.random() < 0.25:
        x, y = place.x + rng.randrange(100) / 100, place.y + rng.randrange(100) / 100
    plain = len(streets) == 1 and (not written[-1:].isdigit() or written == "Plein 1992")
    if plain and place.area and rng.random() < 0.72:
        number = str(min(1 + int(rng.expovariate(1 / 40)), 400))
        postcode = place.postcode
        if rng.random() >= 0.97:
            postcode = postcode[:4] + " " + postcode[4:]
    return number, postcode, x, y


def _progress(rng: Random, moment: datetime) -> tuple[str, object]:
    """The status at the time of the export, and when the report was dealt with."""
    late = moment.day >= monthrange(moment.year, moment.month)[1] - 6
    weights = (62, 21, 15, 2) if late else (90, 6, 2, 2)
    status = rng.choices(("Afgehandeld", "In behandeling", "Nieuw", "Geannuleerd"), weights)[0]
    if status != "Afgehandeld" or rng.random() >= 0.5:
        return status, ""
    export = datetime.combine(received(moment.year, moment.month), datetime.min.time())
    done = min(moment + timedelta(hours=rng.expovariate(1 / 90)), export - timedelta(hours=8))
    return status, max(done, moment).replace(minute=0, second=0, microsecond=0)


def _text(rng: Random) -> str:
    if rng.random() >= 0.04:
        return ""
    return rng.choice(TEXTS).format(
        n=rng.randrange(10_000),
        mail=f"melder{rng.randrange(900)}@example.nl",
        name=rng.choice(NAMES),
    )


def _contact(rng: Random) -> tuple[str, str, str]:
    """Name, phone number and e-mail address of the reporter."""
    if rng.random() >= 0.03:
        return "", "", ""
    return (
        rng.choice(NAMES),
        f"06-0000{rng.randrange(10_000):04d}",
        f"melder{rng.randrange(900)}@example.{rng.choice(('nl', 'org'))}",
    )
