"""A factsheet as PDF for paper and screen reader: PDF/UA-1 by Typst, the same bytes each time.

The form stands in `templates/sheet.typ`. What is done here: hand the content over as data, find how
many rows fit where a sheet has a fixed number of pages, and mark the headers of rows.
"""

from __future__ import annotations

import io
import json
import re
import shutil
import tempfile
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from itertools import groupby, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assets.basis.errors import AnalystError
from assets.factsheets import cells
from assets.factsheets.sheet import (
    Beside,
    Block,
    Cell,
    Figures,
    Part,
    Row,
    Section,
    Sheet,
    Table,
    Terms,
)

if TYPE_CHECKING:
    import pikepdf
    import typst

_TEMPLATE = Path(__file__).with_name("templates") / "sheet.typ"
_FACES = ("Regular", "It", "Semibold", "Bold")
_STEPS = 15  # how finely the room for rows is divided
_SCALES = (1.0, 0.93, 0.86, 0.8)  # smaller type only where not even the fewest rows fit
_FLOWING = 1.1  # the type of a sheet that may have as many pages as it needs
_PART = 14  # rows of a table that stay together on one page
_FEW = 5  # a part of fewer rows takes the next group along
_WHOLE = 16  # a section of at most so many rows is not split over pages
# What the typeface has, as far as the Latin script and the signs of a sheet go.
_UNDRAWABLE = re.compile(
    "[^\x20-\x7e\xa0-\u0131\u0134-\u0149\u014c-\u0165\u0168-\u017e\u0218-\u021b\u1ea0-\u1ef9"
    "\u0300-\u0304\u0306-\u030c\u0327\u0328\u2012-\u2015\u2018-\u201a\u201c-\u201e\u2020-\u2022"
    "\u2026\u202f\u2030\u2032\u2033\u2039\u203a\u20ac\u2122\u2190-\u2193\u2212\u221e\u2248\u2260"
    "\u2264\u2265\u25b2\u25bc\u25ca\u2713\u200b\n]"
)
_INSTEAD = "\u25ca"  # a lozenge in the place of a letter of another script
_LONG_WORD = re.compile(r"[^\s\u200b-]{15,}")


def render(sheet: Sheet) -> bytes:
    """The PDF. A sheet with fixed pages has exactly that many; see `Table.most` and `least`.

    Raises AnalystError where a page cannot be made to fit.
    """
    with _typeface() as fonts:
        scale, room = _fitting(sheet, fonts) if sheet.is_fixed else (_FLOWING, None)
        made = _compiler(sheet, scale, room, fonts).compile(
            format="pdf", pdf_standards=["ua-1"], timestamp=_moment(sheet)
        )
    return _with_row_headers(made)


def drawable(text: str) -> str:
    """The text with what the typeface lacks replaced, and places to break in very long words."""
    return _LONG_WORD.sub(_breakable, _spelled(text))


def _spelled(text: str) -> str:
    """The text in letters that the typeface has."""
    return _UNDRAWABLE.sub(_replaced, unicodedata.normalize("NFC", text))


def _replaced(mark: re.Match[str]) -> str:
    plain = unicodedata.normalize("NFKC", mark.group())  # the ligature ij becomes two letters
    return _INSTEAD if _UNDRAWABLE.search(plain) else plain


def _breakable(word: re.Match[str]) -> str:
    """A word that hyphenation may not part gets places to break that do not show."""
    letters = word.group()
    if letters.strip(".,:;()").isalpha() and len(letters) < 26:
        return letters
    return "\u200b".join(letters[at : at + 9] for at in range(0, len(letters), 9))


