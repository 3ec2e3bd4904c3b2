"""The tables of a web page, one sheet each: many programs save one under the extension of Excel.

Scripts and links in the page are not followed. XML that Excel wrote is in `spreadsheet_xml`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from lxml import etree

from assets.basis.errors import UnreadableError
from assets.formats.grid import Grid, whole
from assets.formats.markup import encoding_of
from assets.formats.sheets import Sheet

SUFFIXES = frozenset({".html", ".htm"})
_BLOCK = 1 << 16
_MOST_TABLES = 200
_DEEPEST = 20  # tables in each other
_TAIL = 1 << 14  # bytes at the end in which a table ends
_PAGE = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|meta|table|style|div|center)[\s>]|.*<table[\s>]", re.S
)
_CHARSET = re.compile(rb"charset\s*=", re.IGNORECASE)


def starts_as_page(start: bytes) -> bool:
    """Whether a file that starts with these bytes, in lower case, is a web page."""
    return bool(_PAGE.match(start))


def open_page(path: Path, name: str) -> list[Sheet]:
    """The tables of a web page, in order, each as a sheet without a name.

    Raises `UnreadableError` for a page that was cut off, without a table, or with far too many.
    """
    target = _Tables(name)
    with path.open("rb") as file:
        block = file.read(_BLOCK)
        known = block[:2] in {b"\xff\xfe", b"\xfe\xff"} or _CHARSET.search(block)
        parser = etree.HTMLParser(
            target=target, encoding=None if known else encoding_of(path, name), no_network=True
        )
        end = b""
        try:
            while block:
                parser.feed(block)
                end = (end + block)[-_TAIL:]
                block = file.read(_BLOCK)
            parser.close()
        except etree.XMLSyntaxError:  # its message quotes the page
            raise UnreadableError(
                f"«{name}» is beschadigd: het is geen heel HTML-bestand. Vraag de export opnieuw "
                "op en zet die in de inbox."
            ) from None
    if not target.tables:
        raise UnreadableError(
            f"«{name}» is een webpagina (HTML) zonder tabel. Vraag de export als .xlsx of .csv."
        )
    if b"</table" not in end.replace(b"\0", b"").lower():
        raise UnreadableError(
            f"«{name}» is afgebroken: de tabel in het HTML-bestand eindigt niet. Vraag de export "
            "opnieuw op en zet die in de inbox."
        )
    return [grid.sheet(None) for grid in target.tables]


class _Tables:
    """The tables, as the elements of a page come by."""

    def __init__(self, name: str) -> None:
        self.tables: list[Grid] = []
        self._name = name
        self._open: list[Grid] = []
        self._cell: list[tuple[list[str], Mapping[str, str]] | None] = []  # of each open table

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "table":
            grid = Grid(self._name)
            self.tables.append(grid)
            self._open.append(grid)
            self._cell.append(None)
            if len(self._open) > _DEEPEST or len(self.tables) > _MOST_TABLES:
                raise UnreadableError(
                    f"«{self._name}» is een webpagina (HTML) met te veel tabellen, of tabellen in "
                    "tabellen. Open het, sla de tabel op als .xlsx of .csv en zet die in de inbox."
                )
        elif self._open and tag == "tr":
            self._close_cell()
            self._open[-1].row()
        elif self._open and tag in {"td", "th"}:
            self._close_cell()
            self._cell[-1] = [], dict(attributes)
        elif tag == "br":
            self.data(" ")

    def end(self, tag: str) -> None:
        if not self._open:
            return
        if tag in {"td", "th", "tr", "table"}:
            self._close_cell()
        if tag == "table":
            self._open.pop()
            self._cell.pop()

    def data(self, text: str) -> None:
        if self._cell and self._cell[-1]:
            self._cell[-1][0].append(text)

    def close(self) -> None:
        """Nothing to end; the parser asks for it."""

    def _close_cell(self) -> None:
        if self._cell[-1]:
            texts, attributes = self._cell[-1]
            across, down = (whole(attributes.get(word)) or 1 for word in ("colspan", "rowspan"))
            self._open[-1].cell("".join(texts).strip(), across, down)
            self._cell[-1] = None
