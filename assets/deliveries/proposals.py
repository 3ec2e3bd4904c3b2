"""Which field an unknown column could be: by its header, by words of other systems, by likeness,
and by the look of its values. A proposal is for an analyst to judge; nothing is read by it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from assets.deliveries import shapes
from assets.deliveries.shapes import Shape
from schemas.layout import Layout, fold_header
from schemas.synonyms import SYNONYMS, is_never_read

SURE, LIKELY, MAYBE = "zeker", "vrij zeker", "misschien"
_LIKENESS = 84  # of 100; below it other words are meant
_DATES = frozenset({shapes.DATE})
_SOME_TEXT = frozenset({shapes.CHOICE, shapes.TEXT})
# What the values of a field can look like; a field that is not here can look like anything.
_LOOKS: dict[str, frozenset[str]] = {
    "ontvangen": _DATES,
    "kennisname": _DATES,
    "pleegmoment": _DATES,
    "postcode": frozenset({shapes.POSTCODE}),
    "mk_code": frozenset({shapes.CODE}),
    "x": frozenset({"RD x", "lengte", "breedte"}),
    "y": frozenset({"RD y", "breedte", "lengte"}),
    "aangifte": frozenset({shapes.YES_NO}),
    "poging": frozenset({shapes.YES_NO}),
    "hoofdcategorie": _SOME_TEXT,
    "subcategorie": _SOME_TEXT,
    "status": _SOME_TEXT | {shapes.WHOLE},
    "kanaal": _SOME_TEXT,
    "straat": _SOME_TEXT,
    "plaats": _SOME_TEXT,
    "buurt": _SOME_TEXT,
    "huisnummer": frozenset({shapes.WHOLE, shapes.CHOICE, shapes.TEXT}),
}
# Looks that say by themselves what a column is, and the fields that it can be.
_TELLING = {
    shapes.DATE: ("ontvangen", "kennisname"),
    shapes.POSTCODE: ("postcode",),
    shapes.CODE: ("mk_code",),
    "RD x": ("x",),
    "RD y": ("y",),
    "lengte": ("x",),
    "breedte": ("y",),
}


@dataclass(frozen=True)
class Proposal:
    """A field for a column, and how sure that is."""

    field: str
    how_sure: str
    score: float


def propose(
    headers: Sequence[str], looks: Sequence[Shape], layout: Layout, recognised: bool = False
) -> dict[int, Proposal]:
    """Position of a column -> its field; a field is proposed for one column only, a column for one
    field, the surest first. A column of free text or persons is never proposed.

    `recognised`: the file is known by its headers, so that a look alone proves nothing; of a zip
    of tables every header is known or not meant.
    """
    known = {position: name for name, position in layout.recognise(headers).items()}
    sure = {position: Proposal(name, SURE, 2.0) for position, name in known.items()}
    if layout.bundle is not None:
        return sure
    kinds = set() if recognised else {look.kind for look in looks}
    if not {"RD x", "RD y"} <= kinds:  # one of the two is any number
        kinds -= {"RD x", "RD y"}
    candidates = [
        (proposal.score, -position, proposal)
        for position, (header, look) in enumerate(zip(headers, looks, strict=True))
        if position not in sure and look.kind != shapes.EMPTY
        for field in layout.fields
        if (proposal := _fits(header, look, field.name, layout, kinds)) is not None
    ]
    taken = {proposal.field for proposal in sure.values()}
    found = dict(sure)
    for _, at, proposal in sorted(candidates, key=lambda one: (-one[0], -one[1], one[2].field)):
        if -at not in found and proposal.field not in taken:
            found[-at] = proposal
            taken.add(proposal.field)
    return found


def _fits(header: str, look: Shape, field: str, layout: Layout, kinds: set[str]) -> Proposal | None:
    """`kinds`: the looks that may tell by themselves."""
    allowed = _LOOKS.get(field)
    if allowed is not None and look.kind not in allowed:
        return None
    if field == layout.identity and not _numbers_rows(look):
        return None
    folded = fold_header(header)
    words = SYNONYMS.get(layout.source, {}).get(field, frozenset())
    if folded in words:
        return Proposal(field, LIKELY, 1.0)
    if is_never_read(header):
        return None
    likeness = max((fuzz.ratio(folded, word) for word in words if len(word) > 3), default=0)
    if len(folded) > 3 and likeness >= _LIKENESS:
        return Proposal(field, MAYBE, likeness / 200)
    if look.kind in kinds and field in _TELLING.get(look.kind, ()):
        return Proposal(field, MAYBE, 0.3)
    return None


def _numbers_rows(look: Shape) -> bool:
    """Whether the values tell one row from another."""
    return look.kind not in {shapes.DATE, shapes.LONG} and look.distinct >= 0.9 * look.filled