def _fitting(sheet: Sheet, fonts: typst.Fonts) -> tuple[float, list[int]]:
    """The largest type, and for each page the most rows, with which each page holds its content."""
    pages = len(sheet.pages)
    for scale in _SCALES:
        low, high = [-1] * pages, [_STEPS + 1] * pages
        while any(top - bottom > 1 for bottom, top in zip(low, high, strict=True)):
            middle = [(bottom + top) // 2 for bottom, top in zip(low, high, strict=True)]
            middle = [max(room, 0) for room in middle]
            fits = _fits(sheet, scale, middle, fonts)
            low = [mid if ok else old for mid, ok, old in zip(middle, fits, low, strict=True)]
            high = [old if ok else mid for mid, ok, old in zip(middle, fits, high, strict=True)]
        if min(low) >= 0:
            return scale, low
    raise AnalystError(
        f"De factsheet {sheet.product} past niet op {pages} bladzijden: een tekst is te lang. "
        "Kort de duiding in en draai opnieuw."
    )


def _fits(sheet: Sheet, scale: float, room: list[int], fonts: typst.Fonts) -> list[bool]:
    """Of each page whether it stays on one page of paper, each page looked at by itself."""
    found = _compiler(sheet, scale, room, fonts).query("<einde>", field="value")
    ends = [0, *json.loads(found)]
    return [end - before == 1 for before, end in pairwise(ends)]


def _compiler(
    sheet: Sheet, scale: float, room: list[int] | None, fonts: typst.Fonts
) -> typst.Compiler:
    import typst

    if room is not None:
        sheet = sheet.with_blocks(lambda page, block: _within(block, room[page] / _STEPS))
    content = json.dumps(_payload(sheet, scale), ensure_ascii=False)
    return typst.Compiler(_TEMPLATE.read_bytes(), font_paths=fonts, sys_inputs={"sheet": content})


def _within(block: Block, share: float) -> Block | None:
    """A block with this share of the rows or drawings between its least and its most."""
    if isinstance(block, Table):
        most = min(block.most, len(block.rows))
        return block.within(_between(min(block.least, most), most, share))
    if isinstance(block, Figures) and block.across > 1:
        number = _between(block.least, len(block.figures), share)
        number = min(len(block.figures), number - number % block.across or block.least)
        return replace(block, figures=block.figures[:number]) if number else None
    return block


def _between(least: int, most: int, share: float) -> int:
    return least + int((most - least) * share + 1e-9)


def _payload(sheet: Sheet, scale: float) -> dict[str, Any]:
    """The sheet as the template reads it: every text drawable."""
    return {
        "product": sheet.product,
        "title": drawable(sheet.title),
        "subtitle": drawable(sheet.subtitle),
        "municipality": "veiligheidsbeeld",
        "facts": [drawable(fact) for fact in sheet.facts],
        "restricted": sheet.restricted,
        "footer": drawable(sheet.footer),
        "fixed": sheet.is_fixed,
        "leading": 0.75 if sheet.is_fixed else 1.5,
        "scale": scale,
        "pages": [[_part(part, sheet.is_fixed) for part in page] for page in sheet.pages],
    }


def _part(part: Part, is_fixed: bool) -> dict[str, Any]:
    if isinstance(part, Beside):
        return {
            "kind": "beside",
            "share": part.share,
            "left": [_section(section, is_fixed) for section in part.left],
            "right": [_section(section, is_fixed) for section in part.right],
        }
    return {"kind": "section", **_section(part, is_fixed)}


def _section(section: Section, is_fixed: bool) -> dict[str, Any]:
    tables = [block for block in section.blocks if isinstance(block, Table)]
    is_whole = sum(len(table.rows) for table in tables) <= _WHOLE and not any(
        isinstance(block, (Figures, Terms)) for block in section.blocks
    )
    return {
        "heading": drawable(section.heading),
        "level": section.level,
        "whole": is_whole,
        "blocks": [_block(block, is_fixed) for block in section.blocks],
    }


def _block(block: Block, is_fixed: bool) -> dict[str, Any]:
    if isinstance(block, Table):
        block = block.within(block.most)
        return {"kind": "table", **_table(block, [block.rows] if is_fixed else _parts(block))}
    if isinstance(block, Figures):
        return {
            "kind": "figures",
            "across": block.across,
            "legend": drawable(block.legend),
            "figures": [
                {
                    "title": drawable(figure.title),
                    "alt": _spelled(figure.alt),
                    "svg": _spelled(figure.svg),
                    "width": figure.width,
                }
                for figure in block.figures
            ],
        }
    if isinstance(block, Terms):
        terms = [[drawable(term), drawable(meaning)] for term, meaning in block.terms]
        return {"kind": "terms", "terms": terms}
    return {"kind": "text", "role": block.role, "lines": [drawable(line) for line in block.lines]}


def _parts(table: Table) -> list[tuple[Row, ...]]:
    """The rows in parts that are not broken over pages, each under a header of its own.

    A header that is repeated by Typst is no part of what is read aloud. Groups stay together.
    """
    parts: list[tuple[Row, ...]] = []
    for _, group in groupby(table.rows, lambda row: row.group):
        members = tuple(group)
        if parts and len(parts[-1]) < _FEW and len(parts[-1]) + len(members) <= _PART:
            parts[-1] += members
            continue
        pieces = -(-len(members) // _PART)
        size = -(-len(members) // pieces)
        parts += [members[at : at + size] for at in range(0, len(members), size)]
    return parts


def _table(table: Table, parts: Sequence[Sequence[Row]]) -> dict[str, Any]:
    return {
        "empty": drawable(table.empty),
        "notes": [drawable(note) for note in table.notes],
        "columns": [
            {
                "heading": drawable(column.heading),
                "number": column.is_number,
                "breaks": column.is_break,
                "share": column.share,
            }
            for column in table.columns
        ],
        "parts": [_rows(part) for part in parts if part],
    }


def _rows(rows: Sequence[Row]) -> list[dict[str, Any]]:
    groups = ["", *(row.group for row in rows)]
    return [
        {
            "group": drawable(row.group) if row.group != before else None,
            "cells": [_cell(cell) for cell in row.cells],
            "remark": drawable(row.remark),
        }
        for before, row in zip(groups, rows, strict=False)
    ]


def _cell(cell: Cell) -> dict[str, Any]:
    return {
        "text": drawable(cell.text),
        "small": drawable(cell.small),
        "icon": cells.ICONS.get(cell.icon, ""),
        "raised": cell.icon in (cells.UP, cells.DOWN, cells.ON_COURSE, cells.OFF_COURSE),
    }


@contextmanager
def _typeface() -> Iterator[typst.Fonts]:
    """The four faces of the sheet, and no other font of the machine: the same pages everywhere.

    The package holds each face in two formats; a folder of our own leaves no choice to chance.
    """
    import font_source_sans_pro
    import typst

    with tempfile.TemporaryDirectory() as folder:
        for face in _FACES:
            name = f"SourceSansPro-{face}.ttf"
            shutil.copyfile(Path(font_source_sans_pro.font_directory) / name, Path(folder) / name)
        yield typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder]
        )


def _moment(sheet: Sheet) -> int:
    """The reference date as the moment of making: never the clock."""
    return int(datetime.fromisoformat(sheet.known_until[:10]).replace(tzinfo=UTC).timestamp())


def _with_row_headers(made: bytes) -> bytes:
    """Typst tags the headers of columns; here the first cell of each row becomes its header."""
    import pikepdf

    with pikepdf.open(io.BytesIO(made)) as document:
        for body in _bodies(document.Root.StructTreeRoot):
            rows = [_kids(row) for row in _kids(body)]
            rows = [row for row in rows if len(row) > 1]  # not the row that names a group
            for row in rows if len(rows) > 1 else []:  # a single row needs no name
                _make_header(row[0])
        buffer = io.BytesIO()
        packed = pikepdf.ObjectStreamMode.generate  # a quarter of the size
        document.save(buffer, deterministic_id=True, object_stream_mode=packed)
    return buffer.getvalue()


def _make_header(cell: pikepdf.Dictionary) -> None:
    import pikepdf

    cell.S = pikepdf.Name.TH
    attributes = cell.get("/A", pikepdf.Array())
    listed = list(attributes) if isinstance(attributes, pikepdf.Array) else [attributes]
    of_table = next((one for one in listed if one.get("/O") == "/Table"), None)
    if of_table is None:
        of_table = pikepdf.Dictionary(O=pikepdf.Name.Table)
        listed.append(of_table)
        cell.A = pikepdf.Array(listed)
    of_table.Scope = pikepdf.Name.Row


def _bodies(element: pikepdf.Dictionary) -> Iterator[pikepdf.Dictionary]:
    """The body of every table, in reading order."""
    stack = [element]
    while stack:
        one = stack.pop()
        if one.get("/S") == "/TBody":
            yield one
        else:
            stack.extend(reversed(_kids(one)))


def _kids(element: pikepdf.Dictionary) -> list[pikepdf.Dictionary]:
    """The elements right under one, without marked content."""
    import pikepdf

    kids = element.get("/K", [])
    if isinstance(kids, pikepdf.Dictionary):
        kids = [kids]
    if not isinstance(kids, (pikepdf.Array, list)):
        return []
    return [kid for kid in kids if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]
