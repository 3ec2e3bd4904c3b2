"""Finding the page of a neighbourhood: by postcode, street or name.

These pages and files have names of places alone. They are made without the figures of the edition,
so no figure can ever stand beside a street.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assets.reference.lookup import Lookup
from assets.website import rendering
from assets.website.areas import NOWHERE, Area
from schemas.layout import fold_header

FOLDER = "zoeken"  # the only folder of the site in which a street is named
_SCRIPT = Path(__file__).with_name("templates") / "zoek.js"
_MOST = 500  # streets on one page, so that it stays within its budget
_OTHER = "0-9"  # for names that do not start with a letter


@dataclass(frozen=True)
class Place:
    """A postcode or street, and the areas in which it lies."""

    name: str
    areas: tuple[Area, ...]

    @property
    def path(self) -> str:
        """The path of its page, if it is a postcode."""
        return postcode_path(self.name)


@dataclass(frozen=True)
class Index:
    """All that can be searched for, in display order.

    `streets` by letter: `A`; `V 1` and `V 2` where one page would be too long; `0-9` for the
    others.
    """

    postcodes: tuple[Place, ...]
    streets: Mapping[str, tuple[Place, ...]]
    areas: tuple[Area, ...]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing but the list of neighbourhoods to search in."""
        return not (self.postcodes or self.streets)

    @property
    def letters(self) -> list[tuple[str, str]]:
        """Each letter with the path of its list of streets."""
        return [(letter, letter_path(letter)) for letter in self.streets]

    def streets_of(self, area: Area) -> list[str]:
        """The names of its streets, in alphabetical order."""
        return [
            place.name
            for places in self.streets.values()
            for place in places
            if area in place.areas
        ]


def postcode_path(digits: str) -> str:
    """The path of the page of a postcode."""
    return f"{FOLDER}/postcode-{digits}.html"


def letter_path(letter: str) -> str:
    """The path of the list of streets with a letter."""
    return f"{FOLDER}/straten-{letter.lower().replace(' ', '-')}.html"


def index_of(lookup: Lookup, places: Mapping[str, Area]) -> Index:
    """The index of the places that have a page: a street or postcode leads to its neighbourhoods,
    or to their districts where the edition has no neighbourhoods."""

    def areas(codes: Iterable[str]) -> tuple[Area, ...]:
        shown = [code if code in places else lookup.districts.get(code, "") for code in codes]
        found = {code: places[code] for code in shown if code in places}
        return tuple(sorted(found.values(), key=lambda area: _key(area.name)))

    postcodes = [Place(digits, areas(codes)) for digits, codes in sorted(lookup.postcodes.items())]
    has_towns = len({town for _, town in lookup.streets}) > 1
    streets: dict[str, list[Place]] = {}
    for (name, town), codes in sorted(lookup.streets.items(), key=lambda each: _key(each[0][0])):
        label = f"{name} ({town})" if has_towns and town else name
        if found := areas(codes):
            streets.setdefault(_letter(name), []).append(Place(label, found))
    return Index(
        tuple(place for place in postcodes if place.areas),
        dict(part for letter in sorted(streets) for part in _parts(letter, streets[letter])),
        tuple(area for area in places.values() if area.level != NOWHERE),
    )


def script() -> bytes:
    """The script of the search box: nothing but a quicker way through the same lists."""
    return _SCRIPT.read_bytes()


def data(index: Index) -> bytes:
    """What the script searches in. An area is written once, and referred to by its place: a city
    of 6,500 streets stays far within the budget of a page."""
    number = {area.code: at for at, area in enumerate(index.areas)}
    lines = [
        *(f"{place.name}|{_numbers(place, number)}" for place in index.postcodes),
        *(
            f"{place.name.replace('|', ' ')}|{_numbers(place, number)}"
            for places in index.streets.values()
            for place in places
        ),
    ]
    content = {
        "gebieden": [[area.title, area.path] for area in index.areas],
        "plaatsen": "\n".join(lines),
    }
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return f"const PLAATSEN = {text};\n".encode()


def pages(index: Index, frame: Mapping[str, Any]) -> dict[str, bytes]:
    """Path -> page or file of everything in the folder; none without postcodes and streets.

    `frame` is what the frame of a page needs, without figures.
    """
    if index.is_empty:
        return {}
    made = {f"{FOLDER}/plaatsen.js": data(index), f"{FOLDER}/zoek.js": script()}
    for place in index.postcodes:
        path = postcode_path(place.name)
        made[path] = rendering.page("postcode", path, place=place, index=index, **frame)
    for letter, places in index.streets.items():
        path = letter_path(letter)
        made[path] = rendering.page(
            "straten", path, letter=letter, streets=places, index=index, **frame
        )
    return made


def _numbers(place: Place, number: Mapping[str, int]) -> str:
    return ",".join(str(number[area.code]) for area in place.areas)


def _key(name: str) -> tuple[str, str]:
    return fold_header(name), name


def _parts(letter: str, places: list[Place]) -> list[tuple[str, tuple[Place, ...]]]:
    """The streets of a letter, in as many pages as they need."""
    starts = range(0, len(places), _MOST)
    if len(starts) == 1:
        return [(letter, tuple(places))]
    return [
        (f"{letter} {at}", tuple(places[start : start + _MOST]))
        for at, start in enumerate(starts, start=1)
    ]


def _letter(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    first = next((character for character in plain if character.isalnum()), "")
    return first.upper() if first.isalpha() else _OTHER
