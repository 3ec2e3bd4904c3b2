"""A workbook that is laid out for people, as one table of figures: every sheet, every table on it.

Which layout it is of, the names of its questions, margins beside their outcome, and what is told of
what could not be read. Reading one table is in `crosstabs`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import PurePosixPath

import pandas as pd

from assets.basis.errors import UnreadableError
from assets.basis.naming import public_header, public_name
from assets.formats.blocks import FIGURE, MISSING_TEXTS, blocks, kind_of, titles_of
from assets.formats.cells import header_texts
from assets.formats.crosstabs import Figure, UnclearError, understood
from assets.formats.headers import refuse_closed, refuse_forbidden
from assets.formats.labels import Labels
from assets.formats.percentages import as_shown
from assets.formats.question_names import named, without_division
from assets.formats.sheets import HEAD_ROWS, Sheet
from assets.formats.text_table import TextTable
from schemas.dutch import number
from schemas.layout import Layout, fold_header
from schemas.plain_text import printable
from schemas.wide_tables import PARTS, SURVEY_SIGN, SURVEY_WORDS

_MOST_ROWS, _MOST_COLUMNS, _MOST_CELLS = 5_000, 1_000, 1_000_000
_SHOWN = 6  # labels in a message


@dataclass
class _Book:
    """What was read of a workbook."""

    rows: list[dict[str, str]] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    understood: int = 0


def read_book(sheets: Sequence[Sheet], layouts: Iterable[Layout], name: str) -> TextTable | None:
    """The figures of a workbook whose form is not that of a list; None if it is not known to be of
    one of the `layouts`.

    `name`: what the analyst calls the file. Raises `UnreadableError` if it is, and nothing of it
    can be read.
    """
    wide = [layout for layout in layouts if layout.wide]
    if not wide or not sheets:
        return None
    cells = {sheet.name or "": _cells(sheet) for sheet in sheets}
    texts = _texts(cells, name)
    found = [layout for is_of in (_has_known, _says_so) for layout in wide if is_of(layout, texts)]
    layout = next(iter(found), None)
    if layout is None:
        return None
    refuse_closed(layout, name)
    widest = max((len(row) for rows in cells.values() for row in rows[:1]), default=0)
    if widest > _MOST_COLUMNS:
        raise UnreadableError(
            f"«{name}» heeft een blad van {number(widest)} kolommen; een tabel met meer dan "
            f"{number(_MOST_COLUMNS)} kolommen wordt niet gelezen. Lever de cijfers onder elkaar: "
            "een rij per indicator, gebied en jaar."
        )
    book = _Book()
    labels = Labels(layout)
    for text in sorted(texts):
        labels.role(text)
        labels.role(without_division(text))
    for sheet in sheets:
        _read_sheet(book, sheet, cells[sheet.name or ""], labels, name)
    if not book.understood:
        if not book.reasons:
            return None
        raise UnreadableError(
            f"«{name}» lijkt op een {layout.title}, maar is niet te lezen: {book.reasons[0]}. "
            + _remedy(layout)
        )
    return _table(book, labels)


def is_list(sheets: Sequence[Sheet]) -> bool:
    """Whether a workbook has one table, with one header row and all labels in each row."""
    found = [block for sheet in sheets for block in blocks(_cells(sheet), sheet.merged())]
    if len(found) != 1:
        return False
    [block] = found
    flat = all(len(column) == 1 and column[0] for column in block.columns)
    return flat and not any(row.headings for row in block.rows)


def _cells(sheet: Sheet) -> list[list[str]]:
    """The cells of a sheet as text, all rows as wide as the widest; none if there are too many for
    a table that people read, and only the first rows of a sheet that is too wide."""
    widest = max(map(len, sheet.head), default=0)
    most = HEAD_ROWS if widest > _MOST_COLUMNS else min(_MOST_ROWS, _MOST_CELLS // max(1, widest))
    read = list(islice(sheet.read(0), most + 1))
    if len(read) > most and widest <= _MOST_COLUMNS:
        return []
    rows = [header_texts(row) for row in as_shown(read, sheet.percentages())]
    width = max((len(row) for row in rows), default=0)
    return [row + [""] * (width - len(row)) for row in rows]


def _texts(cells: dict[str, list[list[str]]], name: str) -> set[str]:
    """Every distinct text of a workbook, with the names of its sheets and its own."""
    stem = PurePosixPath(name).stem.replace("_", " ")
    inside = {text for rows in cells.values() for row in rows[:_MOST_ROWS] for text in row}
    return {text for text in (stem, *cells, *inside) if any(map(str.isalpha, text))}


def _has_known(layout: Layout, texts: set[str]) -> bool:
    """Whether a workbook with these texts has an indicator of the layout that is known."""
    folded = {fold_header(text) for text in [*texts, *map(without_division, texts)]}
    return any(role == "indicator" and label in folded for label, role in layout.labels)


def _says_so(layout: Layout, texts: set[str]) -> bool:
    """Whether a workbook with these texts says itself that it is of the layout."""
    folded = {fold_header(text) for text in texts}
    if not layout.sign:
        return not folded.isdisjoint(_REGISTER_HEADERS)
    plain = [text.casefold() for text in texts]
    about = sum(bool(re.search(SURVEY_WORDS, text)) for text in plain)
    bounds = {PARTS.get(text, text) for text in folded} >= {"ondergrens", "bovengrens"}
    said = any(re.search(SURVEY_SIGN, text) for text in plain)
    return bool(about) and (said or (bounds and 2 * about >= len(plain)))


_REGISTER_HEADERS = frozenset({"indicator", "indicatorid", "onderwerp", "register"})


def _read_sheet(
    book: _Book, sheet: Sheet, cells: list[list[str]], labels: Labels, name: str
) -> None:
    title = sheet.name or ""
    context = [*reversed(titles_of(cells)), title]
    where = f"blad «{public_name(title)}»"
    tables = blocks(cells, sheet.merged())
    numbers = sum(kind_of(text) == FIGURE for row in cells for text in row)
    loose = numbers - sum(kind_of(text) == FIGURE for block in tables for *_, text in block.figures)
    if loose:
        book.notes.append(f"{where}: {number(loose)} losse getallen zijn niet gelezen.")
    for block in tables:
        try:
            table = understood(block, labels, context)
        except UnclearError as unclear:
            shown = f" ({_shown(unclear.labels, cells, labels)})" if unclear.labels else ""
            book.reasons.append(f"{where}: {unclear.reason}{shown}")
            book.notes.append(
                f"{where}: {number(len(block.figures))} cijfers zijn niet gelezen: "
                f"{unclear.reason}{shown}. {_remedy(labels.layout)}"
            )
            book.rows += [{} for _ in block.figures]
            continue
        refuse_forbidden(labels.layout, list(table.corners), name)
        book.understood += 1
        book.unread += table.unread
        if table.strange:
            count = len(table.strange)
            several = f"{number(count)} opschriften zijn" if count > 1 else "een opschrift is"
            book.notes.append(
                f"{where}: {several} geen bekend gebied of geen periode "
                f"({_shown(table.strange, cells, labels)}). {_remedy(labels.layout)}"
            )
        rows = _outcomes(table.figures, table.title, labels.time)
        lost = [row for row in rows if not row["path"]]
        if lost:
            book.notes.append(
                f"{where}: {number(len(lost))} marges of aantallen respondenten horen bij geen "
                "enkel cijfer en zijn niet gelezen."
            )
        book.rows += [row for row in rows if row["path"]]


def _remedy(layout: Layout) -> str:
    return (
        f"Zeg in veiligheidsbeeld.toml onder [{layout.source}.kolommen] wat zij zijn, zoals "
        '"opschrift" = "gebied", of = "overslaan"'
    )


def _shown(texts: Sequence[str], cells: Sequence[Sequence[str]], labels: Labels) -> str:
    """Labels with their cells: as they are if they are known, else by their form."""
    known = frozenset(labels.known)
    few = ", ".join(
        f"«{public_header(text, known)}»{_cell(text, cells)}" for text in texts[:_SHOWN]
    )
    return few + (f" en nog {len(texts) - _SHOWN}" if len(texts) > _SHOWN else "")


def _cell(text: str, cells: Sequence[Sequence[str]]) -> str:
    """Where a label stands first, as Excel names that cell."""
    for row, texts in enumerate(cells, start=1):
        if text in texts:
            column, letters = texts.index(text) + 1, ""
            while column:
                column, rest = divmod(column - 1, 26)
                letters = chr(65 + rest) + letters
            return f" in cel {letters}{row}"
    return ""


def _outcomes(figures: list[Figure], title: str, time: str) -> list[dict]:
    """One row for each outcome, with its margins and respondents beside it. A part that stands for
    several outcomes, such as the respondents of an area, is beside all of them; one without any
    gives a row without an outcome."""
    rows: list[dict] = []
    beside: dict[tuple, list[dict]] = defaultdict(list)
    parts: dict[str, set[int]] = defaultdict(set)
    for figure in figures:
        if figure.part != "waarde":
            parts[figure.part].add(figure.at[0])
            continue
        text, unit = plain_figure(figure.text)
        row = figure.said | {"path": figure.path, "title": title, "at": figure.at, "waarde": text}
        row["eenheid"] = unit or row.get("eenheid", "")
        rows.append(row)
        of = row.get(time, ""), row.get("gebied", "")
        for key in (of, figure.at[:1], (*of, figure.path)):
            beside[key].append(row)
    orphans = []
    for figure in figures:
        if figure.part == "waarde":
            continue
        said = figure.said
        of = said.get(time, ""), said.get("gebied", "")
        exact = beside.get((*of, figure.path), [])
        near = beside.get(of if time in said else figure.at[:1], [])
        alone = figure.part == "respondenten" and len(parts[figure.part]) == 1
        text = plain_figure(figure.text)[0]
        found = _of_part(exact, near, figure, () if alone else figure.path)
        for row in found:
            row.setdefault(figure.part, text)
        if not found:
            orphans.append(said | {"path": figure.path, "title": title, figure.part: text})
    return rows + orphans


def _of_part(
    exact: list[dict], near: list[dict], figure: Figure, path: tuple[str, ...]
) -> list[dict]:
    """The outcomes that a margin or a number of respondents belongs to: the last one before it with
    the same question (of `exact`), or else all of `near` whose question begins with `path`."""
    if exact:
        before = [row for row in exact if row["at"] < figure.at]
        return [before[-1] if before else exact[0]]
    return [row for row in near if row["path"][: len(path)] == path]


def _with_units(rows: list[dict]) -> None:
    """Give an outcome without a unit that of its question, if that has one."""
    units: dict[tuple, set[str]] = defaultdict(set)
    for row in rows:
        if "path" in row and row.get("eenheid"):
            units[row["path"], row["title"]].add(row["eenheid"])
    for row in rows:
        if "path" in row and not row.get("eenheid"):
            known = units[row["path"], row["title"]]
            row["eenheid"] = next(iter(known)) if len(known) == 1 else ""


def plain_figure(text: str) -> tuple[str, str]:
    """A figure without signs that are no part of it, and its unit."""
    if text.casefold() in MISSING_TEXTS:
        return ".", ""
    plain = re.sub(r"[%*±\s\u00a0]", "", text)
    return plain.strip("()"), "%" if "%" in text else ""


def _table(book: _Book, labels: Labels) -> TextTable:
    layout = labels.layout
    _with_units(book.rows)
    names = named(
        [(row["path"], row["title"], row.get("eenheid", "")) for row in book.rows if "path" in row]
    )
    rows, seen, repeated = [], set(), 0
    for row in book.rows:
        if "path" in row:
            key = row["path"], row["title"], row.get("eenheid", "")
            theme, row["indicator"], unit = names[key]
            row = {"thema": theme, "eenheid": unit} | {k: v for k, v in row.items() if v != ""}
            whole = tuple(sorted((k, v) for k, v in row.items() if isinstance(v, str)))
            if whole in seen:
                repeated += 1
                continue
            seen.add(whole)
        rows.append(row)
    notes = list(book.notes)
    if repeated:
        notes.append(f"{number(repeated)} cijfers staan er meer dan eens, en tellen één keer.")
    fields = [each.name for each in layout.fields]
    frame = pd.DataFrame(
        {name: [printable(str(row.get(name, ""))) for row in rows] for name in fields},
        index=pd.RangeIndex(1, len(rows) + 1),
        dtype="str",
    )
    frame.index = pd.Index(frame.index, dtype="int64", name="rijnummer")
    present = [name for name in fields if frame[name].ne("").any()]
    return TextTable(
        layout=layout,
        sheet=None,
        header=(*present, *dict.fromkeys(book.unread)),
        positions={name: place for place, name in enumerate(present)},
        frame=frame,
        malformed=(),
        remarks=(),
        notes=tuple(dict.fromkeys(notes)),
        labels=tuple(sorted(labels.used.items())),
    )
