"""What must agree before two names that are merely alike can be one street: kind of street,
ordinal or number, letter, direction, and opposites such as Oude and Nieuwe.

Kessensingel A is not Kessensingel B, however few letters differ.
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
# As written -> the opposite that it is.
OPPOSITES = {word: group.split()[0] for group in _OPPOSITES.split("|") for word in group.split()}
_OPPOSITE_STARTS = (
    "noord", "oost", "zuid", "west", "oude", "nieuwe", "boven", "beneden", "binnen", "buiten",
    "grote", "kleine", "hoge", "lage", "lange", "korte",
)  # fmt: skip
_LIGHT = TITLES | ARTICLES


class Traits(NamedTuple):
    """What must agree. `kind` is empty where the name names none."""

    kind: str
    numbers: tuple[str, ...]
    letter: str
    direction: str
    opposites: tuple[str, ...]


class Form(NamedTuple):
    """A reading of a name with its traits apart. `stem`: what is left to compare, as one word;
    `given`: the words before the last; `head`: the last word with its kind; `weight`: how many
    letters of the stem tell it from other names (not those of a title, an article, an opposite)."""

    traits: Traits
    stem: str
    given: tuple[str, ...]
    head: str
    weight: int


def form_of(reading: tuple[str, ...]) -> Form:
    """A reading taken apart."""
    rest = list(reading)
    direction = rest.pop() if len(rest) > 1 and rest[-1] in DIRECTIONS else ""
    letter = rest.pop() if len(rest) > 1 and len(rest[-1]) == 1 and rest[-1].isalpha() else ""
    numbers = tuple(sorted(word for word in rest if not word.isalpha()))
    if len(rest) > 1 and kind_of(rest[-1]) == rest[-1]:  # Terra cotta plein
        rest[-2:] = [rest[-2] + rest[-1]]
    joined = "".join(rest)
    kind = kind_of(joined)
    if kind == joined:
        kind = ""
    traits = Traits(
        kind,
        numbers,
        letter,
        direction,
        tuple(sorted(OPPOSITES[word] for word in rest if word in OPPOSITES)),
    )
    stem = joined[: len(joined) - len(kind)]
    given = tuple(rest[:-1])
    light = sum(len(word) for word in given if word in _LIGHT or word in OPPOSITES)
    return Form(traits, stem, given, rest[-1], len(stem) - light)


def contradict(one: str, other: str) -> bool:
    """Whether two stems begin with different opposites: Noorder- and Ooster-."""
    starts = [
        next((start for start in _OPPOSITE_STARTS if stem.startswith(start)), None)
        for stem in (one, other)
    ]
    return None not in starts and starts[0] != starts[1]
