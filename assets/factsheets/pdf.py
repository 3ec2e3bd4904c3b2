"""A factsheet as PDF for paper and screen readers: PDF/UA-1 by Typst, reproducible to the byte.

The layout is in `templates/sheet.typ`, its input is made by `pdf_payload`. Here: how many rows fit
if a sheet has a fixed number of pages, and the compilation.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from assets.basis.errors import AnalystError
from assets.factsheets import typeface
from assets.factsheets.pdf_headers import with_row_headers
from assets.factsheets.pdf_payload import payload, words_by_page
from assets.factsheets.sheet import Block, Figures, Sheet
from assets.factsheets.table import Table

if TYPE_CHECKING:
    import typst

_TEMPLATE = Path(__file__).with_name("templates") / "sheet.typ"
_FACES = ("Regular", "It", "Semibold", "Bold")
_STEPS = 15  # how finely the room for rows is divided


def render(sheet: Sheet) -> bytes:
    """The PDF. A sheet with fixed pages has exactly that many; see `Table.most` and `least`.

    Raises AnalystError if a page cannot be made to fit.
    """
    with _fonts() as fonts:
        room = _fitting(sheet, fonts) if sheet.is_fixed else None
        content = _compiler(sheet, room, fonts).compile(
            format="pdf", pdf_standards=["ua-1"], timestamp=_timestamp(sheet)
        )
    return with_row_headers(content)


def _fitting(sheet: Sheet, fonts: typst.Fonts) -> list[int]:
    """For each page the most rows with which every page fits.

    A binary search over `_STEPS`, for all pages at once: compiling is what takes time.
    """
    pages = len(sheet.pages)
    low, high = [-_STEPS - 1] * pages, [_STEPS + 1] * pages
    while any(top - bottom > 1 for bottom, top in zip(low, high, strict=True)):
        middle = [(bottom + top) // 2 for bottom, top in zip(low, high, strict=True)]
        middle = [max(room, -_STEPS) for room in middle]
        fits = _fits(sheet, middle, fonts)
        low = [mid if ok else old for mid, ok, old in zip(middle, fits, low, strict=True)]
        high = [old if ok else mid for mid, ok, old in zip(middle, fits, high, strict=True)]
    if min(low) >= -_STEPS:
        return low
    raise AnalystError(
        f"De factsheet {sheet.product} past niet op {pages} bladzijden: een tekst is te lang. "
        "Kort de duiding in en draai opnieuw."
    )


def _fits(sheet: Sheet, room: list[int], fonts: typst.Fonts) -> list[bool]:
    """For each page of the sheet, whether it takes exactly one page of paper, with no more words
    than the sheet allows."""
    result = _compiler(sheet, room, fonts).query("<einde>", field="value")
    ends = [0, *json.loads(result)]
    words = words_by_page(_with_room(sheet, room))
    most = dict(enumerate(sheet.most_words))
    return [
        end - start == 1 and words[page] <= most.get(page, words[page])
        for page, (start, end) in enumerate(pairwise(ends))
    ]


def _compiler(sheet: Sheet, room: list[int] | None, fonts: typst.Fonts) -> typst.Compiler:
    """The template with the sheet as its input. `room`: for each page, in steps of `_STEPS`."""
    import typst

    if room is not None:
        sheet = _with_room(sheet, room)
    content = json.dumps(payload(sheet), ensure_ascii=False)
    return typst.Compiler(_TEMPLATE.read_bytes(), font_paths=fonts, sys_inputs={"sheet": content})


def _with_room(sheet: Sheet, room: list[int]) -> Sheet:
    return sheet.with_blocks(lambda page, block: _within(block, room[page] / _STEPS))


def _within(block: Block, share: float) -> Block | None:
    """The block with this fraction of the rows or drawings between its least and its most; below 0,
    with that fraction less of the rows between one and its least."""
    if isinstance(block, Table):
        most = min(block.most, len(block.rows))
        least = min(block.least, most)
        if share < 0:
            return block.within(_between(min(1, least), least, 1 + share))
        return block.within(_between(least, most, share))
    if isinstance(block, Figures) and block.across > 1:
        number = _between(block.least, len(block.figures), max(share, 0))
        number = min(len(block.figures), number - number % block.across or block.least)
        return replace(block, figures=block.figures[:number]) if number else None
    return block


def _between(least: int, most: int, share: float) -> int:
    return least + int((most - least) * share + 1e-9)


@contextmanager
def _fonts() -> Iterator[typst.Fonts]:
    """The four faces of the sheet and no fonts of the machine, so that pages are reproducible.

    The font package has each face in two formats; a folder with one of them leaves no choice.
    """
    import typst

    with tempfile.TemporaryDirectory() as folder:
        for face in _FACES:
            name = f"SourceSansPro-{face}.ttf"
            shutil.copyfile(typeface.directory() / name, Path(folder) / name)
        yield typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder]
        )


def _timestamp(sheet: Sheet) -> int:
    """The reference day as the creation time: the clock would make every file differ."""
    return int(datetime.fromisoformat(sheet.known_until[:10]).replace(tzinfo=UTC).timestamp())
