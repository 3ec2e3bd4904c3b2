"""Which field an unknown column could be: by its header, the words of other systems, string
similarity, and what its values look like and speak for (`evidence`). A proposal is for an analyst
to judge; nothing is read because of it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from types import MappingProxyType

from rapidfuzz import fuzz, process

from assets.deliveries import shapes
from assets.deliveries.shapes import Shape
from schemas.layout import Layout, fold_header
from schemas.synonyms import SYNONYMS, is_never_read

SURE, LIKELY, MAYBE = "zeker", "vrij zeker", "misschien"
_SIMILARITY = 84  # of 100; below it, headers usually mean something else
_DATES = frozenset({shapes.DATE})
_SOME_TEXT = frozenset({shapes.CHOICE, shapes.TEXT})
# The shapes that the values of a field can have; a field that is not listed can have any.
_SHAPES: dict[str, frozenset[str]] = {
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
# Shapes that suffice to propose a field, and the fields that they can mean.
_SUFFICIENT = {
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
    """A field for a column, and how certain it is."""

    field: str
    how_sure: str
    score: float


def propose(
    headers: Sequence[str],
    column_shapes: Sequence[Shape],
    layout: Layout,
    recognised: bool = False,
    values: Mapping[int, str] = MappingProxyType({}),
) -> dict[int, Proposal]:
    """Position of a column -> its field. Fields and columns are matched one to one, most certain
    first. A column of free text or about persons is never proposed.

    `recognised`: whether the file was recognised by its headers; then a shape alone proves nothing.
    `values`: position -> the field that the values speak for. In a zip of tables only known headers
    are proposed.
    """
    known = {position: name for name, position in layout.recognise(headers).items()}
    sure = {position: Proposal(name, SURE, 2.0) for position, name in known.items()}
    if layout.bundle is not None:
        return sure
    kinds = set() if recognised else {shape.kind for shape in column_shapes}
    if not {"RD x", "RD y"} <= kinds:  # a single one can be any number
        kinds -= {"RD x", "RD y"}
    candidates = [
        (-proposal.score, position, proposal.field, proposal)
        for position, (header, shape) in enumerate(zip(headers, column_shapes, strict=True))
        if position not in sure and shape.kind != shapes.EMPTY
        for field in layout.fields
        for speaks in [not recognised and values.get(position) == field.name]
        if (proposal := _proposal(header, shape, field.name, layout, kinds, speaks)) is not None
    ]
    taken = {proposal.field for proposal in sure.values()}
    proposals = dict(sure)
    for _, position, field, proposal in sorted(candidates, key=itemgetter(0, 1, 2)):
        if position not in proposals and field not in taken:
            proposals[position] = proposal
            taken.add(field)
    return proposals


def _proposal(
    header: str, shape: Shape, field: str, layout: Layout, kinds: set[str], speaks: bool
) -> Proposal | None:
    """A proposal of `field` for one column, or None. `kinds`: the shapes that may suffice.
    `speaks`: whether the values speak for the field."""
    allowed = _SHAPES.get(field)
    if allowed is not None and shape.kind not in allowed:
        return None
    if field == layout.identity and not _identifies_rows(shape):
        return None
    folded = fold_header(header)
    words = SYNONYMS.get(layout.source, {}).get(field, frozenset())
    if folded in words:
        says = len(folded) / 1000  # of two headers for a field, the one that says more
        return Proposal(field, LIKELY, 1.0 + 0.5 * speaks + says)
    if is_never_read(header):
        return None
    long = [word for word in words if len(word) > 3] if len(folded) > 3 else []
    alike = process.extractOne(folded, long, scorer=fuzz.ratio, score_cutoff=_SIMILARITY)
    if alike is not None:
        return Proposal(field, LIKELY if speaks else MAYBE, alike[1] / 200 + 0.4 * speaks)
    if speaks:
        return Proposal(field, MAYBE, 0.4)
    if shape.kind in kinds and field in _SUFFICIENT.get(shape.kind, ()):
        return Proposal(field, MAYBE, 0.3)
    return None


def _identifies_rows(shape: Shape) -> bool:
    """Whether the values are distinct enough to identify rows."""
    return shape.kind not in {shapes.DATE, shapes.LONG} and shape.distinct >= 0.9 * shape.filled
