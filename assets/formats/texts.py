"""Opening text files: their character set, their separator, and whether they are complete."""

from __future__ import annotations

import codecs
import csv
import io
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
            sheets.append(Sheet(None, head, read, alternative=True))
    return sheets


def _records(
    text: Callable[[], TextIO], delimiter: str, name: str, width: int
) -> Iterator[list[str]]:
    """Every record of a text, one at a time. `width`: the number of cells of its header.

    Raises `UnreadableError` for a text that was cut off, and for a quote that never closes: then it
    swallowed whole records. A text that was cut off within the last cell of a row, without quotes,
    cannot be told from a whole one.
    """
    record: list[str] = []
    lines: list[str] = []  # of the next record, as far as it was read

    def noted(file: TextIO) -> Iterator[str]:
        for line in file:
            lines.append(line)
            yield line

    last, swallowed = lines, False
    try:
        with text() as file:
            for record in csv.reader(noted(file), delimiter=delimiter):
                last, lines = lines, []
                swallowed = len(last) > 1 and _has_swallowed_records(record, width)
                if swallowed:
                    break
                yield record
    except csv.Error:
        raise UnreadableError(
            f"«{name}» is beschadigd: een tekst tussen aanhalingstekens eindigt niet. "
            "Vraag de export opnieuw op en zet die in de inbox."
        ) from None
    if record and _ends_within(record, "".join(last), width, delimiter):
        raise UnreadableError(
            f"«{name}» is afgebroken: het bestand houdt midden in een rij op. Wordt het nog "
            "gekopieerd, dan neemt de volgende run het mee. Vraag anders de export opnieuw op en "
            "zet die in de inbox."
        )
    if swallowed:
        raise UnreadableError(
            f"«{name}» is afgebroken of beschadigd: een regel of een tekst tussen aanhalingstekens "
            "eindigt niet. Vraag de export opnieuw op en zet die in de inbox."
        )


def _ends_within(record: list[str], text: str, width: int, delimiter: str) -> bool:
    """Whether the file ends within its last record, of which `text` is the text: it has fewer cells
    than the header and no line end, or its last cell has a quote that opens and does not close."""
    if len(record) < width and not text.endswith(("\n", "\r")):
        return True
    if width and '"' in text:
        try:
            list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
        except csv.Error as error:
            return "unexpected end of data" in str(error)
    return False


def _has_swallowed_records(record: list[str], width: int) -> bool:
    """Whether an unclosed quote swallowed whole records: then some cell has a line with as many
    separators as a record."""
    return width > 0 and any(
        max(line.count(mark) for line in cell.split("\n") for mark in DELIMITERS) >= width - 1
        for cell in record
        if "\n" in cell
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
