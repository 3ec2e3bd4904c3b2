"""Addresses as they come in, as one complete table: every column present, no missing text.

A missing cell (None, NaN, NA, empty, only spaces) and a missing column mean the same. What an
address means is determined in the other modules.
"""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from assets.basis.errors import AnalystError
from assets.formats.moments import ZONE

TEXT = ("straat", "gemeente", "plaats", "huisnummer", "postcode", "buurt")
POINT = ("x", "y")
DAY = "datum"


def as_rows(addresses: pd.Series | pd.DataFrame | Iterable[str | None]) -> pd.DataFrame:
    """What a person gives, as rows with columns of an address: a Series or list is of streets.

    Raises `AnalystError` for what has no such column, has one twice, or has a `datum` that is no
    day; it names the column, never a value.
    """
    known = (*TEXT, *POINT, DAY)
    if isinstance(addresses, str) or not isinstance(addresses, Iterable):
        raise AnalystError(
            "Geef een Series of lijst met adressen, zoals pd.Series(['Markt 12']), of een "
            "DataFrame."
        )
    if not isinstance(addresses, pd.DataFrame):
        texts = addresses if isinstance(addresses, pd.Series) else pd.Series(list(addresses))
        return texts.to_frame("straat")
    names = [name for name in addresses.columns if name in known]
    if not names:
        raise AnalystError(
            "In de tabel staat geen kolom van een adres. Noem er een of meer zo: "
            f"{', '.join(known)}."
        )
    if repeated := sorted({name for name in names if names.count(name) > 1}):
        raise AnalystError(
            f"De kolom {', '.join(repeated)} staat meer dan eens in de tabel. Laat er een staan."
        )
    if DAY not in names:
        return addresses
    try:
        return addresses.assign(datum=_day(addresses[DAY]))
    except (ValueError, TypeError):
        raise AnalystError(
            "In de kolom datum staat iets dat geen dag is. Schrijf elke dag als 2024-05-01, of "
            "maak er eerst dagen van met pd.to_datetime."
        ) from None


def completed(rows: pd.DataFrame) -> pd.DataFrame:
    """`TEXT` (empty where missing), `POINT` (RD metres or NaN) and `DAY` (day or NaT) for each row.

    Rows are numbered from 0, because the labels of `rows` may repeat. A `datum` in text must be
    ISO 8601; another form raises `ValueError`, because the order of day and month is ambiguous.
    """
    columns = {field: texts(rows[field]) if field in rows else "" for field in TEXT}
    for axis in POINT:
        columns[axis] = _metres(rows[axis]) if axis in rows else float("nan")
    columns[DAY] = _day(rows[DAY]) if DAY in rows else pd.NaT
    table = pd.DataFrame(columns, index=rows.index).reset_index(drop=True)
    return table.astype(dict.fromkeys(TEXT, "str") | {DAY: "datetime64[us]"})


def emptied(addresses: pd.DataFrame, rows: pd.Series) -> pd.DataFrame:
    """A complete table of addresses in which `rows` (a mask) have no address."""
    if not rows.any():
        return addresses
    empty = dict.fromkeys(TEXT, "") | dict.fromkeys(POINT, float("nan"))
    kept = {field: addresses[field].where(~rows, nothing) for field, nothing in empty.items()}
    return addresses.assign(**kept)


def texts(cells: pd.Series) -> pd.Series:
    """Cells as text, empty where missing."""
    text = cells.astype("str").fillna("")
    return text.mask(text.str.isspace(), "")


def _metres(cells: pd.Series) -> pd.Series:
    return pd.to_numeric(_without_na(cells), errors="coerce").astype("float64")


def _day(cells: pd.Series) -> pd.Series:
    days = pd.to_datetime(_without_na(cells), format="ISO8601")
    return days if days.dt.tz is None else days.dt.tz_convert(ZONE).dt.tz_localize(None)


def _without_na(cells: pd.Series) -> pd.Series:
    """`cells` with None for NA and NaT, which `to_numeric` does not accept."""
    return cells.where(cells.notna(), None) if cells.dtype == "object" else cells
