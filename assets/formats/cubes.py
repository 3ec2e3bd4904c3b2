"""A table of counts as rows: which column is which dimension, wide or long; one figure per row.

From rows of cells to text columns named as the fields of a layout of counts. Opening files is in
`statline` (CSV) and `odata` (JSON, zip); what a code or a figure means is not known here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

import pandas as pd

from assets.formats import periods
from assets.formats.code_lists import CodeList
from assets.formats.statistic_tables import (
    HEADER_WITHIN,
    Rows,
    is_wide,
    records,
    titles,
    trimmed_header,
    without_number,
)
from schemas.layout import fold_header
from schemas.statistics import AMOUNTS, DOMAINS, MEASURES, ROLES

_VALUE_HEADERS = {"value", "waarde"}  # OData 4: one figure per row, and the measure in a column
_DIMENSION_ROLES = {"onderwerp", "onderwerp_code", "gebied", "gebied_code", "periode"}


@dataclass(frozen=True)
class Grid:
    """Counts as text, one per row and one column per field, indexed by row number in the file.

    `labels`: field -> its header as written. `unread`: headers of columns that are not read.
    `malformed`: numbers of rows of another width than the header.
    """

    kind: ClassVar[str] = "counts"
    frame: pd.DataFrame
    labels: dict[str, str]
    unread: tuple[str, ...] = ()
    malformed: tuple[int, ...] = ()


def role(header: str) -> str | None:
    """The field that a header names, `waarde` for a count; None for a column that is not read."""
    text = without_number(header)
    if known := ROLES.get(fold_header(text)):
        return known
    name, unit = _measure(text)
    if known := ROLES.get(name):
        return known
    return "waarde" if _is_count(name, unit) else None


def _measure(text: str) -> tuple[str, str]:
    """Name and unit of a header `path/name (unit)`, both folded."""
    match = re.match(r"^(.*?)\s*(?:\(([^()]*)\))?$", text.rsplit("/", 1)[-1].strip())
    return (fold_header(match[1]), fold_header(match[2] or "")) if match else ("", "")


def _is_count(name: str, unit: str) -> bool:
    return name in MEASURES and unit in AMOUNTS


def _is_dimension(header: str) -> bool:
    return role(header) in _DIMENSION_ROLES


def header_row(head: Rows) -> int | None:
    """The last row of the header, from 0; None if this is no table of counts."""
    for number, row in enumerate(head[:HEADER_WITHIN]):
        names = [cell.strip() for cell in row if cell.strip()]
        if len(names) < 2 or not any(map(_is_dimension, names)):
            continue
        folded = {fold_header(name) for name in names}
        in_cells = "measure" in folded and _VALUE_HEADERS & folded
        if in_cells or any(role(name) == "waarde" for name in names):
            return number
        above = head[:number]
        if "aantal" in folded and (_titles(above) or _says_what_is_counted(above, names)):
            return number
        if {"onderwerp", "periode", "gebied"} <= {role(name) for name in names}:
            return number  # all dimensions but no count: refused later, naming what is missing
    return None


def _says_what_is_counted(above: Rows, names: Sequence[str]) -> bool:
    """Whether a column, or a row above the figures, says what an `aantal` counts."""
    return any(map(is_wide, above)) or any(
        role(name) in {"onderwerp", "onderwerp_code"} for name in names
    )


def grid(rows: Rows, number: int) -> Grid:
    """The counts below the header whose last row is `number`, from 0."""
    header = trimmed_header(rows[number])
    said = _titles(rows[:number])
    folded = set(map(fold_header, header))
    has_value = "waarde" in map(role, header) or _VALUE_HEADERS & folded
    if "aantal" in folded and not has_value:
        return _wide(rows, number, header, said)
    return _long(rows, number, header, said)


def _titles(above: Rows) -> dict[str, str]:
    """Field -> its value for all figures, and `kop <field>` -> its header, from the title rows:
    `Soort misdrijf: Totaal misdrijven`."""
    said = {}
    for row in above:
        filled = [cell for cell in row if cell.strip()]
        if len(filled) != 1 or ":" not in filled[0]:
            continue
        [(key, value)] = titles([row])
        if field := role(key):
            said[field] = value
            said[f"kop {field}"] = key
    return said


def _long(rows: Rows, number: int, header: list[str], said: Mapping[str, str]) -> Grid:
    """One figure per row: every dimension is a column."""
    matching, numbers, malformed = records(rows, number, len(header))
    columns, labels, unread = {}, {}, []
    for position, name in enumerate(header):
        folded = fold_header(name)
        field = role(name) or {"measure": "maat", "valueattribute": "kenmerk"}.get(folded)
        if folded == "value":
            field = "waarde"
        if field is None or field in columns:
            unread += [name] if name and folded != "id" else []
            continue
        columns[field] = [row[position].strip() for row in matching]
        labels[field] = name
    frame = pd.DataFrame(columns, index=numbers, dtype="str")
    return _completed(frame, labels, unread, malformed, said)


def _wide(rows: Rows, number: int, header: list[str], said: Mapping[str, str]) -> Grid:
    """Figures side by side: the rows above them say what each column is."""
    dimensions = [position for position, name in enumerate(header) if _is_dimension(name)]
    first = dimensions[-1] + 1
    above = [(_field_of(row, first), row) for row in rows[:number] if is_wide(row)]
    matching, numbers, malformed = records(rows, number, len(header))
    labels = {role(header[position]): header[position] for position in dimensions}
    parts, unread = [], []
    for position in range(first, len(header)):
        own = {field: row[position].strip() for field, row in above if len(row) > position}
        name = own.pop("maat", said.get("waarde", ""))
        unit = header[position]
        counted = _measure(name)[0] if name else MEASURES[0]
        if not (name or unit) or not _is_count(counted, fold_header(unit)):
            unread.append(f"{name} ({unit})".strip())
            continue
        part = {
            role(header[place]): [row[place].strip() for row in matching] for place in dimensions
        }
        part |= {field: [value] * len(matching) for field, value in own.items()}
        part["waarde"] = [row[position].strip() for row in matching]
        parts.append(pd.DataFrame(part, index=numbers, dtype="str"))
        labels |= {"waarde": name or unit}
        labels |= {field: row[0].strip() or field for field, row in above if field in own}
    frame = pd.concat(parts) if parts else pd.DataFrame(index=pd.Index([], dtype="int64"))
    if len(parts) > 1:  # several figures per row: number the figures themselves, row by row
        frame = _renumbered(frame.sort_index(kind="stable"))
        malformed = [len(frame) + number for number in malformed]
    return _completed(frame, labels, unread, malformed, said)


def _renumbered(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.set_axis(pd.RangeIndex(1, len(frame) + 1))


def _field_of(row: Sequence[str], first: int) -> str:
    """The field that a row above the figures gives, by its label or else by its values.

    `first`: the first column of figures.
    """
    label = fold_header(row[0])
    if label == "onderwerp":
        return "maat"
    if field := role(row[0]) if label else None:
        return field
    values = [cell.strip() for cell in row[first:] if cell.strip()]
    if all(map(periods.period, values)):
        return "periode"
    return "maat" if any(_measure(value)[0] in MEASURES for value in values) else "onderwerp"


def _completed(
    frame: pd.DataFrame,
    labels: dict[str, str],
    unread: Sequence[str],
    malformed: Sequence[int],
    said: Mapping[str, str],
) -> Grid:
    """Add what the titles say and, by the names of the dimensions, which kind of table it is.

    A code replaces the name beside it; the name moves to its own column.
    """
    for name in ("onderwerp", "gebied", "periode"):
        if name not in frame and name in said:
            frame[name] = said[name]
            labels[name] = said[f"kop {name}"]
    topic = labels.get("onderwerp") or labels.get("onderwerp_code", "")
    area = labels.get("gebied") or labels.get("gebied_code", "")
    domain = re.sub(r"code$", "", fold_header(without_number(topic)))
    frame["domein"] = DOMAINS.get(domain, "")
    frame["indeling"] = "wijken en buurten" if "wijk" in fold_header(area) else "gemeenten"
    for code, name in (("onderwerp_code", "onderwerp_naam"), ("gebied_code", "gebied_naam")):
        plain = code.removesuffix("_code")
        if code in frame:
            if plain in frame:
                frame[name] = frame[plain]
            frame[plain] = frame[code]
            labels[plain] = labels[code]
    if "periode_code" in frame:
        frame["periode_status"] = frame.get("periode", "")
        frame["periode"] = frame["periode_code"]
        labels["periode"] = labels["periode_code"]
    return Grid(frame.astype("str"), labels, tuple(dict.fromkeys(unread)), tuple(malformed))


def joined(grids: Sequence[Grid], lists: Sequence[CodeList], table: str) -> Grid:
    """The pages of a delivery as one grid, with the names from their code lists.

    `table`: the number of the table. Adds the columns `onderwerp`, `gebied`, `periode` and `waarde`
    if they are missing, without a label. Several pages are numbered on, from 1.
    """
    frame = pd.concat([page.frame for page in grids]).fillna("").astype("str")
    malformed = [number for page in grids for number in page.malformed]
    if len(grids) > 1:
        frame = _renumbered(frame)
        malformed = [len(frame) + number for number, _ in enumerate(malformed, start=1)]
    labels: dict[str, str] = {}
    for page in grids:
        labels = page.labels | labels
    unread = [name for page in grids for name in page.unread]
    frame, other_measures = _counts_only(frame, lists)
    if frame.empty and other_measures:
        labels.pop("waarde", None)
    for name in ("onderwerp", "gebied", "periode", "waarde"):
        if name not in frame:
            frame[name] = ""
            labels.pop(name, None)
    frame = _with_names(frame, lists)
    frame["tabel"] = table
    frame = _years_separated(frame)
    unread = tuple(dict.fromkeys([*unread, *other_measures]))
    return Grid(frame, labels, unread, tuple(malformed))


def _counts_only(
    frame: pd.DataFrame, lists: Sequence[CodeList]
) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Rows that count registrations, if the measure is in a column (OData 4), and the names of the
    other measures. A value that is withheld (`ValueAttribute`) becomes empty."""
    if "maat" not in frame:
        return frame, ()
    title_of = {
        code: title
        for codes in lists
        if codes.dimension == "measure"
        for code, title in codes.titles.items()
    }
    names = {text: title_of.get(text, text) for text in frame["maat"].unique()}
    counts = {text for text, name in names.items() if role(name) == "waarde"}
    counted = frame[frame["maat"].isin(counts)]
    attribute = counted.get("kenmerk", pd.Series("", index=counted.index)).str.casefold()
    withheld = ~attribute.isin(["", "none"]) & counted["waarde"].isin(["", "0", "."])
    counted = counted.assign(waarde=counted["waarde"].mask(withheld, ""))
    return counted, tuple(name for text, name in names.items() if text not in counts)


