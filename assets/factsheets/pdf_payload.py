"""The data that the PDF template reads: a sheet as JSON, with every text drawable.

The template decides what it looks like. Here only how rows are divided into parts, because that
depends on what belongs together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from assets.factsheets import cells
from assets.factsheets.sheet import (
    Beside,
    Block,
    Figure,
    Figures,
    Finding,
    Findings,
    Part,
    Section,
    Sheet,
    Terms,
)
from assets.factsheets.table import Cell, Column, Row, Table
from assets.factsheets.typeface import drawable, spelled

_WRITTEN = re.compile(r"<text[^>]*>([^<]*)</text>")
_UNSEEN = ("kind", "role", "alt", "key")
_PART = 14  # rows of a table that stay together on one page
_FEW = 5  # a part with fewer rows than this is joined with the next group
_FLOWING = 1.1  # the type of a sheet without a fixed number of pages, relative to the regular size
_SMALLEST = 9  # points: the least type of a sheet for a reader with little time
_WHOLE = 16  # sections with at most this many rows are not split over pages


def payload(sheet: Sheet) -> dict[str, Any]:
    """The sheet as the template reads it."""
    return {
        "product": sheet.product,
        "title": drawable(sheet.title),
        "subtitle": drawable(sheet.subtitle),
        "municipality": "veiligheidsbeeld",
        "facts": [drawable(fact) for fact in sheet.facts],
        "restricted": sheet.restricted,
        "footer": drawable(sheet.footer),
        "fixed": sheet.is_fixed,
        "leading": 1.2 if sheet.is_fixed else 1.5,
        "scale": 1.0 if sheet.is_fixed else _FLOWING,
        "least": _SMALLEST if sheet.is_fixed else 0,
        "pages": [[_part(part, sheet.is_fixed) for part in page] for page in sheet.pages],
    }


def words_by_page(sheet: Sheet) -> list[int]:
    """The number of words on each page, as the template will set them, drawings included."""
    first = (sheet.title, sheet.subtitle, *sheet.facts)
    every = (sheet.restricted, sheet.footer, "1 van 2")
    return [
        _words([*(first if number == 0 else ()), *every])
        + sum(_words(_texts(_part(part, sheet.is_fixed))) for part in page)
        for number, page in enumerate(sheet.pages)
    ]


def _texts(data: object) -> Iterator[str]:
    """Every text of the payload that is shown; of drawings what is written in them."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, Sequence):
        for item in data:
            yield from _texts(item)
    elif isinstance(data, Mapping):
        for key, item in data.items():
            if key == "svg":
                yield from _WRITTEN.findall(str(item))
            elif key == "empty" and data.get("parts"):
                continue
            elif key not in _UNSEEN:
                yield from _texts(item)


def _words(texts: Iterable[str]) -> int:
    return sum(len(text.replace("\u200b", "").split()) for text in texts)


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
            "figures": [_figure(figure) for figure in block.figures],
        }
    if isinstance(block, Findings):
        return {
            "kind": "findings",
            "legend": drawable(block.legend),
            "findings": [_finding(finding) for finding in block.findings],
        }
    if isinstance(block, Terms):
        terms = [[drawable(term), drawable(meaning)] for term, meaning in block.terms]
        return {"kind": "terms", "terms": terms}
    return {"kind": "text", "role": block.role, "lines": [drawable(line) for line in block.lines]}


def _figure(figure: Figure) -> dict[str, Any]:
    return {
        "title": drawable(figure.title),
        "alt": spelled(figure.alt),
        "svg": spelled(figure.svg),
        "width": figure.width,
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "icon": cells.ICONS.get(finding.icon, ""),
        "sentence": drawable(finding.sentence),
        "details": [[drawable(word), drawable(text)] for word, text in finding.details],
        "figure": None if finding.figure is None else {**_figure(finding.figure), "title": ""},
    }


def _parts(table: Table) -> list[tuple[Row, ...]]:
    """The rows in parts that stay on one page, each with its own header.

    A header that Typst repeats on the next page is not read aloud, hence separate parts. Groups
    stay together.
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
    """The columns and rows of a table; cells refer to their column by its key."""
    keys = {column: str(number) for number, column in enumerate(table.columns)}
    return {
        "empty": drawable(table.empty),
        "notes": [drawable(note) for note in table.notes],
        "columns": [
            {
                "key": key,
                "heading": drawable(column.heading),
                "number": column.is_number,
                "breaks": column.is_break,
                "share": column.share,
            }
            for column, key in keys.items()
        ],
        "parts": [_rows(part, keys) for part in parts if part],
    }


def _rows(rows: Sequence[Row], keys: Mapping[Column[Any], str]) -> list[dict[str, Any]]:
    """The rows; `group` only for the first row of each group."""
    groups = ["", *(row.group for row in rows)]
    return [
        {
            "group": drawable(row.group) if row.group != previous else None,
            "cells": {keys[column]: _cell(cell) for column, cell in row.cells.items()},
            "remark": drawable(row.remark),
        }
        for previous, row in zip(groups, rows, strict=False)
    ]


def _cell(cell: Cell) -> dict[str, Any]:
    return {
        "text": drawable(cell.text),
        "small": drawable(cell.small),
        "icon": cells.ICONS.get(cell.icon, ""),
        "emphasised": cell.icon in cells.EMPHASISED,
    }
