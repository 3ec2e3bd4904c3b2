"""A survey among residents as a table of statistics: which column is which measure, margin, area
and year; one figure a row, with its margins beside it.

It is known by its dimension Marges, or by its name. Opening the files stands in `statline` and
`odata`; what a figure means does not belong here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from assets.basis.errors import UnreadableError
from assets.formats import cubes, periods
from schemas.layout import fold_header
from schemas.open_data import DOMAINS, ROLES
from schemas.survey import ABOUT, LAYOUT, NAMED, TABLES

Rows = Sequence[Sequence[str]]
VALUE, LOWER, UPPER = "waarde", "ondergrens", "bovengrens"
_OTHER = "andere marge"
_DIMENSIONS = {
    **{key: role for key, role in ROLES.items() if role.startswith(("gebied", "periode"))},
    **dict.fromkeys(("marges", "margescode"), "marge"),
    **dict.fromkeys(("onderwerp", "measure"), "onderwerp"),
    "jaar": "periode",
}
_UNREAD = {"id", "valueattribute", "stringvalue"}
_GENERIC = {"totaal", "ja", "nee", "vaak", "soms", "zelden", "nooit", "overig", "anders"}
_UNIT = re.compile(r"^(?P<name>.*?)\s*\((?P<unit>(?:[^()]|\([^()]*\))*)\)\s*$")
_NUMBER = re.compile(r"^\s*[-+]?[\d., \u00a0]*\d\*{0,2}\s*$|^\s*[.x\-–]?\s*$", re.IGNORECASE)


@dataclass(frozen=True)
class Survey:
    """Figures as text: `onderwerp` (the path of the measure), `eenheid`, `marge`, `periode`,
    `gebied` and `waarde`, a row a cell. `labels`: column -> its header as written.
    `malformed`: rows of another width than the header."""

    frame: pd.DataFrame
    labels: dict[str, str]
    unread: tuple[str, ...] = ()
    malformed: tuple[int, ...] = ()
    named: bool = False  # a title of it says which survey it is


def header_row(head: Rows, name: str = "") -> int | None:
    """Where the last row of the header stands; None where no survey is.

    It has an area and a year, as a column or as a title; and it has margins, or is a survey by
    name or number and has no kind of crime.
    """
    for number, row in enumerate(head[: cubes.HEADER_WITHIN]):
        cells = [cell.strip() for cell in row if cell.strip()]
        roles = {_dimension(cell) for cell in cells}
        if len(cells) < 2 or not roles & {"gebied", "gebied_code", "periode", "periode_code"}:
            continue
        if not _is_last(head, number) or _is_flat(cells):
            continue
        said = {_dimension(key) for key, _ in _titles(head[:number])}
        above = {_told_by(row, 1) for row in head[:number] if _is_wide(row)}
        found = roles | said | above
        if not (_has(found, "gebied") and _has(found, "periode")):
            continue
        if _has(found, "marge") or (
            _is_named(head[:number], name) and not _is_police(head, number)
        ):
            return number
    return None


def grid(rows: Rows, number: int) -> Survey:
    """The figures under the header of which row `number` is the last."""
    header = [cell.strip() for cell in rows[number]]
    while header and not header[-1]:
        header.pop()
    titles = _titles(rows[:number])
    kept, _, malformed = cubes.records(rows, number, len(header))
    dimensions = {place: _dimension(cell) for place, cell in enumerate(header) if _dimension(cell)}
    first = min(place for place in range(len(header) + 1) if place not in dimensions)
    above = [(_told_by(row, first), row) for row in rows[:number] if _is_wide(row)]
    shared = {role: [row[place].strip() for row in kept] for place, role in dimensions.items()}
    shared |= {_dimension(key): [value] * len(kept) for key, value in titles if _dimension(key)}
    labels = {role: header[place] for place, role in dimensions.items()}
    labels = {_dimension(key): key for key, _ in titles if _dimension(key)} | labels
    parts, unread = [], []
    for place, cell in enumerate(header):
        if place in dimensions or not cell or fold_header(cell) in _UNREAD:
            continue
        own = _of_column(cell, [(what, row[place].strip()) for what, row in above])
        values = [row[place].strip() for row in kept]
        if not (own.get("onderwerp") or "onderwerp" in shared):
            unread.append(cell)
            continue
        _require_numbers(cell, values)
        parts.append(
            pd.DataFrame(
                shared | {key: [text] * len(kept) for key, text in own.items()} | {VALUE: values},
                dtype="str",
            )
        )
        labels |= {VALUE: cell} | {key: key.capitalize() for key in own if key not in labels}
    frame = pd.concat(parts) if parts else pd.DataFrame(columns=[*shared, VALUE], dtype="str")
    frame = frame.sort_index(kind="stable")
    named = _is_named(rows[:number], "")
    return Survey(frame, labels, tuple(unread), tuple(malformed), named)


def joined(parts: Sequence[Survey], lists: Iterable[cubes.CodeList], name: str) -> Survey | None:
    """The pages of a delivery under each other, with what their code lists say of the codes; None
    for a survey that is not about safety.

    Every column is there; `marge` is one of waarde, ondergrens, bovengrens; `onderwerp` is a name.
    """
    frame = pd.concat([part.frame for part in parts], ignore_index=True)
    labels: dict[str, str] = {}
    for part in parts:
        labels = part.labels | labels
    for code, plain in (("gebied_code", "gebied"), ("periode_code", "periode")):
        if code in frame:
            frame[plain] = frame[code].where(frame[code].notna(), frame.get(plain))
            labels[plain] = labels[code]
    for column in ("onderwerp", "eenheid", "marge", "periode", "gebied"):
        cells = frame.get(column, pd.Series("", index=frame.index))
        frame[column] = cells.fillna("").astype("str")
    known = {one.dimension: one for one in lists}
    measures = _measures(known)
    if measures is not None:
        frame["eenheid"] = frame["onderwerp"].map(measures.units).fillna(frame["eenheid"])
        frame["onderwerp"] = frame["onderwerp"].map(measures.titles).fillna(frame["onderwerp"])
    elif fold_header(labels.get("onderwerp", "")) == "measure":
        raise UnreadableError(
            "Deze tabel van de Veiligheidsmonitor noemt haar metingen alleen met een code. Zet de "
            "codelijst van de metingen (MeasureCodes) samen met de cijfers in één zip."
        )
    else:
        frame["onderwerp"] = frame["onderwerp"].map(_in_words)
    if not (_is_named([], name) or any(part.named for part in parts) or _about_safety(frame)):
        return None
    margins = known["marges"].titles if "marges" in known else {}
    kinds = {text: margin(margins.get(text, text)) for text in frame["marge"].unique()}
    frame["marge"] = frame["marge"].map(kinds)
    other = sorted(text for text, kind in kinds.items() if kind == _OTHER)
    frame = _named(frame[frame["marge"].ne(_OTHER)])
    unread = [header for part in parts for header in part.unread]
    return Survey(
        frame.astype("str"),
        labels,
        tuple(dict.fromkeys([*unread, *other])),
        tuple(row for part in parts for row in part.malformed),
    )


def figures(survey: Survey) -> pd.DataFrame:
    """A row a figure, numbered from 1: what it is of, and `waarde`, `ondergrens`, `bovengrens`.

    A cell that stands twice gives a second row, so that no figure is lost without a word.
    """
    key = ["onderwerp", "eenheid", "gebied", "periode"]
    frame = survey.frame.assign(keer=survey.frame.groupby([*key, "marge"], sort=False).cumcount())
    wide = frame.set_index([*key, "keer", "marge"])[VALUE].unstack("marge")
    order = frame.drop_duplicates([*key, "keer"]).set_index([*key, "keer"]).index
    wide = wide.reindex(order).reset_index().drop(columns="keer")
    for kind in (VALUE, LOWER, UPPER):
        wide[kind] = wide[kind].fillna("").astype("str") if kind in wide else ""
    wide.index = pd.RangeIndex(1, len(wide) + 1)
    return wide


def margin(text: str) -> str:
    """Which part of a figure a word or key of the dimension Marges means; the value where it says
    nothing. The keys are MW00000, MOG0095 and MBG0095."""
    plain = text.strip().casefold()
    if not plain or re.match(r"^(mw\d|waarde)", plain):
        return VALUE
    if "ondergrens" in plain or re.match(r"^mog\d", plain):
        return LOWER
    if "bovengrens" in plain or re.match(r"^mbg\d", plain):
        return UPPER
    return _OTHER


def _dimension(header: str) -> str | None:
    text = re.sub(r"_\d+$", "", header.strip())
    if "/" in text:  # the path of a measure
        return None
    return _DIMENSIONS.get(fold_header(text)) or _DIMENSIONS.get(
        fold_header(re.sub(r"\(code\)\s*$", "code", text, flags=re.IGNORECASE))
    )


def _has(roles: Iterable[str | None], name: str) -> bool:
    return any(role in (name, f"{name}_code") for role in roles)


def _is_wide(row: Sequence[str]) -> bool:
    return sum(bool(cell.strip()) for cell in row) > 1


def _is_last(head: Rows, number: int) -> bool:
    """Whether the figures begin below this row: no further row is headed by a dimension."""
    below = next((row for row in head[number + 1 :] if _is_wide(row)), None)
    return below is None or not _dimension(below[0])


def _titles(above: Rows) -> list[tuple[str, str]]:
    """What title rows say of all figures: `Marges: Waarde`; a title without a colon has no key."""
    said = []
    for row in above:
        filled = [cell.strip() for cell in row if cell.strip()]
        if len(filled) == 1:
            key, _, value = filled[0].partition(":")
            said.append((key.strip(), value.strip()))
    return said


def _is_flat(header: Sequence[str]) -> bool:
    """Whether it is a plain table with the name of the indicator in a column: read as a table."""
    found = LAYOUT.recognise(header)
    fits = all(field.name in found for field in LAYOUT.required)
    return fits and _dimension(header[found["indicator"]]) is None


def _is_police(head: Rows, number: int) -> bool:
    """Whether a dimension of it is a kind of crime or nuisance: the police counted, nobody was
    asked. A measure that is called so bears a unit, or stands under a heading."""
    names = [cell for cell in head[number] if "(" not in cell]
    names += [row[0] for row in head[:number] if _is_wide(row)]
    names += [key for key, _ in _titles(head[:number])]
    return not {fold_header(name) for name in names}.isdisjoint(domain for domain in DOMAINS)


def _told_by(row: Sequence[str], first: int) -> str:
    """What a row above the figures tells of them; by its values where its first cell is empty."""
    if row[0].strip() and (found := _dimension(row[0])):
        return found
    values = [cell.strip() for cell in row[first:] if cell.strip()]
    if all(map(periods.period, values)):
        return "periode"
    return "marge" if all(margin(value) != _OTHER for value in values) else "onderwerp"


def _of_column(cell: str, above: list[tuple[str, str]]) -> dict[str, str]:
    """What the figures of a column are of: measure, unit, margin, and what stands above it."""
    own = {what: text for what, text in above if what != "onderwerp"}
    path = [text for what, text in above if what == "onderwerp" and text]
    if path:
        own |= {"onderwerp": "/".join(path), "eenheid": cell.strip("() ")}
        return own
    split = _UNIT.match(cell)
    name, unit = (split["name"], split["unit"].strip()) if split else (cell, "")
    parts = [" ".join(part.split()) for part in name.split("/")]
    margins = [part for part in parts if part and margin(part) != _OTHER]
    if fold_header(name) == "value":
        return own
    if margins:
        own["marge"] = margins[-1]
    path = [part for part in parts if part and part not in margins]
    if path:
        own["onderwerp"] = "/".join(path)
    return own | ({"eenheid": unit} if unit else {})


def _require_numbers(column: str, values: Sequence[str]) -> None:
    """A column of words is a dimension that we do not know: its figures are not of everyone."""
    if values and sum(bool(_NUMBER.match(value)) for value in values) < len(values) / 2:
        raise UnreadableError(
            f"De kolom «{column}» van deze tabel van de Veiligheidsmonitor is geen uitkomst en "
            "geen bekende indeling. Kies in StatLine alleen Marges, Perioden, Regio's en de "
            "onderwerpen."
        )


def _is_named(above: Rows, name: str) -> bool:
    texts = (name, *(f"{key}: {value}" for key, value in _titles(above)))
    named = any(re.search(NAMED, text.casefold().replace("_", " ")) for text in texts)
    return named or any(cubes.table_of(text) in TABLES for text in texts)


def _about_safety(frame: pd.DataFrame) -> bool:
    """Whether at least half of the measures are about safety: other surveys have margins too."""
    paths = pd.Series(frame["onderwerp"].unique(), dtype="str").str.casefold()
    return bool(paths.str.contains(ABOUT).mean() >= 0.5) if len(paths) else False


def _in_words(key: str) -> str:
    """`VoeltZichWelEensOnveilig_1`, a key of OData 3 without its list, in words."""
    if not re.fullmatch(r"[A-Z][A-Za-z0-9]*_\d+", key):
        return key
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", re.sub(r"_\d+$", "", key))
    return words[0] + words[1:].lower()


def _measures(known: Mapping[str, cubes.CodeList]) -> cubes.CodeList | None:
    return known.get("measure") or known.get("dataproperties")


def _named(frame: pd.DataFrame) -> pd.DataFrame:
    """`onderwerp` from a path to a name: its last part, with what stands before it where that says
    too little or where two measures would have one name."""
    paths = frame[["onderwerp", "eenheid"]].drop_duplicates()
    names = {}
    for path, unit in paths.itertuples(index=False, name=None):
        parts = [" ".join(part.split()) for part in path.split("/") if part.strip()]
        short = 2 if parts and fold_header(parts[-1]) in _GENERIC else 1
        names[path, unit] = parts, short
    for _ in range(5):  # until each has its own name, or no more can be said
        shown = {key: ": ".join(parts[-size:]) for key, (parts, size) in names.items()}
        often = Counter(fold_header(text) for text in shown.values())
        double = [key for key, text in shown.items() if often[fold_header(text)] > 1]
        if not double:
            break
        for key in double:
            names[key] = names[key][0], names[key][1] + 1
    often = Counter(fold_header(text) for text in shown.values())
    final = {
        key: f"{text} ({key[1]})" if often[fold_header(text)] > 1 and key[1] else text
        for key, text in shown.items()
    }
    keys = zip(frame["onderwerp"], frame["eenheid"], strict=True)
    return frame.assign(onderwerp=[final[key] for key in keys])
