"""The list of the hotspot approach, kept by an analyst: where one is under way, since when.

Only reading, checking and laying it beside the hotspots. Whether an approach helped is not told
from it (`effects` says why).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from pathlib import Path

import pandas as pd

from assets.deliveries.errors import AnalystError
from assets.linking.names import fold
from assets.reference.files import named, read_cells
from schemas.layout import fold_header

COLUMNS = ("straatnaam", "thema", "status", "sinds")
STATUSES = ("voorgenomen", "actief", "nazorg", "afgerond")
_MOMENT = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2})(?:[ T]00:00:00)?)?")
_FIRST_YEAR = 2000


def read_approach(
    path: Path, themes: Mapping[str, str], streets: Collection[str] | None = None
) -> pd.DataFrame:
    """The list in `path`: a CSV or workbook with `COLUMNS`, a row for each street and theme.

    `themes`: theme -> its name; a row may give either, or none: then it holds for every theme of
    the street. `streets`: the streets of the municipality; None: not checked. `status` is one of
    `STATUSES`, `sinds` a month or a day (JJJJ-MM, JJJJ-MM-DD). Result: `sleutel` (the folded name
    of the street), `thema` (empty: every theme), `aanpak_status`, `aanpak_sinds`, all text.
    Raises `AnalystError` naming the file, the row and the column; it quotes no cell, as someone
    may have written a name in it.
    """
    file = named(path)
    table = read_cells(file)
    table.columns = [fold_header(str(column)) for column in table.columns]
    missing = [column for column in COLUMNS if column not in table.columns]
    if missing:
        raise AnalystError(
            f"{file.told} (hotspotaanpak) mist de kolom {', '.join(missing)}. De eerste regel moet "
            f"luiden: {';'.join(COLUMNS)}."
        )
    table = table.loc[:, ~table.columns.duplicated()].fillna("")
    codes = {fold(word): theme for theme, name in themes.items() for word in (theme, name)}
    known = None if streets is None else {fold(street) for street in streets}
    rows: dict[tuple[str, str], tuple[str, str]] = {}
    for number, cells in enumerate(table[list(COLUMNS)].to_numpy(dtype=object), start=2):
        street, theme, status, since = (str(cell).strip() for cell in cells)
        if not any((street, theme, status, since)):
            continue
        key = fold(street)
        for column, what in _faults(key, theme, status, since, codes, known):
            raise AnalystError(f"{file.told} (hotspotaanpak), regel {number}, {column}: {what}")
        place = key, codes[fold(theme)] if theme else ""
        if place in rows:
            raise AnalystError(
                f"{file.told} (hotspotaanpak), regel {number}: deze straat en dit thema staan er "
                "al. Laat één regel staan."
            )
        rows[place] = status.casefold(), since[:10]
    found = [(*place, *what) for place, what in rows.items()]
    columns = ["sleutel", "thema", "aanpak_status", "aanpak_sinds"]
    return pd.DataFrame(found, columns=columns, dtype="str")


def add_approach(hotspots: pd.DataFrame, approach: pd.DataFrame) -> pd.DataFrame:
    """`hotspots` (with `straatnaam` and `thema`) with `aanpak_status` and `aanpak_sinds`, empty
    where the list has nothing. A row for the theme itself goes before one for the whole street."""
    told = {(row.sleutel, row.thema): row for row in approach.itertuples()}
    keys = [fold(street) for street in hotspots["straatnaam"]]
    found = [
        told.get((key, theme)) or told.get((key, ""))
        for key, theme in zip(keys, hotspots["thema"], strict=True)
    ]
    columns = {
        name: pd.array([getattr(row, name) if row else None for row in found], dtype="str")
        for name in ("aanpak_status", "aanpak_sinds")
    }
    return hotspots.assign(**columns)


def _faults(
    key: str,
    theme: str,
    status: str,
    since: str,
    codes: Mapping[str, str],
    streets: Collection[str] | None,
) -> Iterator[tuple[str, str]]:
    """What is wrong with a row: the column and what to do."""
    if not key:
        yield "kolom straatnaam", "vul de straat in."
    elif streets is not None and key not in streets:
        yield (
            "kolom straatnaam",
            "deze straat staat niet in de stratenlijst. Schrijf haar zoals in de tabel straten.",
        )
    if theme and fold(theme) not in codes:
        themes = ", ".join(sorted(set(codes.values())))
        yield "kolom thema", f"kies uit {themes}, of laat leeg voor de hele straat."
    if status.casefold() not in STATUSES:
        yield "kolom status", f"kies uit {', '.join(STATUSES)}."
    if not _is_moment(since):
        yield "kolom sinds", "schrijf een maand of een dag als 2020-03 of 2020-03-01."


def _is_moment(text: str) -> bool:
    match = _MOMENT.fullmatch(text)
    if not match:
        return False
    try:
        moment = date(int(match[1]), int(match[2]), int(match[3] or 1))
    except ValueError:
        return False
    return moment.year >= _FIRST_YEAR
