"""What a factsheet is made of, as plain data: pages, sections, tables, figures and notes.

The form of the content only. What is on a sheet is decided in `driehoek` and `raad`; how it looks
in `html`, `pdf` and `workbooks`, which read nothing but this.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import geopandas
    import pandas as pd


@dataclass(frozen=True)
class About:
    """Of whom, of when, and as known when.

    `period`: `2020-05--2020-06` or `2020-H1`. `known_until` and `previous` (the day of the last
    issue's figures; None: not known) are `JJJJ-MM-DD`. `outlines`: buurtcode and geometry of the
    neighbourhoods, where the municipality has set them.
    """

    municipality: str
    code: str
    period: str
    known_until: str
    version: str
    previous: str | None = None
    outlines: geopandas.GeoDataFrame | None = None


@dataclass(frozen=True)
class Cell:
    """What a cell shows: text, more of it in small, a shape before it.

    `spoken` takes the place of what cannot be read aloud. `icon`: a name of `cells.ICONS`.
    """

    text: str
    small: str = ""
    icon: str = ""
    spoken: str = ""


@dataclass(frozen=True)
class Column:
    """A heading; `share`: its part of the width that is left, 0: as wide as what it shows."""

    heading: str
    share: float = 0.0
    is_words: bool = False  # short words, which are never broken
    is_break: bool = False  # a line before it: what stands left and right is not to be compared

    @property
    def is_number(self) -> bool:
        """Figures are aligned to the right."""
        return self.share == 0.0 and not self.is_words


@dataclass(frozen=True)
class Row:
    """The cells of a row, the first of which heads it. The lowest `rank` is shown longest.

    `remark`: what the team makes of the figures of the row, shown under them.
    """

    cells: tuple[Cell, ...]
    group: str = ""
    rank: float = 0.0
    remark: str = ""


@dataclass(frozen=True)
class Table:
    """A table of a sheet. Where there is no room for all rows, those of the lowest rank stay.

    `most` and `least`: how many rows a page may show. `rest` says where the others stand, with
    `{n}` for how many. `empty` is said where there is no row.
    """

    name: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()
    most: int = 60
    least: int = 4
    rest: str = "En nog {n} meer: zie de werkmap."
    empty: str = "Geen gegevens."
    shows_caption: bool = True
    beyond: int = 0  # rows of the data that are not even in `rows`

    def within(self, room: int) -> Table:
        """The same table with at most `room` rows, and the word of how many were left out."""
        if len(self.rows) <= room and not self.beyond:
            return self
        kept = set(sorted(range(len(self.rows)), key=lambda at: (self.rows[at].rank, at))[:room])
        rows = tuple(row for at, row in enumerate(self.rows) if at in kept)
        left = f"{len(self.rows) - len(rows) + self.beyond:,}".replace(",", ".")
        notes = (self.rest.format(n=left), *self.notes)
        return replace(self, rows=rows, notes=notes, beyond=0)


@dataclass(frozen=True)
class Figure:
    """A drawing: its title, the SVG, and the words that say what it shows."""

    name: str
    title: str
    svg: str
    alt: str
    width: float  # of the drawing, in mm on paper
    height: float


@dataclass(frozen=True)
class Figures:
    """Drawings of one kind beside each other, the legend they share, and the table of them."""

    figures: tuple[Figure, ...]
    across: int
    legend: str = ""
    table: Table | None = None  # of all that is drawn; on paper it stands in the workbook
    least: int = 0  # how many must stay where a page is full


@dataclass(frozen=True)
class Text:
    """Lines of text. `role`: headline, note or list."""

    lines: tuple[str, ...]
    role: str = "note"


@dataclass(frozen=True)
class Terms:
    """Words and what they mean."""

    terms: tuple[tuple[str, str], ...]


Block = Table | Figures | Text | Terms


@dataclass(frozen=True)
class Section:
    """A heading (level 2 or 3) and what stands under it. `name` is its place in the document."""

    name: str
    heading: str
    blocks: tuple[Block, ...]
    level: int = 2


@dataclass(frozen=True)
class Beside:
    """Two columns of sections; on a narrow screen the left comes first."""

    left: tuple[Section, ...]
    right: tuple[Section, ...]
    share: float = 0.5  # of the width, for the left


Part = Section | Beside


@dataclass(frozen=True)
class Annex:
    """A page of the workbook: a whole table, and perhaps a native chart of it.

    `chart`: `lines` (a chart for each column behind the first), `bars` (two columns against each
    other), or empty. `charted`: the columns of the chart; the first gives the labels. `table`:
    the published table that it shows, whose contract says what its columns mean.
    """

    title: str
    note: str
    frame: pd.DataFrame
    chart: str = ""
    charted: tuple[str, ...] = ()
    table: str = ""


@dataclass(frozen=True)
class Sheet:
    """A whole factsheet. With `is_fixed` each page must fit on one page of paper."""

    product: str
    title: str
    subtitle: str
    facts: tuple[str, ...]  # as known when, status: beneath the title
    pages: tuple[tuple[Part, ...], ...]
    known_until: str
    restricted: str = ""  # the word that stands on each page
    is_fixed: bool = False
    footer: str = ""
    annexes: tuple[Annex, ...] = field(default=())

    def with_blocks(self, change: Callable[[int, Block], Block | None]) -> Sheet:
        """The same sheet with each block as `change(page, block)` gives it; None drops it."""

        def section(page: int, part: Section) -> Section:
            changed = (change(page, block) for block in part.blocks)
            return replace(part, blocks=tuple(block for block in changed if block is not None))

        def any_part(page: int, part: Part) -> Part:
            if isinstance(part, Section):
                return section(page, part)
            return replace(
                part,
                left=tuple(section(page, one) for one in part.left),
                right=tuple(section(page, one) for one in part.right),
            )

        pages = tuple(
            tuple(any_part(at, part) for part in page) for at, page in enumerate(self.pages)
        )
        return replace(self, pages=pages)

    def sections(self) -> Iterator[Section]:
        """Every section, in reading order."""
        for page in self.pages:
            for part in page:
                yield from (part,) if isinstance(part, Section) else (*part.left, *part.right)
