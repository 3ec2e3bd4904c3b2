"""A survey among residents as a table of statistics: which column is which measure, margin, area
and year; one cell per row.

It is recognised by its dimension Marges, or by its name or number. Opening files is in `statline`
and `odata`; pages and code lists come together in `survey_pages`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

import pandas as pd

from assets.basis.errors import UnreadableError
from assets.basis.naming import public_header
from assets.formats import periods
from assets.formats.statistic_tables import (
    HEADER_WITHIN,
    Rows,
    is_wide,
    records,
    table_number,
    titles,
    trimmed_header,
    without_number,
)
from schemas.layout import fold_header
from schemas.statistics import (
    DOMAINS,
    PLAIN_SURVEY,
    ROLES,
    SURVEY_NAMED,
    SURVEY_TABLES,
    SURVEY_TITLE,
)

VALUE, LOWER, UPPER = "waarde", "ondergrens", "bovengrens"
OTHER_MARGIN = "andere marge"
_DIMENSIONS = {
    **{key: role for key, role in ROLES.items() if role.startswith(("gebied", "periode"))},
    **dict.fromkeys(("marges", "margescode"), "marge"),
    **dict.fromkeys(("onderwerp", "measure"), "onderwerp"),
    "jaar": "periode",
}
_UNREAD = {"id", "valueattribute", "stringvalue"}
_UNIT = re.compile(r"^(?P<name>.*?)\s*\((?P<unit>(?:[^()]|\([^()]*\))*)\)\s*$")
_NUMBER = re.compile(r"^\s*[-+]?[\d., \u00a0]*\d\*{0,2}\s*$|^\s*[.x\-–]?\s*$", re.IGNORECASE)


@dataclass(frozen=True)
class Survey:
    """Outcomes as text, one cell of the table per row: `onderwerp` (the path of the measure),
    `eenheid`, `marge`, `periode`, `gebied` and `waarde`.

    `labels`: column -> its header as written. `unread`: headers of columns that are not read.
    `malformed`: numbers of rows of another width than the header. `named`: a title says which
    survey it is.
    """

    kind: ClassVar[str] = "survey"
    frame: pd.DataFrame
    labels: dict[str, str]
    unread: tuple[str, ...] = ()
    malformed: tuple[int, ...] = ()
    named: bool = False


def header_row(head: Rows, name: str = "") -> int | None:
    """The last row of the header, from 0; None if this is no survey.

    A survey has an area and a year, as a column or as a title. It has margins, or it is a survey
    by name or number and has no kind of crime.
    """
    for number, row in enumerate(head[:HEADER_WITHIN]):
        cells = [cell.strip() for cell in row if cell.strip()]
        roles = {_dimension(cell) for cell in cells}
        if len(cells) < 2 or not roles & {"gebied", "gebied_code", "periode", "periode_code"}:
            continue
        if not _is_last(head, number) or _is_plain(cells):
            continue
        above = head[:number]
        roles |= {_dimension(key) for key, _ in titles(above)}
        roles |= {_role_of(row, 1) for row in above if is_wide(row)}
        if not (_has(roles, "gebied") and _has(roles, "periode")):
            continue
        if _has(roles, "marge") or (is_named(above, name) and not _is_counted(head, number)):
            return number
    return None


def grid(rows: Rows, number: int) -> Survey:
    """The figures below the header whose last row is `number`, from 0.

    Raises `UnreadableError` for a column of words: an unknown dimension, so that its figures are
    not of all residents.
    """
    header = trimmed_header(rows[number])
    matching, _, malformed = records(rows, number, len(header))
    dimensions = {place: role for place, cell in enumerate(header) if (role := _dimension(cell))}
    said = {role: (key, value) for key, value in titles(rows[:number]) if (role := _dimension(key))}
    first = min(place for place in range(len(header) + 1) if place not in dimensions)
    above = [(_role_of(row, first), row) for row in rows[:number] if is_wide(row)]
    _require_as_wide(above, len(header))
    above = [(role, _continued(row, first)) for role, row in above]
    shared = {role: [row[place].strip() for row in matching] for place, role in dimensions.items()}
    shared |= {role: [value] * len(matching) for role, (_, value) in said.items()}
    labels = {role: key for role, (key, _) in said.items()}
    labels |= {role: header[place] for place, role in dimensions.items()}
    parts, unread = [], []
    for place, cell in enumerate(header):
        if place in dimensions or not cell or fold_header(cell) in _UNREAD:
            continue
        own = _of_column(cell, [(role, row[place].strip()) for role, row in above])
        values = [row[place].strip() for row in matching]
        if not (own.get("onderwerp") or "onderwerp" in shared):
            unread.append(cell)
            continue
        _require_numbers(cell, values)
        constants = {role: [text] * len(matching) for role, text in own.items()}
        parts.append(pd.DataFrame(shared | constants | {VALUE: values}, dtype="str"))
        labels |= {VALUE: cell} | {role: role.capitalize() for role in own if role not in labels}
    frame = pd.concat(parts) if parts else pd.DataFrame(columns=[*shared, VALUE], dtype="str")
    frame = frame.sort_index(kind="stable")
    named = is_named(rows[:number], "")
    return Survey(frame, labels, tuple(unread), tuple(malformed), named)


def margin(text: str) -> str:
    """The part of a figure that a word or key of the dimension Marges means; the value if empty.

    The keys of StatLine are MW00000, MOG0095 and MBG0095.
    """
    plain = text.strip().casefold()
    if not plain or re.match(r"^(mw\d|waarde)", plain):
        return VALUE
    if "ondergrens" in plain or re.match(r"^mog\d", plain):
        return LOWER
    if "bovengrens" in plain or re.match(r"^mbg\d", plain):
        return UPPER
    return OTHER_MARGIN


def is_named(above: Rows, name: str) -> bool:
    """Whether the name of the file or a title above the header names the survey or its table."""
    texts = (name, *(f"{key}: {value}" for key, value in titles(above)))
    named = any(re.search(SURVEY_NAMED, text.casefold().replace("_", " ")) for text in texts)
    return named or any(table_number(text) in SURVEY_TABLES for text in texts)


def _dimension(header: str) -> str | None:
    text = without_number(header)
    if "/" in text:  # the path of a measure
        return None
    return _DIMENSIONS.get(fold_header(text)) or _DIMENSIONS.get(
        fold_header(re.sub(r"\(code\)\s*$", "code", text, flags=re.IGNORECASE))
    )


def _has(roles: Iterable[str | None], name: str) -> bool:
    return any(role in (name, f"{name}_code") for role in roles)


def _is_last(head: Rows, number: int) -> bool:
    """Whether the figures start below this row: the next row is not headed by a dimension."""
    below = next((row for row in head[number + 1 :] if is_wide(row)), None)
    return below is None or not _dimension(below[0])


def _is_plain(header: Sequence[str]) -> bool:
    """Whether this is a plain table with one figure per row, to be read as an ordinary table."""
    positions = PLAIN_SURVEY.recognise(header)
    fits = all(field.name in positions for field in PLAIN_SURVEY.required)
    return fits and _dimension(header[positions["indicator"]]) is None


def _is_counted(head: Rows, number: int) -> bool:
    """Whether one of its dimensions is a kind of crime or nuisance: counted by the police, not
    asked of residents. A measure with such a name has a unit, or is below a heading."""
    names = [cell for cell in head[number] if "(" not in cell]
    names += [row[0] for row in head[:number] if is_wide(row)]
    names += [key for key, _ in titles(head[:number])]
    return not {fold_header(name) for name in names}.isdisjoint(DOMAINS)


def _role_of(row: Sequence[str], first: int) -> str:
    """What a row above the figures says of them, by its first cell or else by its values.

    `first`: the first column of figures.
    """
    if row[0].strip() and (role := _dimension(row[0])):
        return role
    values = [cell.strip() for cell in row[first:] if cell.strip()]
    if all(map(periods.period, values)):
        return "periode"
    return "marge" if all(margin(value) != OTHER_MARGIN for value in values) else "onderwerp"


def _of_column(cell: str, above: list[tuple[str, str]]) -> dict[str, str]:
    """Role -> text for the figures of one column, from its header and the rows above it.

    A header is `heading/measure (unit)`, with the margin as one of the parts if it is in columns.
    """
    own = {role: text for role, text in above if role != "onderwerp"}
    path = [text for role, text in above if role == "onderwerp" and text]
    if path:
        own |= {"onderwerp": "/".join(path), "eenheid": cell.strip("() ")}
        return own
    match = _UNIT.match(cell)
    name, unit = (match["name"], match["unit"].strip()) if match else (cell, "")
    parts = [" ".join(part.split()) for part in name.split("/")]
    margins = [part for part in parts if part and margin(part) != OTHER_MARGIN]
    if fold_header(name) == "value":
        return own
    if margins:
        own["marge"] = margins[-1]
    path = [part for part in parts if part and part not in margins]
    if path:
        own["onderwerp"] = "/".join(path)
    return own | ({"eenheid": unit} if unit else {})


def _continued(row: Sequence[str], first: int) -> list[str]:
    """A row above the figures with each text in the empty cells to its right too, as of a merged
    cell only the first has it. `first`: the first column of figures."""
    labels = [cell.strip() for cell in row]
    for place in range(first + 1, len(labels)):
        labels[place] = labels[place] or labels[place - 1]
    return labels


def _require_as_wide(above: list[tuple[str, Sequence[str]]], width: int) -> None:
    """Raise `UnreadableError` if a row above the figures does not reach the last of them: without
    its margin, a bound would be read as the figure itself."""
    if any(len(row) < width for _, row in above):
        raise UnreadableError(
            f"De kopregels van deze {SURVEY_TITLE} zijn niet even lang, zodat niet van elke kolom "
            "vaststaat wat zij is. Download de tabel opnieuw in StatLine, en bewerk haar niet."
        )


def _require_numbers(column: str, values: Sequence[str]) -> None:
    numbers = sum(bool(_NUMBER.match(value)) for value in values)
    if values and numbers < len(values) / 2:
        raise UnreadableError(
            f"De kolom «{public_header(column, frozenset())}» van deze {SURVEY_TITLE} is geen "
            "uitkomst en geen bekende indeling. Kies in StatLine alleen Marges, Perioden, Regio's "
            "en de onderwerpen."
        )
