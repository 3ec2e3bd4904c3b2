"""What every table of statistics has in common, be it of counts or of a survey.

Titles above the header, rows as wide as the header below it, and the number of the table.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assets.formats.sheets import HEAD_ROWS

Rows = Sequence[Sequence[str]]
HEADER_WITHIN = HEAD_ROWS  # titles, a blank row and header rows precede the figures
_FOOTER = re.compile(r"^(bron\b|©|copyright)", re.IGNORECASE)
_NUMBER = re.compile(r"(?<![0-9A-Za-z])(\d{5}[A-Za-z]{3})(?![A-Za-z])")


def table_number(text: str) -> str:
    """The number of the table that a text mentions (47022NED); empty if it mentions none."""
    match = _NUMBER.search(text)
    return match[1].upper() if match else ""


def without_number(header: str) -> str:
    """The name of a column without the sequence number that OData 3 appends: `Perioden_2`."""
    return re.sub(r"_\d+$", "", header.strip())


def trimmed_header(row: Sequence[str]) -> list[str]:
    """The cells of a header, without empty ones at its end."""
    header = [cell.strip() for cell in row]
    while header and not header[-1]:
        header.pop()
    return header


def is_wide(row: Sequence[str]) -> bool:
    """Whether a row has more than one filled cell, so that it is no title."""
    return sum(bool(cell.strip()) for cell in row) > 1


def titles(above: Rows) -> list[tuple[str, str]]:
    """Key and value of each title row, which holds for all figures: `Marges: Waarde`.

    A title without a colon is a key with an empty value.
    """
    pairs = []
    for row in above:
        filled = [cell.strip() for cell in row if cell.strip()]
        if len(filled) == 1:
            key, _, value = filled[0].partition(":")
            pairs.append((key.strip(), value.strip()))
    return pairs


def records(
    rows: Rows, number: int, width: int
) -> tuple[list[Sequence[str]], list[int], list[int]]:
    """Rows as wide as the header, their numbers in the file, and the numbers of the other rows.

    `number`: the row of the header, from 0. Blank rows and the footer (`Bron: CBS`) are skipped.
    """
    matching, numbers, malformed = [], [], []
    for place, row in enumerate(rows[number + 1 :], start=number + 2):
        filled = [cell for cell in row if cell.strip()]
        if not filled or (len(filled) == 1 and _FOOTER.match(filled[0].strip())):
            continue
        if len(row) < width or any(cell.strip() for cell in row[width:]):
            malformed.append(place)
        else:
            matching.append(row)
            numbers.append(place)
    return matching, numbers, malformed
