"""Where things happen: streets, neighbourhoods, postcodes, points, and the planted hotspots.

Names and codes come from the seeds of the municipality (`dbt_like_sql/seeds/GM0935`), points from
`pc6_punten.csv`: the centre of each postcode in Dutch RD, rounded to 10 m. How much happens in
which street is invented. Nothing about files belongs here.
"""

import csv
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random

SEEDS = Path(__file__).parents[2] / "dbt_like_sql" / "seeds"


@dataclass(frozen=True)
class Hotspot:
    """A street with a planted share of the registrations and reports of a group."""

    street: str
    group: str
    kind: str  # blijvend, opkomend, verdwenen
    share: float
    start: date | None = None
    end: date | None = None

    def share_in(self, year: int, month: int) -> float:
        """The share in a month; almost nothing outside the period of the hotspot."""
        first = date(year, month, 1)
        active = (self.start is None or first >= self.start) and (
            self.end is None or first <= self.end
        )
        return self.share if active else self.share / 25


def _lasting(group: str, **shares: float) -> list[Hotspot]:
    return [
        Hotspot(street.replace("_", " "), group, "blijvend", share)
        for street, share in shares.items()
    ]


HOTSPOTS: list[Hotspot] = [
    *_lasting(
        "uitgaan",
        Vrijthof=0.13,
        Platielstraat=0.12,
        Markt=0.10,
        Boschstraat=0.07,
        Stationsplein=0.06,
        Wycker_Brugstraat=0.05,
        Brusselsestraat=0.04,
        Onze_Lieve_Vrouweplein=0.03,
    ),
    *_lasting(
        "horeca",
        Platielstraat=0.16,
        Vrijthof=0.14,
        Markt=0.09,
        Onze_Lieve_Vrouweplein=0.07,
        Wycker_Brugstraat=0.06,
        Boschstraat=0.05,
    ),
    *_lasting(
        "drugs",
        Stationsplein=0.13,
        Maasboulevard=0.11,
        Boschstraat=0.08,
        Markt=0.06,
        Sint_Maartenslaan=0.04,
    ),
    Hotspot("Franciscus Romanusweg", "drugs", "opkomend", 0.12, start=date(2019, 7, 1)),
    Hotspot("Old Hickoryplein", "drugs", "verdwenen", 0.10, end=date(2019, 2, 1)),
    *_lasting(
        "zwervers",
        Stationsplein=0.18,
        Markt=0.12,
        Vrijthof=0.08,
        Maasboulevard=0.09,
        Boschstraat=0.06,
        Wycker_Brugstraat=0.05,
        Brusselsestraat=0.05,
    ),
    *_lasting(
        "verward",
        Stationsplein=0.13,
        Markt=0.09,
        Vrijthof=0.06,
        Brusselsestraat=0.08,
        Boschstraat=0.07,
        Maasboulevard=0.06,
        Wycker_Brugstraat=0.03,
    ),
    *_lasting(
        "jeugd",
        Brusselsepoort=0.09,
        Terra_cottaplein=0.06,
        Severenplein=0.06,
        Stationsplein=0.05,
        Vrijthof=0.04,
        Herculeshof=0.04,
    ),
    Hotspot("Malbergsingel", "jeugd", "opkomend", 0.12, start=date(2019, 10, 1)),
    Hotspot("Oranjeplein", "jeugd", "verdwenen", 0.12, end=date(2018, 12, 1)),
    *_lasting(
        "fiets",
        Stationsplein=0.13,
        Markt=0.07,
        Stationsstraat=0.05,
        Spoorweglaan=0.05,
        Mosae_Forum=0.03,
        Universiteitssingel=0.03,
        Boschstraat=0.03,
    ),
    Hotspot("Sint Maartenslaan", "fiets", "opkomend", 0.07, start=date(2019, 4, 1)),
    *_lasting(
        "winkel",
        Grote_Staat=0.18,
        Markt=0.09,
        Maastrichter_Brugstraat=0.08,
        Kleine_Staat=0.07,
        Vrijthof=0.07,
        Mosae_Forum=0.06,
        Brusselsepoort=0.06,
        Wycker_Brugstraat=0.06,
    ),
    *_lasting("auto", Avenue_Ceramique=0.04, Boschstraat=0.03, Brusselseweg=0.03),
    Hotspot("Sibemaweg", "auto", "verdwenen", 0.06, end=date(2018, 10, 1)),
    *_lasting("afval", Voltastraat=0.06, Brandenburgerplein=0.04, Boschstraat=0.03),
    Hotspot("Frankenstraat", "afval", "opkomend", 0.06, start=date(2019, 9, 1)),
    *_lasting("vuurwerk", Voltastraat=0.06, Brandenburgerplein=0.05, Malbergsingel=0.04),
    *_lasting("buren", Voltastraat=0.03, Malbergsingel=0.03, Brandenburgerplein=0.03),
    *_lasting("centrum", Vrijthof=0.30, Markt=0.25, Stationsplein=0.10),
]

