"""A table of statistics as rows: which column is which dimension, wide or long, one figure a row.

From a header and rows of cells to text columns named as the layout of the open data. Opening the
files stands in `statline` (CSV) and `odata` (JSON, zip); what a code or a figure means does not
belong here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd

from assets.formats import periods
from schemas.layout import fold_header
from schemas.open_data import AMOUNTS, DOMAINS, MEASURES, ROLES

HEADER_WITHIN = 15  # titles, a blank row and header rows stand above the figures
_FOOTER = re.compile(r"^(bron\b|©|copyright)", re.IGNORECASE)
_TABLE = re.compile(r"(?<![0-9A-Za-z])(\d{5}[A-Za-z]{3})(?![A-Za-z])")
_VALUE_OF = {"value", "waarde"}  # OData v4: one figure a row, and the measure in a column
Rows = Sequence[Sequence[str]]


@dataclass(frozen=True)
class Grid:
    """Rows of figures as text, a column a field; `labels`: field -> its header as written.

    `unread`: headers of what is not read. `malformed`: rows of another width than the header.
    """

    frame: pd.DataFrame
    labels: dict[str, str]
    unread: tuple[str, ...] = ()
    malformed: tuple[int, ...] = ()


@dataclass(frozen=True)
class CodeList:
    """What the codes of a dimension mean: code -> title, and code -> status or unit where it has
    one."""

    dimension: str
    titles: dict[str, str]
    statuses: dict[str, str] = field(default_factory=dict)
    units: dict[str, str] = field(default_factory=dict)


def table_of(text: str) -> str:
    """The number of the table that a text names (47022NED), or nothing."""
    found = _TABLE.search(text)
    return found[1].upper() if found else ""


def role(header: str) -> str | None:
    """The field that a header stands for, `waarde` for a count; None for one that is not read."""
    text = re.sub(r"_\d+$", "", header.strip())
    if found := ROLES.get(fold_header(text)):
        return found
    name, unit = _measure(text)
    if found := ROLES.get(name):
        return found
    return "waarde" if _is_count(name, unit) else None


def _measure(text: str) -> tuple[str, str]:
    """A header without its path and its unit, and the unit; both folded."""
    found = re.match(r"^(.*?)\s*(?:\(([^()]*)\))?$", text.rsplit("/", 1)[-1].strip())
    return (fold_header(found[1]), fold_header(found[2] or "")) if found else ("", "")


def _is_count(name: str, unit: str) -> bool:
    return name in MEASURES and unit in AMOUNTS


def _is_dimension(header: str) -> bool:
    return role(header) in {"onderwerp", "onderwerp_code", "gebied", "gebied_code", "periode"}


def header_row(head: Rows) -> int | None:
    """Where the last row of the header stands, or None where no table of statistics is."""
    for number, row in enumerate(head[:HEADER_WITHIN]):
        names = [cell.strip() for cell in row if cell.strip()]
        if len(names) < 2 or not any(map(_is_dimension, names)):
            continue
        folded = {fold_header(name) for name in names}
        in_cells = "measure" in folded and _VALUE_OF & folded
        if in_cells or any(role(name) == "waarde" for name in names):
            return number
        if "aantal" in folded and (_titles(head[:number]) or _has_heading(head[:number], names)):
            return number
        if {"onderwerp", "periode", "gebied"} <= {role(name) for name in names}:
            return number  # all dimensions and no count: said by name that it is missing
    return None


def _has_heading(above: Rows, names: Sequence[str]) -> bool:
    """Whether it is told what an `aantal` counts: by a column, or by rows above the figures."""
    wide = any(sum(bool(cell.strip()) for cell in row) > 1 for row in above)
    return wide or any(role(name) in {"onderwerp", "onderwerp_code"} for name in names)


def grid(rows: Rows, number: int) -> Grid:
    """The figures under the header of which row `number` is the last."""
    header = [cell.strip() for cell in rows[number]]
    while header and not header[-1]:
        header.pop()
    said = _titles(rows[:number])
    folded = set(map(fold_header, header))
    if "aantal" in folded and "waarde" not in map(role, header) and not _VALUE_OF & folded:
        return _wide(rows, number, header, said)
    return _long(rows, number, header, said)


def _titles(above: Rows) -> dict[str, str]:
    """What title rows say of all figures: `Soort misdrijf: Totaal misdrijven`."""
    said = {}
    for row in above:
        filled = [cell for cell in row if cell.strip()]
        name, colon, value = filled[0].partition(":") if len(filled) == 1 else ("", "", "")
        if colon and (found := role(name)):
            said[found] = value.strip()
            said[f"kop {found}"] = name.strip()
    return said


def records(rows: Rows, number: int, width: int) -> tuple[list[Sequence[str]], list[int], list]:
    """Rows of the width of the header, their numbers in the file, and those of another width."""
    kept, numbers, malformed = [], [], []
    for place, row in enumerate(rows[number + 1 :], start=number + 2):
        filled = [cell for cell in row if cell.strip()]
        if not filled or (len(filled) == 1 and _FOOTER.match(filled[0].strip())):
            continue
        if len(row) < width or any(cell.strip() for cell in row[width:]):
            malformed.append(place)
        else:
            kept.append(row)
            numbers.append(place)
    return kept, numbers, malformed


def _long(rows: Rows, number: int, header: list[str], said: Mapping[str, str]) -> Grid:
    kept, numbers, malformed = records(rows, number, len(header))
    frame, labels, unread = {}, {}, []
    for position, name in enumerate(header):
        folded = fold_header(name)
        found = role(name) or {"measure": "maat", "valueattribute": "kenmerk"}.get(folded)
        if folded == "value":
            found = "waarde"
        if found is None or found in frame:
            unread += [name] if name and folded != "id" else []
            continue
        frame[found] = [row[position].strip() for row in kept]
        labels[found] = name
    return _grid(pd.DataFrame(frame, index=numbers, dtype="str"), labels, unread, malformed, said)


def _wide(rows: Rows, number: int, header: list[str], said: Mapping[str, str]) -> Grid:
    """Figures side by side: what each column is stands in the rows above it."""
    dimensions = [position for position, name in enumerate(header) if _is_dimension(name)]
    first = dimensions[-1] + 1
    above = [row for row in rows[:number] if sum(bool(cell.strip()) for cell in row) > 1]
    told = [(_told_by(row, first), row) for row in above]
    kept, numbers, malformed = records(rows, number, len(header))
    labels = {role(header[position]): header[position] for position in dimensions}
    parts, unread = [], []
    for position in range(first, len(header)):
        own = {what: row[position].strip() for what, row in told if len(row) > position}
        name = own.pop("maat", said.get("waarde", ""))
        unit = header[position]
        counted = _measure(name)[0] if name else MEASURES[0]
        if not (name or unit) or not _is_count(counted, fold_header(unit)):
            unread.append(f"{name} ({unit})".strip())
            continue
        part = {role(header[d]): [row[d].strip() for row in kept] for d in dimensions}
        part |= {what: [value] * len(kept) for what, value in own.items()}
        part["waarde"] = [row[position].strip() for row in kept]
        parts.append(pd.DataFrame(part, index=numbers, dtype="str"))
        labels |= {"waarde": name or unit} | {
            what: row[0].strip() or what for what, row in told if what in own
        }
    frame = pd.concat(parts) if parts else pd.DataFrame(index=pd.Index([], dtype="int64"))
    if len(parts) > 1:  # several figures a row: they are numbered themselves, row by row
        frame = frame.sort_index(kind="stable").reset_index(drop=True)
        frame.index += 1
        malformed = [len(frame) + number for number in malformed]
    return _grid(frame, labels, unread, malformed, said)


def _told_by(row: Sequence[str], first: int) -> str:
    """What a row above the figures tells of them; by its values where its first cell is empty."""
    label = fold_header(row[0])
    if label == "onderwerp":
        return "maat"
    if found := role(row[0]) if label else None:
        return found
    values = [cell.strip() for cell in row[first:] if cell.strip()]
    if all(map(periods.period, values)):
        return "periode"
    return "maat" if any(_measure(value)[0] in MEASURES for value in values) else "onderwerp"


def _grid(
    frame: pd.DataFrame,
    labels: dict[str, str],
    unread: Sequence[str],
    malformed: Sequence[int],
    said: Mapping[str, str],
) -> Grid:
    """Add what the titles say, and which kind of table it is by the names of its dimensions."""
    for name in ("onderwerp", "gebied", "periode"):
        if name not in frame and name in said:
            frame[name] = said[name]
            labels[name] = said[f"kop {name}"]
    topic = labels.get("onderwerp") or labels.get("onderwerp_code", "")
    area = labels.get("gebied") or labels.get("gebied_code", "")
    folded = re.sub(r"code$", "", fold_header(re.sub(r"_\d+$", "", topic)))
    small = "wijk" in fold_header(area)
    frame["domein"] = DOMAINS.get(folded, "")
    frame["indeling"] = "wijken en buurten" if small else "gemeenten"
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
    """The pages of a delivery under each other, with what their code lists say of the codes."""
    frame = pd.concat([one.frame for one in grids]).fillna("").astype("str")
    numbered = len(grids) == 1
    malformed = [number for one in grids for number in one.malformed]
    if not numbered:
        frame = frame.reset_index(drop=True)
        frame.index += 1
        malformed = [len(frame) + number for number, _ in enumerate(malformed, start=1)]
    labels: dict[str, str] = {}
    for one in grids:
        labels = one.labels | labels
    unread = [name for one in grids for name in one.unread]
    frame, others = _counts_only(frame, lists)
    if frame.empty and others:
        labels.pop("waarde", None)
    for name in ("onderwerp", "gebied", "periode", "waarde"):
        if name not in frame:
            frame[name] = ""
            labels.pop(name, None)
    frame = _with_lists(frame, lists)
    frame["tabel"] = table
    frame = _years_told_apart(frame)
    return Grid(frame, labels, tuple(dict.fromkeys([*unread, *others])), tuple(malformed))


def _counts_only(
    frame: pd.DataFrame, lists: Sequence[CodeList]
) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Rows that count registrations, where the measure stands in a column (OData v4)."""
    if "maat" not in frame:
        return frame, ()
    titles = {
        key: title
        for one in lists
        if one.dimension == "measure"
        for key, title in one.titles.items()
    }
    names = {text: titles.get(text, text) for text in frame["maat"].unique()}
    counts = {text for text, name in names.items() if role(name) == "waarde"}
    kept = frame[frame["maat"].isin(counts)]
    unknown = ~kept.get("kenmerk", pd.Series("", index=kept.index)).str.casefold().isin(
        ["", "none"]
    ) & kept["waarde"].isin(["", "0", "."])
    kept = kept.assign(waarde=kept["waarde"].mask(unknown, ""))
    return kept, tuple(name for text, name in names.items() if text not in counts)


