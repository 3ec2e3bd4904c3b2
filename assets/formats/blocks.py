"""The tables on a sheet that is laid out for people: where their figures are, and which labels
stand beside and above each figure.

Only the form: titles, header rows of several levels, labels that stand once for several rows or
columns, tables under and beside each other. What a label means is in `labels` and `crosstabs`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise

FIGURE, YEAR, MISSING, TEXT, EMPTY = "figure", "year", "missing", "text", ""
_FIGURE = re.compile(r"^[±+\-–<>]?\s?\(?\d[\d.,\s\u00a0]*\)?\s?%?\s?\*{0,3}$")
_YEAR = re.compile(r"^(?:19|20)\d{2}\*?$")
_MOST_LEVELS = 12  # rows of a header; more are text above the table
MISSING_TEXTS = frozenset("* ** - -- – — . .. ... x # n.v.t. nvt n.b. n/a onbekend".split())

Merged = Sequence[tuple[tuple[int, int], tuple[int, int]]]


@dataclass(frozen=True)
class Row:
    """The labels of a row of figures: of the headings above it, and in each label column."""

    headings: tuple[str, ...]
    labels: tuple[str, ...]


@dataclass(frozen=True)
class Block:
    """One table. `titles`: above it, the nearest last. `corners`: the header of each label column;
    the last `sides` of these stand to the right of figures. `rows`, `columns`: the labels of each,
    the outermost first. `figures`: row, column (both from 0) and text of each filled cell."""

    titles: tuple[str, ...]
    corners: tuple[str, ...]
    sides: int
    rows: tuple[Row, ...]
    columns: tuple[tuple[str, ...], ...]
    figures: tuple[tuple[int, int, str], ...]


def kind_of(text: str) -> str:
    """What a cell is by its form; a mark such as ▲ counts as empty."""
    if not text:
        return EMPTY
    if _YEAR.match(text):
        return YEAR
    if _FIGURE.match(text):
        return FIGURE
    if text.casefold() in MISSING_TEXTS:
        return MISSING
    return TEXT if any(sign.isalnum() or sign in "%±" for sign in text) else EMPTY


def blocks(cells: Sequence[Sequence[str]], merged: Merged = ()) -> list[Block]:
    """The tables of a sheet, from left to right and from top to bottom."""
    sheet = _Cells(cells, merged)
    rows = range(len(cells))
    return [block for group in _groups(sheet) for block in _blocks(sheet, rows, group)]


def titles_of(cells: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """The rows of one text above the first figure of a sheet."""
    above = []
    for row in cells:
        filled = [text for text in row if text]
        if any(kind_of(text) == FIGURE for text in filled):
            break
        above += filled if len(filled) == 1 else []
    return tuple(above)


@dataclass(frozen=True)
class _Cells:
    """The cells of a sheet as text, of equal width, with their kinds and their merged ranges."""

    cells: Sequence[Sequence[str]]
    merged: Merged = ()
    kinds: list[list[str]] = field(init=False)
    origins: dict[tuple[int, int], tuple[int, int]] = field(init=False)

    def __post_init__(self) -> None:
        kinds = [[kind_of(text) for text in row] for row in self.cells]
        object.__setattr__(self, "kinds", kinds)
        origins = {}
        for (top, left), (bottom, right) in self.merged:
            for row in range(top, min(bottom, len(kinds) - 1) + 1):
                for column in range(left, min(right, len(kinds[0]) - 1) + 1):
                    origins[row, column] = top, left
        object.__setattr__(self, "origins", origins)

    def origin(self, row: int, column: int) -> tuple[int, int]:
        """The cell whose text a cell shows: its own, or the first of its merged range."""
        return self.origins.get((row, column), (row, column))

    def filled(self, row: int, columns: Sequence[int]) -> list[int]:
        return [column for column in columns if self.kinds[row][column]]

    def row_kind(self, row: int, columns: Sequence[int], below: bool) -> str:
        """FIGURE, TEXT or EMPTY. `below`: the row above it has figures, so that whole numbers that
        look like years are figures here if they have a label."""
        kinds = [(column, self.kinds[row][column]) for column in self.filled(row, columns)]
        every = [kind for _, kind in kinds]
        if FIGURE in every:
            return FIGURE
        first = next((place for place, kind in kinds if kind in (MISSING, YEAR)), None)
        labelled = first is not None and every[0] == TEXT
        labelled &= all(place < (first or 0) for place, kind in kinds if kind == TEXT)
        if labelled and (MISSING in every or below):
            return FIGURE
        return TEXT if every else EMPTY


def _groups(sheet: _Cells) -> list[list[int]]:
    """The columns of tables beside each other; a group without labels belongs to the one before."""
    if not sheet.kinds:
        return []
    width = range(len(sheet.kinds[0]))
    used = [any(row[column] for row in sheet.kinds) for column in width]
    groups: list[list[int]] = []
    for is_used, run in groupby(width, key=used.__getitem__):
        columns = list(run)
        if is_used and groups and not _has_labels(sheet, columns):
            groups[-1] += columns
        elif is_used:
            groups.append(columns)
    return groups


def _has_labels(sheet: _Cells, columns: Sequence[int]) -> bool:
    firsts = [
        kinds[0]
        for row in range(len(sheet.kinds))
        if (kinds := [sheet.kinds[row][column] for column in sheet.filled(row, columns)])
        and FIGURE in kinds
    ]
    return sum(kind == TEXT for kind in firsts) * 2 > len(firsts)


def _blocks(sheet: _Cells, rows: Sequence[int], columns: Sequence[int]) -> Iterator[Block]:
    for head, body in _bands(sheet, rows, columns):
        data = [row for row in body if _is_data(sheet, row, columns)]
        figures, labels, sides = _columns(sheet, data, columns)
        cuts = _cuts(sheet, head, data, columns, figures)
        if cuts:
            for start, end in pairwise([columns[0], *cuts, columns[-1] + 1]):
                part = [column for column in columns if start <= column < end]
                yield from _blocks(sheet, [*head, *body], part)
        elif figures:
            yield _block(sheet, head, body, figures, labels, sides)


def _is_data(sheet: _Cells, row: int, columns: Sequence[int]) -> bool:
    return sheet.row_kind(row, columns, True) == FIGURE


def _bands(
    sheet: _Cells, rows: Sequence[int], columns: Sequence[int]
) -> Iterator[tuple[list[int], list[int]]]:
    """The rows of each table: those above its figures, and those from its first figure on. A row
    with text where figures are begins the next table, with the titles above it."""
    head: list[int] = []
    body: list[int] = []
    waiting: list[int] = []
    of_figures: set[int] = set()
    for row in rows:
        kind = sheet.row_kind(row, columns, bool(body) and not waiting)
        if kind == FIGURE:
            body += [*(place for place in waiting if sheet.filled(place, columns)), row]
            waiting = []
            of_figures |= {each for each in columns if sheet.kinds[row][each] == FIGURE}
        elif not body:
            head.append(row)
        elif kind == TEXT and of_figures.intersection(sheet.filled(row, columns)):
            yield head, body
            head, body, waiting, of_figures = [*waiting, row], [], [], set()
        else:
            waiting.append(row)
    if body:
        yield head, body


def _columns(
    sheet: _Cells, data: Sequence[int], columns: Sequence[int]
) -> tuple[list[int], list[int], list[int]]:
    """The columns of figures, those of labels, and those with text to the right of figures."""
    figures: list[int] = []
    texts: list[int] = []
    for column in columns:
        kinds = [sheet.kinds[row][column] for row in data]
        counted = sum(kind in (FIGURE, MISSING) for kind in kinds)
        years = sum(kind == YEAR for kind in kinds)
        words = sum(kind == TEXT for kind in kinds)
        if (counted and counted + years >= words) or (years and figures and not words):
            figures.append(column)
        elif words or years:
            texts.append(column)
    first = min(figures, default=0)
    labels = [column for column in texts if column < first]
    return figures, labels, [column for column in texts if column > first]


def _cuts(
    sheet: _Cells,
    head: Sequence[int],
    data: Sequence[int],
    columns: Sequence[int],
    figures: Sequence[int],
) -> list[int]:
    """The columns at which a table beside the one before begins: words with figures on both sides,
    after an empty column or under the same header as the first."""
    every = [*head[-3:], *data]
    headers = {sheet.cells[row][columns[0]].casefold() for row in head} - {""}
    of_figures, inside = set(figures), set(columns)
    last = max(of_figures, default=-1)
    cuts: list[int] = []
    counted = False
    for column in columns:
        counted = counted or column in of_figures
        if column in of_figures or not counted or column > last:
            continue
        words = any(sheet.kinds[row][column] == TEXT for row in data)
        before = column - 1 not in inside or not any(sheet.kinds[row][column - 1] for row in every)
        if words and (
            before or any(sheet.cells[row][column].casefold() in headers for row in head)
        ):
            cuts.append(column)
            counted = False
    return cuts


def _block(
    sheet: _Cells,
    head: Sequence[int],
    body: Sequence[int],
    figures: Sequence[int],
    labels: Sequence[int],
    sides: Sequence[int],
) -> Block:
    every = [*labels, *sides]
    titles, header, headings = _head(sheet, head, figures, every)
    corners = []
    for column in every:
        texts = [sheet.cells[row][column] for row in header if sheet.kinds[row][column]]
        corners.append(texts[-1] if texts else "")
    rows, places = _rows(sheet, [*headings, *body], figures, labels, sides)
    cells = [
        (number, at, sheet.cells[row][column])
        for number, row in enumerate(places)
        for at, column in enumerate(figures)
        if sheet.kinds[row][column]
    ]
    columns = _column_labels(sheet, header, figures)
    return Block(titles, tuple(corners), len(sides), rows, columns, tuple(cells))


def _head(
    sheet: _Cells, head: Sequence[int], figures: Sequence[int], labels: Sequence[int]
) -> tuple[tuple[str, ...], list[int], list[int]]:
    """The titles, the header rows and the headings in the rows above the figures. The header is the
    last run of rows with text above the figures; below it are headings of the first rows."""
    columns = range(len(sheet.cells[0]))
    above = [row for row in head if sheet.filled(row, figures)]
    last = above[-1] if above else -1
    start = last
    while start - 1 in head and sheet.filled(start - 1, columns):
        start -= 1
    header = [row for row in head if start <= row <= last]
    header = header[-_MOST_LEVELS:]
    while header and not sheet.filled(header[0], figures):
        header.pop(0)
    first = header[0] if header else (head[-1] + 1 if head else 0)
    titles = [
        ": ".join(sheet.cells[row][column] for column in filled)
        for row in head
        if row < first and 0 < len(filled := sheet.filled(row, [*labels, *figures])) <= 3
    ]
    headings = [row for row in head if header and row > last and sheet.filled(row, labels)]
    return tuple(titles), header, headings


def _column_labels(
    sheet: _Cells, header: Sequence[int], figures: Sequence[int]
) -> tuple[tuple[str, ...], ...]:
    """The labels above each column of figures. A label holds for the empty cells to its right,
    until the next label in its row or in a row above; in a row with merged cells, for its range
    only."""
    spans = {row: _spans(sheet, row, figures) for row in header}
    found: list[tuple[str, ...]] = []
    for column in figures:
        labels: list[str] = []
        renewed = False
        for level, row in enumerate(header):
            top, left = sheet.origin(row, column)
            text = sheet.cells[top][left] if sheet.kinds[top][left] and top == row else ""
            if text:
                renewed = renewed or not found or found[-1][level] != text
            elif found and not renewed and top == row and not spans[row]:
                text = found[-1][level]
            labels.append(text)
        found.append(tuple(labels))
    return tuple(found)


def _spans(sheet: _Cells, row: int, columns: Sequence[int]) -> bool:
    return any(
        sheet.origin(row, column) == (row, left) and left < column
        for column in columns
        for left in [sheet.origin(row, column)[1]]
    )


def _rows(
    sheet: _Cells,
    body: Sequence[int],
    figures: Sequence[int],
    labels: Sequence[int],
    sides: Sequence[int],
) -> tuple[tuple[Row, ...], list[int]]:
    """The labels of each row of figures, and its place in the sheet. A label holds for the empty
    cells below it, until the next label in its column or in one to its left."""
    headings: list[str] = []
    run: list[str] = []
    current = [""] * len(labels)
    rows, places = [], []
    for row in body:
        texts = []
        for column in labels:
            top, left = sheet.origin(row, column)
            texts.append(
                sheet.cells[top][left] if left == column and sheet.kinds[top][left] else ""
            )
        if not sheet.filled(row, figures):
            run += [text for text in texts if text]
            current = [""] * len(labels)
            continue
        if run:
            headings = [*headings[: max(0, len(headings) - len(run))], *run]
            run = []
        first = next((place for place, text in enumerate(texts) if text), None)
        if first is not None:
            current = [*current[:first], *texts[first:]]
        beside = [sheet.cells[row][column] for column in sides]
        known = current if first is not None else [""] * len(labels)
        rows.append(Row(tuple(headings), (*known, *beside)))
        places.append(row)
    return tuple(rows), places
