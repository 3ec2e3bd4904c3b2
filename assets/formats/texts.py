"""Opening text files: their character set, their separator, and whether they are complete."""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TextIO

from assets.basis.errors import UnreadableError
from assets.formats.sheets import HEAD_ROWS, Sheet, require_narrow

SUFFIXES = frozenset({".csv", ".txt", ".tsv"})
DELIMITERS = ";,\t|"
LONGEST_CELL = 10_000_000  # characters; the default of `csv` is too short for some free text
_BLOCK = 1 << 20  # bytes of a file that are in memory at a time
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


def open_text(path: Path, name: str) -> list[Sheet]:
    """The text split by each separator that its head could have, one sheet per separator.

    Raises `UnreadableError` for an unknown character set or far too many columns. Reading a sheet
    raises it for a text that was cut off, or in which a quote never closes.
    """
    encoding, errors = character_set(lambda: _blocks(path), name)
    csv.field_size_limit(LONGEST_CELL)

    def text() -> TextIO:
        return path.open(encoding=encoding, errors=errors, newline="")

    sheets = []
    for delimiter in DELIMITERS:
        try:
            with text() as lines:
                head = list(islice(csv.reader(lines, delimiter=delimiter), HEAD_ROWS))
        except csv.Error:
            continue
        require_narrow(head, name)
        if any(len(row) > 1 for row in head):
            read = partial(_records, text, delimiter, name)
            sheets.append(Sheet(None, head, read, is_text=True))
    return sheets


def _records(
    text: Callable[[], TextIO], delimiter: str, name: str, width: int
) -> Iterator[list[str]]:
    """Every record of a text, one at a time. `width`: the number of cells of its header.

    Raises `UnreadableError` for a text that ends in the middle of its last record, and for a quote
    that never closes, also if it swallowed whole records: then some cell has a line with as many
    separators as a record.
    """
    record: list[str] = []
    line = ""
    lines_before = 0

    def noted(lines: TextIO) -> Iterator[str]:
        nonlocal line
        for line in lines:  # noqa: UP028  `line` is read after the last record
            yield line

    try:
        with text() as file:
            records = csv.reader(noted(file), delimiter=delimiter)
            for record in records:
                if records.line_num > lines_before + 1 and _swallowed(record, width):
                    raise UnreadableError(_torn(name))
                lines_before = records.line_num
                yield record
    except csv.Error:
        raise UnreadableError(
            f"«{name}» is beschadigd: een tekst tussen aanhalingstekens eindigt niet. "
            "Vraag de export opnieuw op en zet die in de inbox."
        ) from None
    if 0 < len(record) < width and not line.endswith(("\n", "\r")):
        raise UnreadableError(_torn(name))


def _swallowed(record: list[str], width: int) -> bool:
    """Whether a cell of several lines has a line with as many separators as a record."""
    return width > 0 and any(
        max(line.count(mark) for line in cell.split("\n") for mark in DELIMITERS) >= width - 1
        for cell in record
        if "\n" in cell
    )


def _torn(name: str) -> str:
    return (
        f"«{name}» is afgebroken of beschadigd: een regel of een tekst tussen aanhalingstekens "
        "eindigt niet. Vraag de export opnieuw op en zet die in de inbox."
    )


def is_binary(start: bytes) -> bool:
    """Whether a file with these first bytes is no text in any character set that we read."""
    return b"\0" in start and not start.startswith((b"\xff\xfe", b"\xfe\xff"))


def decode(content: bytes, name: str) -> str:
    """The text of a whole file; see `character_set`."""
    encoding, errors = character_set(lambda: iter([content]), name)
    return content.decode(encoding, errors)


def character_set(blocks: Callable[[], Iterable[bytes]], name: str) -> tuple[str, str]:
    """The encoding of a file, and what to do with bytes that do not fit it, as `open` takes them.

    UTF-16 with a byte order mark, UTF-8 or Windows-1252. `blocks` gives the bytes of the file from
    the start, at every call. Raises `UnreadableError` for any other character set.
    """
    if next(iter(blocks()), b"").startswith(_UTF_16):
        return "utf-16", "replace"
    if _fits(blocks(), "utf-8-sig"):
        return "utf-8-sig", "strict"
    # UTF-8 with a few damaged characters is still UTF-8; read as cp1252, every accent would break.
    damaged = intact = 0
    for text in _decoded(blocks(), "utf-8-sig", "replace"):
        damaged += text.count("\ufffd")
        intact += sum(map(len, re.findall(r"[^\x00-\x7f\ufffd]+", text)))
    if damaged < intact:
        return "utf-8-sig", "replace"
    if _fits(blocks(), "cp1252"):
        return "cp1252", "strict"
    raise UnreadableError(
        f"«{name}» heeft een onbekende tekenset. Sla het op als CSV UTF-8 en zet dat in de inbox."
    )


def _blocks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            yield block


def _decoded(blocks: Iterable[bytes], encoding: str, errors: str) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(encoding)(errors)
    for block in blocks:
        yield decoder.decode(block)
    yield decoder.decode(b"", final=True)


def _fits(blocks: Iterable[bytes], encoding: str) -> bool:
    try:
        for _ in _decoded(blocks, encoding, "strict"):
            pass
    except UnicodeDecodeError:
        return False
    return True
