"""Tables of a sheet: each column is declared once, with its heading and how its cell is made.

Which columns a table has is decided by the sections in `driehoek` and `raad`; how values are
written, in `cells`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from assets.factsheets import numbers

Record = TypeVar("Record")


@dataclass(frozen=True)
class Cell:
    """The content of a cell: text, further text in small type, and an icon before it.

    `spoken` replaces text that cannot be read aloud. `icon`: a key of `cells.ICONS`.
    """

    text: str
    small: str = ""
    icon: str = ""
    spoken: str = ""

    @property
    def says_something(self) -> bool:
        """Whether there is more in the cell than that nothing is known."""
        return bool(self.small) or self.text not in ("", numbers.UNKNOWN)


@dataclass(frozen=True, eq=False)
class Column(Generic[Record]):
    """A heading, how its cell is made from a record, and how wide it is.

    `share`: its share of the remaining width; 0 means as wide as its content. `is_words`: short
    words that are never broken. `is_break`: a line before the column, because values left and right
    of it are not comparable. Columns are compared by identity: two may have the same heading.
    """

    heading: str
    cell: Callable[[Record], Cell]
    share: float = 0.0
    is_words: bool = False
    is_break: bool = False

    @property
    def is_number(self) -> bool:
        """Whether the column holds figures, which are aligned to the right."""
        return self.share == 0.0 and not self.is_words


@dataclass(frozen=True)
class Row:
    """The cells of a row by column, in reading order; the first is the header of the row.

    Rows with the lowest `rank` are kept longest. `remark`: the team's interpretation of the row,
    shown below it. `theme` (of its indicator), `kind` (of nuisance) and `area`: what the row is
    about, for whoever looks for one of them.
    """

    cells: Mapping[Column[Any], Cell]
    group: str = ""
    rank: float = 0.0
    remark: str = ""
    theme: str = ""
    area: str = ""
    kind: str = ""


def theme_of(record: object) -> object:
    """The theme of a record of a table that has one, and no kind of nuisance; else None."""
    return None if hasattr(record, "soort") else getattr(record, "thema", None)


def kind_of(record: object) -> object:
    """The kind of nuisance of a record with a theme of nuisance, which `soort` names; else None."""
    return getattr(record, "soort", None) if hasattr(record, "thema") else None


def area_of(record: object) -> object:
    """The name of the area of a record of a table that has one; None of any other."""
    return getattr(record, "gebiedsnaam", None) or getattr(record, "buurtnaam", None)


def by_position(position: int, record: object) -> float:
    """A `rank` for `Table.of`: the first rows are kept longest."""
    return position


@dataclass(frozen=True)
class Table:
    """A table of a sheet. Where not all rows fit, those of the lowest rank are kept.

    `most` and `least`: the bounds on the number of rows on a page. `rest` says where the other rows
    are, with `{n}` for their number. `empty` is shown if there are no rows. `beyond`: rows of the
    data that are not in `rows` at all.
    """

    name: str
    caption: str
    columns: tuple[Column[Any], ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()
    most: int = 60
    least: int = 4
    rest: str = "En nog {n} meer: zie de werkmap."
    empty: str = "Geen gegevens."
    shows_caption: bool = True
    beyond: int = 0

    @classmethod
    def of(
        cls,
        name: str,
        caption: str,
        columns: Sequence[Column[Record]],
        records: Iterable[Record],
        *,
        group: Callable[[Record], str] = lambda record: "",
        rank: Callable[[int, Record], float] = lambda position, record: 0.0,
        remark: Callable[[Record], str] = lambda record: "",
        theme: Callable[[Record], object] = theme_of,
        area: Callable[[Record], object] = area_of,
        kind: Callable[[Record], object] = kind_of,
        **options: Any,
    ) -> Table:
        """The table with one row per record, its cells made by the columns.

        `rank` gets the position of the record (from 0) and the record. `theme`, `area` and `kind`
        may be None. `options`: any of the fields of a table from `notes` onwards.
        """
        rows = tuple(
            Row(
                {column: column.cell(record) for column in columns},
                group(record),
                rank(position, record),
                remark(record),
                str(theme(record) or ""),
                str(area(record) or ""),
                str(kind(record) or ""),
            )
            for position, record in enumerate(records)
        )
        return cls(name, caption, tuple(columns), rows, **options)

    def with_figures_only(self) -> Table:
        """The same table without columns in which no row has anything; the first one stays."""
        if not self.rows:
            return self
        first, *others = self.columns
        shown = (
            first,
            *(
                column
                for column in others
                if any(row.cells[column].says_something for row in self.rows)
            ),
        )
        rows = tuple(
            replace(row, cells={column: row.cells[column] for column in shown}) for row in self.rows
        )
        return replace(self, columns=shown, rows=rows)

    def within(self, room: int) -> Table:
        """The same table with at most `room` rows, and a note on how many were left out."""
        if len(self.rows) <= room and not self.beyond:
            return self
        by_rank = sorted(range(len(self.rows)), key=lambda at: (self.rows[at].rank, at))
        shown = set(by_rank[:room])
        rows = tuple(row for at, row in enumerate(self.rows) if at in shown)
        left_out = numbers.count(len(self.rows) - len(rows) + self.beyond)
        notes = (self.rest.format(n=left_out), *self.notes)
        return replace(self, rows=rows, notes=notes, beyond=0)
