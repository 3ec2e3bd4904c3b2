"""Maps of tiles: a square for each neighbourhood, about where it lies.

Positions and classes for `templates/tegels.svg.j2`. A tile has a number, which the table beside the
map explains: a name does not fit on a phone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assets.website.areas import DISTRICT, NEIGHBOURHOOD, Area
from assets.website.rates import Rates
from assets.website.surroundings import Surroundings

_WIDTH = 360
_UNKNOWN = "geen"
STEPS = {
    "5": "ten minste twee keer zo vaak als in de hele gemeente",
    "4": "vaker",
    "3": "geen duidelijk verschil",
    "2": "minder vaak",
    "1": "hoogstens half zo vaak",
    _UNKNOWN: "geheim, of te weinig inwoners om te vergelijken",
}


@dataclass(frozen=True)
class Tile:
    """A square: its corner, its number (or no text) and its class."""

    x: float
    y: float
    text: str
    kind: str


@dataclass(frozen=True)
class Tiles:
    """A map ready for the template."""

    id: str
    title: str
    description: str
    size: float
    height: float
    tiles: tuple[Tile, ...]
    legend: tuple[tuple[str, str], ...] = ()  # (class, words)


@dataclass(frozen=True)
class MapRow:
    """A line of the table beside a map."""

    number: int
    area: Area
    count: object  # a figure, or an empty text
    rate: str
    words: str


def numbered(places: Mapping[str, Area], surroundings: Surroundings) -> dict[str, int]:
    """Neighbourhood -> its number on every map: in the order of the map, row by row."""
    tiles = surroundings.lookup.tiles
    shown = [code for code, area in places.items() if area.level == NEIGHBOURHOOD and code in tiles]
    return {code: at for at, code in enumerate(sorted(shown, key=tiles.__getitem__), start=1)}


def marked(place: Area, places: Mapping[str, Area], surroundings: Surroundings) -> Tiles | None:
    """Where a district or neighbourhood lies; None if it is not on the map."""
    numbers = numbered(places, surroundings)
    own = {part.code for part in place.parts} if place.level == DISTRICT else {place.code}
    near = {part.code for part in places[place.parent].parts} if place.parent in places else set()
    if not own & numbers.keys():
        return None
    kinds = {code: "hier" if code in own else "naast" if code in near else "" for code in numbers}
    around = (
        f" De lichtere vakjes zijn de andere buurten van {places[place.parent].within}."
        if near - own
        else ""
    )
    dark = "Het donkere vakje is" if len(own) == 1 else "De donkere vakjes zijn"
    return _laid_out(
        "plek",
        f"Kaart: waar {place.within} ligt",
        f"Elk vakje is een buurt, ongeveer op haar plaats. {dark} {place.within}.{around}",
        dict.fromkeys(numbers, ""),
        kinds,
        surroundings,
    )


def shaded(
    rates: Rates, year: str, places: Mapping[str, Area], surroundings: Surroundings
) -> tuple[Tiles, list[MapRow]]:
    """How often it happens by neighbourhood, beside the whole city, with a row for each."""
    numbers = numbered(places, surroundings)
    steps = {code: rates.step(code, year) for code in numbers}
    kinds = {code: _UNKNOWN if step is None else str(step) for code, step in steps.items()}
    rows = [
        MapRow(
            number,
            places[code],
            rates.years(code).get(year, ""),
            rate.text if (rate := rates.rate(code, year)) else "",
            STEPS[kinds[code]] if steps[code] else "",
        )
        for code, number in numbers.items()
    ]
    texts = {code: str(number) for code, number in numbers.items()}
    used = set(kinds.values())
    tiles = _laid_out(
        f"k-{rates.indicator.id}",
        f"Kaart: {rates.indicator.heading} in {year}, per 1.000 inwoners",
        "Elk vakje is een buurt, ongeveer op haar plaats. Alle gegevens staan in de tabel.",
        texts,
        kinds,
        surroundings,
        legend=tuple((kind, words) for kind, words in STEPS.items() if kind in used),
    )
    return tiles, rows


def _laid_out(
    id_: str,
    title: str,
    description: str,
    texts: Mapping[str, str],
    kinds: Mapping[str, str],
    surroundings: Surroundings,
    legend: Sequence[tuple[str, str]] = (),
) -> Tiles:
    at = {code: surroundings.lookup.tiles[code] for code in texts}
    top, left = (min(place[axis] for place in at.values()) for axis in (0, 1))
    down, across = (
        max(place[axis] for place in at.values()) - first + 1
        for axis, first in ((0, top), (1, left))
    )
    size = min(_WIDTH / across, 52)
    tiles = tuple(
        Tile(
            round((at[code][1] - left) * size, 1),
            round((at[code][0] - top) * size, 1),
            text,
            kinds[code],
        )
        for code, text in texts.items()
    )
    return Tiles(
        id_, title, description, round(size, 1), round(down * size, 1), tiles, tuple(legend)
    )
