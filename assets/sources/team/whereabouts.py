"""What a place in a file of the team is: an area, a street or a place of the municipality.

A text that is none of these is of no use, and could name a person, so it is never kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from assets.linking.decisions import Decisions
from assets.linking.linking import Linker
from assets.linking.names import fold
from assets.linking.streets import StreetIndex

JOINT = "|"  # between the members of a list


@dataclass(frozen=True)
class Whereabouts:
    """The places of a municipality. `areas`: CBS code -> gemeente, wijk or buurt; `streets` and
    `places`: folded name -> name as listed; `around`: name of a street or place -> the
    neighbourhoods that it is in, joined. `is_listed`: whether there is a list of streets. `alike`:
    the listed street that a text resembles, if there is one. `mark`: the same for the same
    places."""

    municipality: str
    areas: Mapping[str, str]
    streets: Mapping[str, str]
    places: Mapping[str, str]
    around: Mapping[str, str]
    mark: tuple[str, ...]
    is_listed: bool = True
    alike: Callable[[str], str] = lambda text: ""

    def located(self, text: str) -> tuple[str, str, str]:
        """Kind of place (gemeente, wijk, buurt, straat, plaats), its code or name, and the codes of
        the neighbourhoods that it is in; all empty where the text is no place of the municipality.

        Without a text the whole municipality is meant. A street goes before a place of its name.
        """
        code = text.upper().replace(" ", "")
        if not code:
            return "gemeente", self.municipality, ""
        if code in self.areas:
            return self.areas[code], code, ""
        key = fold(text)
        if name := self.streets.get(key):
            return "straat", name, self.around.get(name, "")
        if name := self.places.get(key):
            return "plaats", name, self.around.get(name, "")
        return "", "", ""


def whereabouts(linker: Linker, decisions: Decisions) -> Whereabouts:
    """The places that a linker knows."""
    reference = linker.reference
    listed = StreetIndex.current(reference)
    codes: dict[str, set[str]] = {}
    for street in listed.itertuples():
        codes.setdefault(street.straatnaam, set()).update(linker.areas.of_street(street.straat_id))
    return Whereabouts(
        municipality=reference.gemeentecode,
        areas={
            reference.gemeentecode: "gemeente",
            **dict.fromkeys(reference.wijken["wijkcode"], "wijk"),
            **dict.fromkeys(reference.gebieden["buurtcode"], "buurt"),
        },
        streets={fold(name): name for name in listed["straatnaam"]},
        places={key: spot.naam for key, spot in decisions.spots.items()},
        around={spot.naam: spot.buurtcode for spot in decisions.spots.values()}
        | {name: joined(found) for name, found in codes.items()},
        mark=(linker.versie,),
        is_listed=linker.streets.listed,
        alike=lambda text: _alike(linker, text),
    )


def _alike(linker: Linker, text: str) -> str:
    mentions = linker.matcher.find([text])[text].mentions if linker.streets.listed else ()
    return linker.streets.name(mentions[0]) if mentions else ""


def joined(members: Iterable[str]) -> str:
    """Members of a list in one text, in order, each once."""
    return JOINT.join(sorted(set(members)))
