"""What could make a table another one than it seems: counts instead of cases, the address of who
reported instead of the place. A doubt is a sentence for the analyst; nothing is decided by it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import pandas as pd

from assets.deliveries import shapes
from assets.deliveries.evidence import FEWEST, streets
from assets.deliveries.proposals import Proposal
from assets.deliveries.shapes import Shape
from schemas.layout import Layout, fold_header
from schemas.synonyms import is_never_read


def doubts(
    header: Sequence[str],
    cells: Sequence[pd.Series],
    column_shapes: Sequence[Shape],
    layout: Layout,
    proposals: Mapping[int, Proposal],
) -> Iterator[str]:
    """A table of cases that may be one of counts, or that has more than one place."""
    if not layout.settable:
        return
    for text, shape in zip(header, column_shapes, strict=True):
        if shape.kind == shapes.WHOLE and fold_header(text).startswith("aantal"):
            yield (
                f"De kolom «{text}» is een aantal. Is dit een telling, en niet één rij per geval? "
                "Vraag dan de export met één rij per geval, of lever haar als register."
            )
    lacking = {entry.name for entry in layout.required} - {p.field for p in proposals.values()}
    lists = [
        text
        for text, shape in zip(header, column_shapes, strict=True)
        if shape.kind == shapes.CHOICE and shape.distinct >= FEWEST and is_never_read(text)
    ]
    if "hoofdcategorie" in lacking and lists:
        yield (
            f"Geen kolom is de categorie. «{lists[0]}» is een keuzelijst: is het die, zet dan "
            f'"{lists[0]}" = "hoofdcategorie" onder [{layout.source}.kolommen].'
        )
    place = next((at for at, found in proposals.items() if found.field == "straat"), None)
    others = [] if place is None else [at for at in streets(cells, column_shapes) if at != place]
    if others:
        names = ", ".join(f"«{header[at]}»" for at in others)
        yield (
            f"Ook in {names} staan straten. Is «{header[place]}» de plaats van het geval, en niet "
            "het adres van wie het meldde?"
        )
