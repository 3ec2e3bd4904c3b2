"""Opening text files: their character set, their separator, and whether they are complete."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path

from assets.basis.errors import UnreadableError
from assets.formats.sheets import HEAD_ROWS, Sheet

SUFFIXES = frozenset({".csv", ".txt", ".tsv"})
DELIMITERS = ";,\t|"
LONGEST_CELL = 10_000_000  # characters; the default of `csv` is too short for some free text


def open_text(path: Path, name: str) -> list[Sheet]:
    """The text split by each separator that its head could have, one sheet per separator.

    Raises `UnreadableError` for an unknown character set; reading a sheet does so for a quote that
    never closes.
    """
    text = decode(path.read_bytes(), name)
    csv.field_size_limit(LONGEST_CELL)

    def records(delimiter: str) -> Iterator[list[str]]:
        return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)

    def read(delimiter: str) -> list[list[str]]:
        try:
            return list(records(delimiter))
        except csv.Error:
            raise UnreadableError(
                f"«{name}» is beschadigd: een tekst tussen aanhalingstekens eindigt niet. "
                "Vraag de export opnieuw op en zet die in de inbox."
            ) from None

    sheets = []
    for delimiter in DELIMITERS:
        try:
            head = list(islice(records(delimiter), HEAD_ROWS))
        except csv.Error:
            continue
        if any(len(row) > 1 for row in head):
            sheets.append(Sheet(None, head, partial(read, delimiter), text))
    return sheets


def require_complete(text: str, rows: Sequence[Sequence[object]], width: int, name: str) -> None:
    """Raise `UnreadableError` for a text that was cut off, or in which a quote never closes.

    `rows`: the text as it was split; `width`: the number of cells of its header. A text that was
    cut off within the last cell of a row, without quotes, cannot be told from a whole one.
    """
    if ends_within_a_row(text, rows, width):
        raise UnreadableError(
            f"«{name}» is afgebroken: het bestand houdt midden in een rij op. Wordt het nog "
            "gekopieerd, dan neemt de volgende run het mee. Vraag anders de export opnieuw op en "
            "zet die in de inbox."
        )
    if _has_swallowed_records(text, rows, width):
        raise UnreadableError(
            f"«{name}» is afgebroken of beschadigd: een regel of een tekst tussen aanhalingstekens "
            "eindigt niet. Vraag de export opnieuw op en zet die in de inbox."
        )


def ends_within_a_row(text: str, rows: Sequence[Sequence[object]], width: int) -> bool:
    """Whether a text ends within its last record: it has fewer cells than the header and no line
    end, or its last cell has a quote that opens and does not close."""
    last = rows[-1] if rows else []
    if 0 < len(last) < width and not text.endswith(("\n", "\r")):
        return True
    return bool(last) and _last_quote_is_open(text, [str(cell) for cell in last])


def _last_quote_is_open(text: str, last: list[str]) -> bool:
    """Whether the last record, which was split into the cells `last`, ends within quotes.

    Then the text ends within a cell, and every line break of the record is in a cell.
    """
    start = len(text)
    for _ in range(1 + sum(cell.count("\n") for cell in last)):
        start = text.rfind("\n", 0, max(start, 0))
    record = text[start + 1 :]
    return '"' in record and any(
        _split(record, delimiter) == last and _split(record, delimiter, strict=True) is None
        for delimiter in DELIMITERS
    )


def _split(record: str, delimiter: str, strict: bool = False) -> list[str] | None:
    """The cells of the last record of a text; None if strict and a quote is open at its end."""
    lines = io.StringIO(record, newline="")
    try:
        return [[], *csv.reader(lines, delimiter=delimiter, strict=strict)][-1]
    except csv.Error as error:
        return None if "unexpected end of data" in str(error) else []


def _has_swallowed_records(text: str, rows: Sequence[Sequence[object]], width: int) -> bool:
    """Whether an unclosed quote swallowed whole records: then some cell has a line with as many
    separators as a record."""
    if text.count("\n") <= len(rows):  # no cell contains a line break
        return False
    return any(
        "\n" in cell
        and max(line.count(mark) for line in cell.split("\n") for mark in DELIMITERS) >= width - 1
        for row in rows
        for cell in map(str, row)
    )


def is_binary(start: bytes) -> bool:
    """Whether a file with these first bytes is no text in any character set that we read."""
    return b"\0" in start and not start.startswith((b"\xff\xfe", b"\xfe\xff"))


def decode(content: bytes, name: str) -> str:
    """The text of a file: UTF-16 with a byte order mark, UTF-8 or Windows-1252.

    Raises `UnreadableError` for any other character set.
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    # UTF-8 with a few damaged characters is still UTF-8; read as cp1252, every accent would break.
    attempt = content.decode("utf-8-sig", errors="replace")
    damaged = attempt.count("\ufffd")
    if damaged < len(re.findall(r"[^\x00-\x7f\ufffd]", attempt)):
        return attempt
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError:
        raise UnreadableError(
            f"«{name}» heeft een onbekende tekenset. Sla het op als CSV UTF-8 en zet dat in de "
            "inbox."
        ) from None