def _with_lists(frame: pd.DataFrame, lists: Sequence[CodeList]) -> pd.DataFrame:
    for one in lists:
        if one.dimension in DOMAINS:
            of_list = frame["domein"].eq(DOMAINS[one.dimension])
            named = frame["onderwerp"].map(one.titles).where(of_list)
            before = frame.get("onderwerp_naam", pd.Series("", index=frame.index))
            frame["onderwerp_naam"] = named.fillna(before).astype("str")
        if one.dimension == "perioden":
            status = frame["periode"].map(one.statuses)
            before = frame.get("periode_status", pd.Series("", index=frame.index))
            frame["periode_status"] = status.fillna(before).astype("str")
    return frame


def _years_told_apart(frame: pd.DataFrame) -> pd.DataFrame:
    """Where periods are days, the year stands as a second first of January among the months: it
    is the one that the twelve months add up to."""
    days = frame["periode"].str.match(r"^\d{4}-\d{2}-01")
    if not days.any():
        return frame
    dated = frame[days]
    key = [dated["domein"], dated["onderwerp"], dated["gebied"]]
    twice = dated.groupby([*key, dated["periode"]])["periode"].transform("size").eq(2)
    value = pd.to_numeric(dated["waarde"], errors="coerce")
    whole = value.groupby([*key, dated["periode"].str[:4]]).transform("sum")
    is_year = twice & value.mul(2).eq(whole) & dated["periode"].str.contains("-01-01")
    years = is_year[is_year].index
    return frame.assign(
        periode=frame["periode"].where(~frame.index.isin(years), frame["periode"].str[:4])
    )
