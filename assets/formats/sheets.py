"""A sheet: what every way of opening a file gives, before anyone knows what it means.

Opening files stands in `reading` (Excel, CSV), `bundles` (a zip of tables) and `objects` (JSON).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Sheet:
    """A sheet as it stands in the file: rows of cells, the first row is row 1.

    `head`: its first rows, in which the header is looked for. `read`: all of them; of a text file
    only the way of reading that its header proves right is carried out. `notes`: what the analyst
    should know of it.
    """

    name: str | None
    head: Sequence[Sequence[object]]
    read: Callable[[], Sequence[Sequence[object]]]
    text: str | None = None  # for a text file: its content, to see whether it is whole
    notes: tuple[str, ...] = ()


def ready(name: str | None, rows: Sequence[Sequence[object]], notes: tuple[str, ...] = ()) -> Sheet:
    """A sheet of rows that were read already; its header is its first row and no other."""
    return Sheet(name, rows[:1], lambda: rows, notes=notes)


# A row that cannot be a row of its sheet: fewer cells than any header, and not empty.
MALFORMED = ("?",)
