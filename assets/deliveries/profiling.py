"""What an unknown export holds: its tables, their headers, the look of each column, and the field
that it could be. No value of a cell is kept here, but of the fields that `shown` names: categories
and statuses, and only where the header itself says so.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pandas as pd

from assets.basis.errors import UnreadableError
from assets.basis.masking import masked, shown
from assets.basis.personal import is_personal
from assets.deliveries import shapes
from assets.deliveries.proposals import MAYBE, Proposal, propose
from assets.deliveries.shapes import Shape, shape_of
from assets.formats import bundles, texts
from assets.formats.cells import as_text
from assets.formats.opening import open_sheets
from assets.formats.reading import read_delivery
from assets.formats.sheets import Sheet
from schemas.layout import Layout
from schemas.synonyms import is_a_known_word, is_never_read

SHOWN = ("hoofdcategorie", "subcategorie", "status")
_LONGEST = 80
_A_VALUE = re.compile(
    r"[\d.,:/ -]*\d[\d.,:/ -]*|.*\d{1,4}[-/]\d{1,2}[-/]\d{1,4}.*|[1-9]\d{3} ?[A-Z]{2}|.*@.*|.{61,}",
    re.DOTALL,
)


@dataclass(frozen=True)
class Column:
    """A column: its header (or its place, where the header could be a value), its look, the field
    that it could be, and whether it is known as never to be read."""

    header: str
    shape: Shape
    proposal: Proposal | None
    never: bool


@dataclass(frozen=True)
class Profile:
    """A table of the file. `layout`: that of which the fields are. `header_row`: 0 where there is
    no header. `values`: a row a combination of the fields of `SHOWN` and how often it stands
    there. `odd`: rows of another width than the header."""

    name: str | None
    layout: Layout
    header_row: int
    rows: int
    odd: int
    columns: tuple[Column, ...]
    values: pd.DataFrame = field(default_factory=pd.DataFrame)


@dataclass(frozen=True)
class Whole:
    """All of a file. `known`: the layout by which it would be taken in now, `why_not` why it would
    not; `notes`: what would be told of it; `unopened`: tables of a zip that are never opened."""

    known: Layout | None
    why_not: str
    notes: tuple[str, ...]
    tables: tuple[Profile, ...]
    unopened: tuple[str, ...] = ()


def profile(path: Path, layouts: Sequence[Layout]) -> Whole:
    """The profile of a file. Raises `UnreadableError` for one that cannot be opened at all."""
    known, why_not, notes = None, "", ()
    try:
        table = read_delivery(path, layouts, shown(path.name))
        known, notes = table.layout, table.notes
    except UnreadableError as reason:
        why_not = str(reason)
    try:
        found, unopened = _opened(path, known)
    except UnreadableError as reason:
        raise UnreadableError(why_not or str(reason)) from None
    every = [made for name, sheet in found if (made := _table(name, sheet, layouts, known))]
    if path.suffix.lower() in texts.SUFFIXES:  # one text, under each separator
        every = sorted(every, key=lambda one: (len(one.columns), -one.odd))[-1:]
    if not every:
        raise UnreadableError(why_not or f"«{shown(path.name)}» bevat geen tabel.")
    if known is not None and known.bundle is not None:
        every = [*every[:-1], _with_values(every[-1], table.frame, known)]
    return Whole(known, why_not, notes, tuple(every), unopened)


def _opened(
    path: Path, known: Layout | None
) -> tuple[list[tuple[str | None, Sheet]], tuple[str, ...]]:
    """The sheets of a file by name, and the tables of a zip that are never opened."""
    if path.suffix.lower() == bundles.SUFFIX:
        return _members(path, known)
    return [
        (masked(sheet.name) if sheet.name else None, sheet)
        for sheet in open_sheets(path, shown(path.name))
    ], ()


def _members(
    path: Path, known: Layout | None
) -> tuple[list[tuple[str | None, Sheet]], tuple[str, ...]]:
    """The tables of a zip; of a known bundle only those that may be opened."""
    with bundles.opened(path, shown(path.name)) as archive:
        tables = bundles.tables_of(archive, shown(path.name))
        mine = known.bundle.tables if known and known.bundle else tuple(tables)
        found = []
        for name in mine:
            text = archive.read(tables[name]).decode("utf-8-sig", errors="replace")
            rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text)))
            found.append((f"{masked(name)}.csv", Sheet(name, rows[:15], lambda rows=rows: rows)))
        return found, tuple(f"{masked(name)}.csv" for name in tables if name not in mine)


def _delimiter(text: str) -> str:
    first = text.partition("\n")[0]
    return max(",;\t|", key=first.count)


def _table(
    name: str | None, sheet: Sheet, layouts: Sequence[Layout], known: Layout | None
) -> Profile | None:
    """The profile of a sheet; None for one that is no table (a title, remarks)."""
    rows = sheet.read()
    member = f"{sheet.name}." if known is not None and known.bundle is not None else ""
    at = _header_at(sheet, layouts, member)
    width = max((len(row) for row in sheet.head), default=0)
    if width < 2 or not rows:
        return None
    header = [member + as_text(cell) for cell in rows[at]] if at is not None else [""] * width
    while header and not header[-1] and at is not None:
        header.pop()
    body = [row for row in rows[0 if at is None else at + 1 :] if any(map(as_text, row))]
    whole = [row for row in body if len(row) >= len(header)]
    cells = {
        place: pd.Series([_cleaned(row[place]) for row in whole], dtype="str")
        for place in range(len(header))
    }
    formats = tuple(dict.fromkeys(form for one in layouts for form in one.date_formats))
    looks = [shape_of(cells[place], formats) for place in range(len(header))]
    layout, proposals = _best(header, looks, layouts, known)
    columns = tuple(
        Column(
            text if text and not is_personal(text) else f"(kolom {place + 1})",
            looks[place],
            proposals.get(place),
            is_never_read(text),
        )
        for place, text in enumerate(header)
    )
    made = Profile(
        name,
        layout,
        0 if at is None else at + 1,
        len(body),
        len(body) - len(whole),
        columns,
    )
    if member:  # its words are those of the table that the zip gives as a whole
        return made
    shown = {
        proposal.field: cells[place]
        for place, proposal in proposals.items()
        if _may_be_shown(proposal, looks[place])
    }
    return _with_values(made, pd.DataFrame(shown), layout)


def _cleaned(cell: object) -> str:
    text = as_text(cell)
    return "" if text == "null" else text


def _header_at(sheet: Sheet, layouts: Sequence[Layout], member: str) -> int | None:
    """The row with most words that head columns, and nothing that looks like a value. None where
    every row could be a record: one such word can be a value too (`Telefoon` as a channel)."""
    width = max((sum(map(bool, map(as_text, row))) for row in sheet.head), default=0)
    words = 1
    best = None
    for number, row in enumerate(sheet.head):
        texts = [as_text(cell) for cell in row]
        filled = [text for text in texts if text]
        if len(filled) < max(2, 0.6 * width) or any(map(_is_value, filled)):
            continue
        known = {place for place, text in enumerate(texts) if is_a_known_word(text)}
        for layout in layouts:
            known.update(layout.recognise(member + text for text in texts).values())
        if len(known) > words:
            words, best = len(known), number
    return best


def _is_value(text: str) -> bool:
    return bool(_A_VALUE.fullmatch(text)) or is_personal(text)


def _best(
    header: list[str], looks: list[Shape], layouts: Sequence[Layout], known: Layout | None
) -> tuple[Layout, dict[int, Proposal]]:
    """The layout that explains most of the columns; of an unknown file one that can be set."""
    settable = {layout.source: layout for layout in reversed(layouts) if layout.identity}
    tried = [known] if known is not None else list(settable.values())
    made = [(layout, propose(header, looks, layout, known is not None)) for layout in tried]
    return max(
        made,
        key=lambda one: sum(
            proposal.score + (one[0].field(proposal.field).required) * 0.5
            for proposal in one[1].values()
        ),
    )


def _may_be_shown(proposal: Proposal, look: Shape) -> bool:
    """Whether the values of a column are the words of a list, by its header and its look."""
    return proposal.field in SHOWN and proposal.how_sure != MAYBE and look.kind == shapes.CHOICE


def _with_values(made: Profile, frame: pd.DataFrame, layout: Layout) -> Profile:
    """The profile with how often each combination of words stands there; one that stands there
    once, is long, or could name someone is left out."""
    fields = [name for name in SHOWN if name in frame and layout.source == "melddesk"]
    if not fields:
        return made
    counted = frame[fields].value_counts().rename("aantal").reset_index()
    safe = counted["aantal"].gt(1)
    for name in fields:
        verdict = {
            text: len(text) <= _LONGEST and not is_personal(text) for text in counted[name].unique()
        }
        safe &= counted[name].map(verdict)
    return replace(made, values=counted[safe].reset_index(drop=True))
