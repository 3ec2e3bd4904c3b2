"""What the safety team says of figures on the council's sheet: above the figures, once each."""

from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace

from assets.factsheets import cells, numbers
from assets.factsheets.sheet import Text

_LONGEST = 600


def above(figures: Sequence[SimpleNamespace], with_area: bool = False) -> tuple[Text, ...]:
    """The interpretations of figures (rows of B), as a block; nothing without one."""
    said = {
        _subject(row, with_area): cells.remark(
            row.duiding, row.duiding_auteur, row.duiding_datum, _LONGEST
        )
        for row in figures
    }
    lines = tuple(f"Duiding bij {subject}: {words}" for subject, words in said.items() if words)
    return (Text(lines, role="list"),) if lines else ()


def _subject(row: SimpleNamespace, with_area: bool) -> str:
    name = numbers.uncapital(cells.plain(row.indicator))
    return f"{name} in {cells.plain(row.gebiedsnaam, 60)}" if with_area else name
