"""A file of statistics of many municipalities: which of its rows are of which one, and the part of
one as a file that is read back the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from assets.basis.errors import UnreadableError
from assets.formats import cubes
from assets.formats.municipality_rows import table_of
from assets.formats.reading import read_delivery
from assets.formats.statistics import Statistics
from assets.formats.text_table import TextTable
from assets.reference.municipalities import municipalities
from assets.region.part_files import cannot_split, write_figures
from schemas import open_data, survey
from schemas.layout import AreaLayout, fold_header
from schemas.open_data import NUISANCE
from schemas.statistics import NETHERLANDS

COUNTRY, NOWHERE = "NL", ""
_CODE = re.compile(r"(GM|WK|BU)(\d{4})\w*")
_BRACKETS = re.compile(r"\s*\(([^()]*)\)$")
# What a bracket says of an area that is no municipality: province, region, police unit ...
_KINDS = re.compile(r"^[A-Z]{2}$")


def municipality_of_rows(statistics: Statistics) -> pd.Series:
    """The code of the municipality of each row, `COUNTRY`, or `NOWHERE` for any other area."""
    frame = statistics.frame
    names = _names(frame["gebied"])
    known = frame["gebied"].map(
        {text: _municipality(text, names) for text in frame["gebied"].unique()}
    )
    if "gemeentenaam" in frame:
        owners = frame["gemeentenaam"]
        owner_names = _names(owners)
        owner = owners.map({text: _municipality(text, owner_names) for text in owners.unique()})
        known = known.where(known.ne(NOWHERE), owner)
    elif isinstance(statistics, cubes.Grid):
        # A district may have the name of a municipality.
        is_name = ~frame["gebied"].str.upper().str.fullmatch(_CODE)
        known = known.mask(is_name & frame["indeling"].ne("gemeenten"), NOWHERE)
    return known.astype("str")


def _names(areas: pd.Series) -> dict[str, str]:
    """Text -> code, for the areas that are named as exactly one municipality."""
    codes: dict[str, str] = {}
    for each in municipalities():
        codes |= {fold_header(name): each.code for name in (each.name, each.also) if name}
    exact, loose = {}, {}
    for text in areas.unique():
        bracket = _BRACKETS.search(text)
        if bracket and _KINDS.match(bracket[1]):
            continue
        plain = fold_header(text)
        is_marked = bool(bracket) and fold_header(bracket[1]) == "gemeente"
        if code := codes.get(plain):
            exact.setdefault(code, []).append((False, text))
        elif bracket and (code := codes.get(fold_header(_BRACKETS.sub("", text)))):
            (exact if is_marked else loose).setdefault(code, []).append((is_marked, text))
    named = {}
    for code, texts in (loose | exact).items():
        marked = [text for is_marked, text in texts if is_marked]
        chosen = marked or [text for _, text in texts]
        named |= dict.fromkeys(chosen, code) if len(chosen) == 1 or code in exact else {}
    return named


def _municipality(text: str, names: dict[str, str]) -> str:
    if fold_header(text) in NETHERLANDS:
        return COUNTRY
    if match := _CODE.fullmatch(text.strip().upper()):
        return f"GM{match[2]}"
    return names.get(text, NOWHERE)


def layout_of(statistics: Statistics, code: str, name: str) -> AreaLayout:
    """The layout of a file of statistics for one municipality."""
    module = open_data if isinstance(statistics, cubes.Grid) else survey
    return module.layout(code, name)


def part_of(statistics: Statistics, rows: pd.Series, code: str, name: str, file: str) -> TextTable:
    """The figures of one municipality, of the `rows` that are of it or of the country."""
    own = type(statistics)(
        **(vars(statistics) | {"frame": statistics.frame[rows], "malformed": ()})
    )
    return table_of(own, layout_of(statistics, code, name), file)


def write_parts(table: TextTable, folder: Path, name: str) -> Iterator[Path]:
    """Write the figures of one municipality, as files that are read back the same: one for each
    kind of table in it. Raises `UnreadableError` where they are not."""
    layout = table.layout
    is_counts = layout.statistics == "counts"
    kinds = ["domein", "indeling"] if is_counts else []
    groups = table.frame.groupby(kinds) if kinds else [((), table.frame)]
    for number, (kind, rows) in enumerate(groups):
        stem = Path(name).stem + (f" deel {number + 1}" if number else "")
        if is_counts:
            number_of_table = rows["tabel"].iloc[0]
            named = stem if number_of_table in stem else f"{stem} {number_of_table}"
            path = folder / f"{named}.csv"
            columns = _columns_of_counts(rows, *kind)
        else:
            path = folder / f"veiligheidsmonitor {stem}.csv"
            columns = {
                field.name: field.headers[0] for field in layout.fields if rows[field.name].any()
            }
        write_figures(path, list(columns.values()), rows[list(columns)].itertuples(index=False))
        _require_same(path, rows, layout)
        yield path


def _columns_of_counts(rows: pd.DataFrame, domain: str, division: str) -> dict[str, str]:
    """Field -> the header under which it is read back, of a table of counts."""
    topic = "Soort overlast" if domain == NUISANCE else "Soort misdrijf"
    area = "Regio's" if division == "gemeenten" else "Wijken en buurten"
    columns = {"onderwerp": topic}
    if rows["onderwerp_naam"].any():
        columns = {"onderwerp_naam": topic, "onderwerp": f"{topic} code"}
    columns["gebied"] = area
    if rows["gebied_soort"].any():
        columns["gebied_soort"] = "Soort regio"
    columns["periode"] = "Perioden"
    if rows["periode_status"].any():
        columns |= {"periode_status": "Perioden", "periode": "Perioden code"}
    measure = "Geregistreerde overlast" if domain == NUISANCE else "Geregistreerde misdrijven"
    return columns | {"waarde": measure}


def _require_same(path: Path, rows: pd.DataFrame, layout: AreaLayout) -> None:
    try:
        back = read_delivery(path, (layout,), path.name).frame
        same = back.reset_index(drop=True).equals(rows.reset_index(drop=True))
    except UnreadableError:
        same = False
    if not same:
        raise UnreadableError(cannot_split(path.name, layout))
