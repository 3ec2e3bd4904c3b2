"""The profile of an unknown export: its tables and headers, and of each column the shape and the
field that it could be.

No value of a cell is kept, except of the fields in `SHOWN` (categories, statuses, channels), if the
header identifies them as such, the word is in many rows and nothing in it looks like personal data.
Of other values only the form is kept.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from types import MappingProxyType

import pandas as pd

from assets.basis.errors import RefusedError, UnreadableError
from assets.basis.masking import masked, shown
from assets.basis.naming import form
from assets.deliveries import shapes
from assets.deliveries.doubts import doubts
from assets.deliveries.evidence import FEWEST, KnownWords, below, speaks_for
from assets.deliveries.proposals import MAYBE, SURE, Proposal, propose
from assets.deliveries.shapes import Shape, shape_of, unseen
from assets.formats import bundles, texts
from assets.formats.cells import as_text
from assets.formats.opening import open_sheets
from assets.formats.reading import read_delivery
from assets.formats.sheets import HEAD_ROWS, Sheet
from schemas.layout import Layout
from schemas.personal_text import could_be_personal, is_personal
from schemas.synonyms import is_a_known_word, is_never_read

SHOWN = ("hoofdcategorie", "subcategorie", "status", "kanaal")
SHOWN_FROM = 20  # rows; a word in fewer rows is shown by its form
_MOST_FORMS = 5  # of each column
_MOST_COLUMNS = 300  # that are looked at; an export of cases has fewer
_LONGEST = 80
_A_VALUE = re.compile(
    r"[\d.,:/ -]*\d[\d.,:/ -]*|.*\d{1,4}[-/]\d{1,2}[-/]\d{1,4}.*|[1-9]\d{3} ?[A-Z]{2}|.*@.*|.{61,}",
    re.DOTALL,
)


@dataclass(frozen=True)
class Column:
    """One column.

    `header`: its header, or its position if the header could be a value. `shape`: what its values
    look like. `proposal`: the field it could be. `never`: whether it is known as never to be read.
    """

    header: str
    shape: Shape
    proposal: Proposal | None
    never: bool


@dataclass(frozen=True)
class Profile:
    """One table of the file.

    `layout`: the layout of the proposed fields. `header_row`: from 1; 0 if there is no header.
    `odd`: rows of another width than the header. `doubts`: what could make it another table than it
    seems, for the analyst. `values`: one row per combination of the fields
    of `SHOWN` whose words may be shown, with its number of rows as `aantal`. `words`: what may be
    shown of each of those fields.
    """

    name: str | None
    layout: Layout
    header_row: int
    rows: int
    odd: int
    columns: tuple[Column, ...]
    values: pd.DataFrame = field(default_factory=pd.DataFrame)
    words: tuple[Words, ...] = ()
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Words:
    """The values of a column with words of a list, each with its number of rows, the most frequent
    first. `shown`: words. `forms`: forms of the values that may not be shown. `rest`: the number of
    rows with yet other forms."""

    field: str
    shown: tuple[tuple[str, int], ...]
    forms: tuple[tuple[str, int], ...]
    rest: int


@dataclass(frozen=True)
class Whole:
    """The profile of a file.

    `known`: the layout with which it would be read now, or None. `why_not`: why it would not be
    read. `notes`: what would be reported about it. `unopened`: tables of a zip that are not opened.
    """

    known: Layout | None
    why_not: str
    notes: tuple[str, ...]
    tables: tuple[Profile, ...]
    unopened: tuple[str, ...] = ()


@dataclass(frozen=True)
class Guess:
    """What a file could be: any of `layouts`; certainly `known`; probably `likely`, by its
    headers."""

    layouts: Sequence[Layout]
    known: Layout | None
    likely: Layout | None

    @property
    def candidates(self) -> Sequence[Layout]:
        """The layouts to choose from: without a hint, those whose headers the analyst can set."""
        if certain := self.known or self.likely:
            return [certain]
        settable = {layout.source: layout for layout in reversed(self.layouts) if layout.settable}
        return list(settable.values())


Tables = list[tuple[str | None, Sheet]]  # name as it may be shown, and rows


def profile(
    path: Path, layouts: Sequence[Layout], words: KnownWords = MappingProxyType({})
) -> Whole:
    """The profile of a file. `words`: the words that are known of each field of a list. Raises
    `UnreadableError` for one that cannot be opened at all."""
    name = shown(path.name)
    table, why_not, likely = None, "", None
    try:
        table = read_delivery(path, layouts, name)
    except RefusedError:
        raise
    except UnreadableError as reason:
        why_not, likely = str(reason), getattr(reason, "layout", None)
    known = table.layout if table is not None else None
    try:
        sheets, unopened = _opened(path, known)
    except UnreadableError as reason:
        raise UnreadableError(why_not or str(reason)) from None
    profiles = [
        profiled
        for sheet_name, sheet in sheets
        if (profiled := _profile(sheet_name, sheet, Guess(layouts, known, likely), words))
        is not None
    ]
    if path.suffix.lower() in texts.SUFFIXES:  # the same text, split by each separator
        profiles = sorted(profiles, key=lambda split: (len(split.columns), -split.odd))[-1:]
    if not profiles:
        raise UnreadableError(why_not or f"«{name}» bevat geen tabel.")
    if known is not None and known.bundle is not None:
        profiles = [*profiles[:-1], _with_values(profiles[-1], table.frame, known)]
    notes = table.notes if table is not None else ()
    return Whole(known, why_not, notes, tuple(profiles), unopened)


def _opened(path: Path, known: Layout | None) -> tuple[Tables, tuple[str, ...]]:
    """The sheets of a file by name, and the tables of a zip that are not opened."""
    if path.suffix.lower() == bundles.SUFFIX:
        with suppress(UnreadableError):  # without a CSV it can be one table of another kind
            if (members := _members(path, known))[0]:
                return members
    return [
        (masked(sheet.name) if sheet.name else None, sheet)
        for sheet in open_sheets(path, shown(path.name))
    ], ()


def _members(path: Path, known: Layout | None) -> tuple[Tables, tuple[str, ...]]:
    """The tables of a zip; of a known bundle, only those that may be opened."""
    with bundles.opened(path, shown(path.name)) as archive:
        tables = bundles.tables_of(archive, shown(path.name))
        allowed = known.bundle.tables if known and known.bundle else tuple(tables)
        sheets: Tables = []
        for name in allowed:
            text = archive.read(tables[name]).decode("utf-8-sig", errors="replace")
            rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text)))
            sheet = Sheet(name, rows[:HEAD_ROWS], lambda width, rows=rows: rows)
            sheets.append((f"{masked(name)}.csv", sheet))
        return sheets, tuple(f"{masked(name)}.csv" for name in tables if name not in allowed)


def _delimiter(text: str) -> str:
    first = text.partition("\n")[0]
    return max(",;\t|", key=first.count)


def _profile(name: str | None, sheet: Sheet, guess: Guess, words: KnownWords) -> Profile | None:
    """The profile of a sheet; None for a sheet that is not a table (a title, remarks)."""
    known, layouts = guess.known, guess.layouts
    rows = list(sheet.read(0))
    is_member = known is not None and known.bundle is not None
    prefix = f"{sheet.name}." if is_member else ""
    position = _header_position(sheet, layouts, prefix)
    width = max((len(row) for row in sheet.head), default=0)
    if width < 2 or not rows:
        return None
    header = [""] * width
    if position is not None:
        header = [prefix + as_text(cell) for cell in rows[position]]
        while header and not header[-1]:
            header.pop()
    header_row = 0 if position is None else position + 1
    body = [row for row in rows[header_row:] if any(map(as_text, row))]
    whole = [row for row in body if len(row) >= len(header)]
    cells = [
        pd.Series([_cleaned(row[place]) for row in whole], dtype="str")
        for place in range(len(header))
    ]
    formats = tuple(dict.fromkeys(form for layout in layouts for form in layout.date_formats))
    column_shapes = [
        shape_of(values, formats) if place < _MOST_COLUMNS else unseen(values)
        for place, values in enumerate(cells)
    ]
    layout, proposals = _best(header, cells, column_shapes, guess, words)
    profiled = Profile(
        name=name,
        layout=layout,
        header_row=header_row,
        rows=len(body),
        odd=len(body) - len(whole),
        columns=_columns(header, column_shapes, proposals),
        doubts=tuple(doubts(header, cells, column_shapes, layout, proposals)),
    )
    if is_member:  # the values to show are those of the joined table
        return profiled
    visible = {
        proposal.field: cells[place]
        for place, proposal in proposals.items()
        if _may_be_shown(proposal, column_shapes[place])
    }
    return _with_values(profiled, pd.DataFrame(visible), layout)


def _columns(
    header: list[str], column_shapes: list[Shape], proposals: dict[int, Proposal]
) -> tuple[Column, ...]:
    return tuple(
        Column(
            text if text and not is_personal(text) else f"(kolom {place + 1})",
            shape,
            proposals.get(place),
            is_never_read(text),
        )
        for place, (text, shape) in enumerate(zip(header, column_shapes, strict=True))
    )


def _cleaned(cell: object) -> str:
    text = as_text(cell)
    return "" if text == "null" else text


def _header_position(sheet: Sheet, layouts: Sequence[Layout], prefix: str) -> int | None:
    """The position of the row with the most known header words and nothing like a value.

    None if every row could be a record: a single header word can be a value too (`Telefoon` as a
    channel). `prefix`: that of headers in the layouts, for a table of a zip.
    """
    width = max((sum(map(bool, map(as_text, row))) for row in sheet.head), default=0)
    most = 1
    best = None
    for number, row in enumerate(sheet.head):
        cells = [as_text(cell) for cell in row]
        filled = [text for text in cells if text]
        if len(filled) < max(2, 0.6 * width) or any(map(_is_value, filled)):
            continue
        known = {place for place, text in enumerate(cells) if is_a_known_word(text)}
        for layout in layouts:
            known.update(layout.recognise(prefix + text for text in cells).values())
        if len(known) > most:
            most, best = len(known), number
    return best


def _is_value(text: str) -> bool:
    return bool(_A_VALUE.fullmatch(text)) or is_personal(text)


def _best(
    header: list[str],
    cells: list[pd.Series],
    column_shapes: list[Shape],
    guess: Guess,
    words: KnownWords,
) -> tuple[Layout, dict[int, Proposal]]:
    """The layout that explains the most columns, with its proposals."""
    proposed = []
    for layout in guess.candidates:
        values = speaks_for(cells, column_shapes, layout, words)
        found = propose(header, column_shapes, layout, guess.known is not None, values)
        if guess.known is None and "hoofdcategorie" in {entry.name for entry in layout.fields}:
            found |= _main_category(found, header, column_shapes)
            found |= _subcategory(found, header, cells, column_shapes)
        proposed.append((layout, found))
    return max(proposed, key=lambda pair: _score(*pair))


def _main_category(
    found: dict[int, Proposal], header: list[str], column_shapes: list[Shape]
) -> dict[int, Proposal]:
    """The leftmost list that is nothing else, if nothing else is the main category."""
    if "hoofdcategorie" in {proposal.field for proposal in found.values()}:
        return {}
    lists = (
        place
        for place, (text, shape) in enumerate(zip(header, column_shapes, strict=True))
        if shape.kind == shapes.CHOICE and shape.distinct >= FEWEST
        if place not in found and not is_never_read(text)
    )
    return {place: Proposal("hoofdcategorie", MAYBE, 0.2) for place in islice(lists, 1)}


def _subcategory(
    found: dict[int, Proposal],
    header: list[str],
    cells: list[pd.Series],
    column_shapes: list[Shape],
) -> dict[int, Proposal]:
    """The list below the main category, if that was found and its subcategory was not."""
    at = {proposal.field: position for position, proposal in found.items()}
    if "hoofdcategorie" not in at or "subcategorie" in at:
        return {}
    lists = below(at["hoofdcategorie"], cells, column_shapes)
    free = [place for place in lists if place not in found and not is_never_read(header[place])]
    return {free[0]: Proposal("subcategorie", MAYBE, 0.3)} if free else {}


def _score(layout: Layout, proposals: dict[int, Proposal]) -> float:
    return sum(
        proposal.score + layout.field(proposal.field).required * 0.5
        for proposal in proposals.values()
    )


def _may_be_shown(proposal: Proposal, shape: Shape) -> bool:
    """Whether the values of a column are the words of a list, by its header and by its shape."""
    is_list = proposal.how_sure == SURE or shape.kind == shapes.CHOICE
    return proposal.field in SHOWN and proposal.how_sure != MAYBE and is_list


def _with_values(profiled: Profile, frame: pd.DataFrame, layout: Layout) -> Profile:
    """The profile with the words of each field of `SHOWN`, and the number of rows of each
    combination of words that may be shown."""
    fields = [name for name in SHOWN if name in frame and layout.settable]
    if not fields:
        return profiled
    words = tuple(_words(name, frame[name]) for name in fields)
    in_lists = [entry.field for entry in words if entry.field != "kanaal"]
    if not in_lists:
        return replace(profiled, words=words)
    counts = frame[in_lists].value_counts().rename("aantal").reset_index()
    for entry in words:
        if entry.field in counts:
            visible = {word for word, _ in entry.shown} | {""}
            counts = counts[counts[entry.field].isin(visible)]
    return replace(profiled, values=counts.reset_index(drop=True), words=words)


def _words(name: str, column: pd.Series) -> Words:
    """What may be shown of the values of a column."""
    counts = column[column.ne("")].value_counts()
    is_word = [
        rows >= SHOWN_FROM and len(text) <= _LONGEST and not could_be_personal(text)
        for text, rows in counts.items()
    ]
    others = counts[[not word for word in is_word]]
    forms = others.groupby(others.index.map(form)).sum().sort_values(ascending=False, kind="stable")
    return Words(
        name,
        tuple((str(text), int(rows)) for text, rows in counts[is_word].items()),
        tuple((str(text), int(rows)) for text, rows in forms.head(_MOST_FORMS).items()),
        int(forms.iloc[_MOST_FORMS:].sum()),
    )