# Factor of a street in the centre (wijk WK093500) relative to elsewhere, by group.
CENTRE_FACTOR = {
    "uitgaan": 3.0,
    "horeca": 6.0,
    "winkel": 4.0,
    "fiets": 2.0,
    "zwervers": 4.0,
    "drugs": 2.0,
    "centrum": 5.0,
    "wonen": 0.5,
    "schuur": 0.4,
    "auto": 0.5,
    "jeugd": 0.6,
    "buren": 0.5,
    "afval": 0.6,
    "bedrijf": 0.7,
    "verward": 1.2,
    "groen": 0.3,
    "vuurwerk": 0.7,
    "spreiding": 0.7,
}

# Written in the street field, but not the name of a street.
NO_STREET = (
    "onbekend",
    "Station Maastricht",
    "A2",
    "Stadspark",
    "Jekerpark",
    "Griendpark",
    "N278",
    "Geusseltpark",
    "Sint Pietersberg",
    "Maas",
    "Koning Willem-Alexandertunnel",
    "P+R Noord",
)


@dataclass(frozen=True)
class Area:
    """A neighbourhood and its district."""

    code: str
    name: str
    district: str
    district_code: str


@dataclass(frozen=True)
class Place:
    """The true place of a row, in RD; `streets` is empty if no street is known."""

    streets: tuple[str, ...]
    area: Area | None
    postcode: str
    x: int
    y: int


def _seed(name: str) -> list[dict[str, str]]:
    with (SEEDS / "GM0935" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


class Places:
    """The streets of the municipality, and how likely each is by group and month."""

    def __init__(self) -> None:
        self.streets = sorted(row["straatnaam"] for row in _seed("straten.csv"))
        self.areas = {
            row["buurtcode"]: Area(
                row["buurtcode"], row["buurtnaam"], row["wijknaam"], row["wijkcode"]
            )
            for row in _seed("buurten.csv")
        }
        self.areas_of: dict[str, list[str]] = {}
        for row in _seed("straat_buurten.csv"):
            self.areas_of.setdefault(row["straatnaam"], []).append(row["buurtcode"])
        self.streets_in: dict[str, list[str]] = {}
        for street, codes in sorted(self.areas_of.items()):
            for code in codes:
                self.streets_in.setdefault(code, []).append(street)
        with (Path(__file__).parent / "pc6_punten.csv").open(encoding="utf-8", newline="") as file:
            self.points = {
                row["postcode"]: (int(row["x"]), int(row["y"])) for row in csv.DictReader(file)
            }
        self.postcodes_in: dict[str, list[str]] = {}
        for row in _seed("postcodes.csv"):
            if row["postcode"] in self.points:
                self.postcodes_in.setdefault(row["buurtcode"], []).append(row["postcode"])
        self._postcodes_of = {
            (street, code): self._few_postcodes(street, code)
            for street, codes in self.areas_of.items()
            for code in codes
        }
        self._base = {
            street: Random(f"straat {street}").lognormvariate(0, 0.7) for street in self.streets
        }
        self._cache: dict[tuple[str, int, int], tuple[list[str], list[float]]] = {}

    def _few_postcodes(self, street: str, code: str) -> list[str]:
        """The few postcodes that a street has within a neighbourhood."""
        inside = sorted(self.postcodes_in[code])
        start = Random(f"postcode {street} {code}").randrange(len(inside))
        return [inside[(start + step) % len(inside)] for step in range(min(4, len(inside)))]

    def _weights(self, group: str, year: int, month: int) -> tuple[list[str], list[float]]:
        key = (group, year, month)
        if key not in self._cache:
            hot = {
                spot.street: spot.share_in(year, month) for spot in HOTSPOTS if spot.group == group
            }
            factor = CENTRE_FACTOR.get(group, 1.0)
            rest = {}
            for street in self.streets:
                if street in hot:
                    continue
                weight = self._base[street]
                codes = self.areas_of.get(street)
                if not codes:
                    weight *= 0.25
                elif codes[0].startswith("BU093500"):
                    weight *= factor
                rest[street] = weight
            scale = (1 - sum(hot.values())) / sum(rest.values())
            weights = {**hot, **{street: weight * scale for street, weight in rest.items()}}
            total, cumulative = 0.0, []
            for weight in weights.values():
                total += weight
                cumulative.append(total)
            self._cache[key] = (list(weights), cumulative)
        return self._cache[key]

    def draw(self, rng: Random, group: str, year: int, month: int, no_street: float) -> Place:
        """Draw a place; with probability `no_street` only its neighbourhood is known."""
        names, cumulative = self._weights(group, year, month)
        street = rng.choices(names, cum_weights=cumulative)[0]
        if street not in self.areas_of:
            return Place((street,), None, "", 0, 0)
        code = rng.choice(self.areas_of[street])
        postcode = rng.choice(self._postcodes_of[street, code])
        x, y = self.points[postcode]
        streets = () if rng.random() < no_street else (street,)
        x, y = x + 10 * rng.randint(-3, 3), y + 10 * rng.randint(-3, 3)
        return Place(streets, self.areas[code], postcode, x, y)

    def neighbour(self, rng: Random, place: Place) -> str | None:
        """Another street of the same neighbourhood, for a crossing."""
        if place.area is None:
            return None
        others = [name for name in self.streets_in[place.area.code] if name not in place.streets]
        return rng.choice(others) if others else None
