"""Cells that Excel shows as a percentage: the file has 0.369 where people read 36,9%.

Only finding those cells in an .xlsx. The library that opens workbooks gives the number without its
form.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from xml.etree import ElementTree

from assets.formats.zips import DAMAGE

Places = frozenset[tuple[int, int]]  # row and column, from 0
_BUILT_IN = {9, 10}  # 0% and 0.00%
_LARGEST = 20 << 20  # bytes of a sheet; a table of percentages is never so large
_NAMESPACE = re.compile(r"^\{[^}]*\}")
_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*)>")
_PLACE = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
_STYLE = re.compile(rb'\bs="(\d{1,6})"')


def percentages(content: bytes, title: str) -> Places:
    """The cells of a sheet that are shown as a percentage; none for another kind of workbook."""
    if not content.startswith(b"PK"):
        return frozenset()
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            styles = _styles(_read(archive, "xl/styles.xml"))
            part = _part(archive, title) if styles else ""
            return frozenset(_cells(_read(archive, part), styles) if part else ())
    except (KeyError, ElementTree.ParseError, *DAMAGE):
        return frozenset()


def as_shown(rows: Iterable[Sequence[object]], places: Places) -> Iterator[Sequence[object]]:
    """Rows with the cells of `places` as text, as they are shown."""
    for number, row in enumerate(rows):
        if places and any((number, column) in places for column in range(len(row))):
            yield [
                _shown(cell) if (number, column) in places else cell
                for column, cell in enumerate(row)
            ]
        else:
            yield row


def _shown(cell: object) -> object:
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        return cell
    return f"{round(100 * cell, 8):.8f}".rstrip("0").rstrip(".") + "%"


def _read(archive: zipfile.ZipFile, name: str) -> bytes:
    """A member; empty if it is too large for a table that people read."""
    return b"<a/>" if archive.getinfo(name).file_size > _LARGEST else archive.read(name)


def _styles(content: bytes) -> set[int]:
    """The numbers of the styles that show a percentage."""
    root = ElementTree.fromstring(content)
    formats = set(_BUILT_IN)
    for each in _named(root, "numFmt"):
        if "%" in re.sub(r'"[^"]*"|\\.', "", each.get("formatCode", "")):
            formats.add(int(each.get("numFmtId", "-1")))
    styles = next(_named(root, "cellXfs"), ())
    return {
        number for number, style in enumerate(styles) if int(style.get("numFmtId", "0")) in formats
    }


def _part(archive: zipfile.ZipFile, title: str) -> str:
    """The name of the member with a sheet."""
    book = ElementTree.fromstring(_read(archive, "xl/workbook.xml"))
    links = ElementTree.fromstring(_read(archive, "xl/_rels/workbook.xml.rels"))
    targets = {each.get("Id"): each.get("Target", "") for each in links}
    for sheet in _named(book, "sheet"):
        if sheet.get("name") == title:
            link = next(
                (value for key, value in sheet.attrib.items() if _NAMESPACE.sub("", key) == "id"),
                "",
            )
            target = targets.get(link, "")
            return target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return ""


def _named(root: ElementTree.Element, name: str) -> Iterator[ElementTree.Element]:
    return (each for each in root.iter() if _NAMESPACE.sub("", each.tag) == name)


def _cells(content: bytes, styles: set[int]) -> Iterator[tuple[int, int]]:
    for match in _CELL.finditer(content):
        style, place = _STYLE.search(match[1]), _PLACE.search(match[1])
        if style and place and int(style[1]) in styles:
            column = 0
            for letter in place[1]:
                column = 26 * column + letter - 64
            yield int(place[2]) - 1, column - 1
