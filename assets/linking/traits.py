"""The traits of a name that must agree before two similar names can be one street: kind of street,
number, letter, direction, and opposites such as Oude and Nieuwe. They are the blocking key.

Kessensingel A is not Kessensingel B, however small the edit distance.
"""

from __future__ import annotations

from typing import NamedTuple

from assets.linking.spelling import ARTICLES, TITLES, kind_of

DIRECTIONS = frozenset(
    "noord oost zuid west noordzyde oostzyde zuidzyde westzyde noordoost noordwest zuidoost "
    "zuidwest".split()
)
_OPPOSITES = """
oud oude ouden oudt | nieuw nieuwe nieuwen niewe | groot grote groote groten | klein kleine kleyne
klyne kleene | lang lange langen | kort korte korten | hoog hoge hooge | laag lage laage
| noorder noorden | ooster oosten | zuider zuiden | wester westen | boven | onder | beneden
| binnen | buiten | voor | achter agter | eerste | laatste | verlengde | rechter | linker | midden
| dwars | krom kromme | wijd wijde wyd wyde | smalle | brede bree | rode | witte | zwarte | groene
| blauwe
"""
# Spelling -> the first word of its group.
OPPOSITES = {word: group.split()[0] for group in _OPPOSITES.split("|") for word in group.split()}
_OPPOSITE_STARTS = (
    "noord", "oost", "zuid", "west", "oude", "nieuwe", "boven", "beneden", "binnen", "buiten",
    "grote", "kleine", "hoge", "lage", "lange", "korte",
)  # fmt: skip
_LIGHT = TITLES | ARTICLES


class Traits(NamedTuple):
    """The blocking key of a name. `kind` is empty where the name contains no kind of street."""

    kind: str
    numbers: tuple[str, ...]
    letter: str
    direction: str
    opposites: tuple[str, ...]


class Form(NamedTuple):
    """A reading of a name, with its traits split off. `stem`: the rest to compare, as one word;
    `given`: the words before the last; `head`: the last word with its kind; `weight`: the number of
    distinctive letters of the stem (without titles, articles and opposites)."""

    traits: Traits
    stem: str
    given: tuple[str, ...]
    head: str
    weight: int


def form_of(reading: tuple[str, ...]) -> Form:
    """Split a reading into its traits and its stem."""
    rest = list(reading)
    direction = rest.pop() if len(rest) > 1 and rest[-1] in DIRECTIONS else ""
    letter = rest.pop() if len(rest) > 1 and len(rest[-1]) == 1 and rest[-1].isalpha() else ""
    numbers = tuple(sorted(word for word in rest if not word.isalpha()))
    opposites = tuple(sorted(OPPOSITES[word] for word in rest if word in OPPOSITES))
    if len(rest) > 1 and kind_of(rest[-1]) == rest[-1]:  # Terra cotta plein
        rest[-2:] = [rest[-2] + rest[-1]]
    joined = "".join(rest)
    kind = kind_of(joined)
    if kind == joined:
        kind = ""
    traits = Traits(kind, numbers, letter, direction, opposites)
    stem = joined[: len(joined) - len(kind)]
    given = tuple(rest[:-1])
    light = sum(len(word) for word in given if word in _LIGHT or word in OPPOSITES)
    return Form(traits, stem, given, rest[-1], len(stem) - light)


def opposite_start(stem: str) -> str:
    """The opposite that a stem begins with (Noorder-, Oude-); empty if there is none."""
    return next((start for start in _OPPOSITE_STARTS if stem.startswith(start)), "")


def contradict(stem: str, other: str) -> bool:
    """Whether two stems begin with different opposites: Noorder- and Ooster-."""
    starts = {opposite_start(stem), opposite_start(other)} - {""}
    return len(starts) > 1
