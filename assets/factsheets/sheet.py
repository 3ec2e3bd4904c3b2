"""The parts of a factsheet as plain data: pages, sections, tables, figures and notes.

Only the structure. `driehoek` and `raad` decide what is on a sheet; `html`, `pdf` and `workbooks`
decide what it looks like and read nothing but this. Tables are in `table`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from assets.factsheets.table import Table

if TYPE_CHECKING:
    import geopandas
    import pandas as pd


@dataclass(frozen=True)
class About:
    """The municipality, the period, and the day whose knowledge the sheet reflects.

    `period`: `2020-05--2020-06` or `2020-H1`. `known_until` is `YYYY-MM-DD`, as is `previous`: the
    reference day of the previous issue, or None if unknown. `outlines`: one row per neighbourhood
    with buurtcode and geometry, or None if the municipality configured no outlines.
    `purpose`: what restricted sheets say of why the deliveries may be processed; may be empty.
    `is_reconstruction`: as known on an earlier day, so never published. `public_from`: the first
    year of the public figures, on a sheet that is made of those.
    """

    municipality: str
    code: str
    period: str
    known_until: str
    version: str
    previous: str | None = None
    outlines: geopandas.GeoDataFrame | None = None
    purpose: str = ""
    is_reconstruction: bool = False
    public_from: int | None = None


@dataclass(frozen=True)
class Figure:
    """A drawing: its title, the SVG, and the text alternative. `width` and `height` in mm."""

    name: str
    title: str
    svg: str
    alt: str
    width: float
    height: float


@dataclass(frozen=True)
class Figures:
    """Drawings of one kind side by side, their shared legend, and their values as a table.

    `table` holds all values drawn; on paper it is left to the workbook. `least`: the number of
    drawings to keep when a page is full.
    """

    figures: tuple[Figure, ...]
    across: int
    legend: str = ""
    table: Table | None = None
    least: int = 0


@dataclass(frozen=True)
class Text:
    """Lines of text. `role`: headline, note or list."""

    lines: tuple[str, ...]
    role: str = "note"


@dataclass(frozen=True)
class Terms:
    """Pairs of a term and its meaning."""

    terms: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Finding:
    """A verdict in one sentence, with its icon (a key of `cells.ICONS`), the details that belong to
    it as pairs of a word and a text, and its drawing."""

    icon: str
    sentence: str
    details: tuple[tuple[str, str], ...]
    figure: Figure | None = None


@dataclass(frozen=True)
class Findings:
    """Findings below each other, each beside its drawing, and the shared legend of the drawings.

    `table` holds all values drawn; on paper it is left to the workbook.
    """

    findings: tuple[Finding, ...]
    legend: str = ""
    table: Table | None = None


Block = Table | Figures | Findings | Text | Terms


@dataclass(frozen=True)
class Section:
    """A heading (level 2 or 3) and the blocks under it. `name` is its id in the document."""

    name: str
    heading: str
    blocks: tuple[Block, ...]
    level: int = 2


@dataclass(frozen=True)
class Beside:
    """Two columns of sections; on a narrow screen the left column comes first.

    `share`: the fraction of the width that the left column takes.
    """

    left: tuple[Section, ...]
    right: tuple[Section, ...]
    share: float = 0.5


Part = Section | Beside


@dataclass(frozen=True)
class Chart:
    """A native chart of an annex, by the names of the columns of its table.

    `kind`: `lines` (one chart per column of `values`) or `bars` (all of `values` in one chart).
    """

    kind: str
    labels: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Annex:
    """A page of the workbook: a complete table, optionally with a native chart. `table`: the
    published table that it shows, whose contract says what its columns mean; `meanings`: of its
    own columns."""

    title: str
    note: str
    frame: pd.DataFrame
    chart: Chart | None = None
    table: str = ""
    meanings: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Sheet:
    """A complete factsheet.

    `facts`: short statements below the title, such as the reference day. `restricted`: the
    classification printed on every page, or empty. With `is_fixed`, each page must fit on exactly
    one page of paper, with at most `most_words` words if given. `screen`: what the web page has
    after the pages, and paper has not.
    """

    product: str
    title: str
    subtitle: str
    facts: tuple[str, ...]
    pages: tuple[tuple[Part, ...], ...]
    known_until: str
    restricted: str = ""
    is_fixed: bool = False
    footer: str = ""
    annexes: tuple[Annex, ...] = field(default=())
    screen: tuple[Part, ...] = ()
    most_words: tuple[int, ...] = ()

    def with_blocks(self, change: Callable[[int, Block], Block | None]) -> Sheet:
        """The same sheet with each block replaced by `change(page, block)`; None removes it."""

        def changed_section(page: int, section: Section) -> Section:
            changed = (change(page, block) for block in section.blocks)
            return replace(section, blocks=tuple(block for block in changed if block is not None))

        def changed_part(page: int, part: Part) -> Part:
            if isinstance(part, Section):
                return changed_section(page, part)
            return replace(
                part,
                left=tuple(changed_section(page, section) for section in part.left),
                right=tuple(changed_section(page, section) for section in part.right),
            )

        pages = tuple(
            tuple(changed_part(number, part) for part in page)
            for number, page in enumerate(self.pages)
        )
        return replace(self, pages=pages)

    def sections(self) -> Iterator[Section]:
        """Every section, in reading order."""
        for page in (*self.pages, self.screen):
            for part in page:
                yield from (part,) if isinstance(part, Section) else (*part.left, *part.right)
