"""Addresses as they come in, as one complete table: every column present, no missing text.

A missing cell (None, NaN, NA, empty, only spaces) and a missing column mean the same. What an
address says is found out elsewhere.
"""

from __future__ import annotations

import pandas as pd

TEXT = ("straat", "plaats", "huisnummer", "postcode", "buurt")
POINT = ("x", "y")
DAY = "datum"


def completed(rows: pd.DataFrame) -> pd.DataFrame:
    """`TEXT` (empty where missing), `POINT` (RD metres or NaN) and `DAY` (day or NaT) for each row.

    Numbered from 0, because the labels of `rows` may repeat. A `datum` in text must be ISO 8601;
    another form raises `ValueError`, as guessing the order of day and month would.
    """
    columns = {field: _text(rows, field) for field in TEXT}
    for axis in POINT:
        numbers = pd.to_numeric(_column(rows, axis), errors="coerce")
        columns[axis] = numbers.astype("float64")
    day = pd.to_datetime(_column(rows, DAY), format="ISO8601")
    columns[DAY] = day.astype("datetime64[us]")
    return pd.DataFrame(columns).reset_index(drop=True)


def _column(rows: pd.DataFrame, field: str) -> pd.Series:
    values = rows[field] if field in rows else pd.Series(None, index=rows.index, dtype="object")
    if values.dtype != "object":
        return values
    return values.where(values.notna(), None)  # to_numeric does not take NA and NaT for missing


def _text(rows: pd.DataFrame, field: str) -> pd.Series:
    if field not in rows:
        return pd.Series("", index=rows.index, dtype="str")
    text = rows[field].astype("str").fillna("")
    return text.where(text.str.strip().ne(""), "")