def _with_names(frame: pd.DataFrame, lists: Sequence[CodeList]) -> pd.DataFrame:
    """Add the names of topics and the status of periods from the code lists."""
    for codes in lists:
        if codes.dimension in DOMAINS:
            same_domain = frame["domein"].eq(DOMAINS[codes.dimension])
            names = frame["onderwerp"].map(codes.titles).where(same_domain)
            before = frame.get("onderwerp_naam", pd.Series("", index=frame.index))
            frame["onderwerp_naam"] = names.fillna(before).astype("str")
        if codes.dimension == "perioden":
            statuses = frame["periode"].map(codes.statuses)
            before = frame.get("periode_status", pd.Series("", index=frame.index))
            frame["periode_status"] = statuses.fillna(before).astype("str")
    return frame


def _years_separated(frame: pd.DataFrame) -> pd.DataFrame:
    """Where periods are days, the year is a second row for the first of January, among the months.

    It is recognised as the one of the two that equals the sum of the twelve months, and gets the
    year as its period.
    """
    is_day = frame["periode"].str.match(r"^\d{4}-\d{2}-01")
    if not is_day.any():
        return frame
    dated = frame[is_day]
    key = [dated["domein"], dated["onderwerp"], dated["gebied"]]
    twice = dated.groupby([*key, dated["periode"]])["periode"].transform("size").eq(2)
    value = pd.to_numeric(dated["waarde"], errors="coerce")
    whole = value.groupby([*key, dated["periode"].str[:4]]).transform("sum")
    is_year = twice & value.mul(2).eq(whole) & dated["periode"].str.contains("-01-01")
    years = is_year[is_year].index
    return frame.assign(
        periode=frame["periode"].where(~frame.index.isin(years), frame["periode"].str[:4])
    )
