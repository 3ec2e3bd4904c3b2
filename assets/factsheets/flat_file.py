"""A table as CSV that a Dutch spreadsheet opens as it is: semicolons, decimal commas, Dutch dates.

No text of the data becomes a formula. What is in the table is decided by whoever asks for it.
"""

from __future__ import annotations

import pandas as pd

from schemas.spreadsheet_safe import safe_texts

_DAY, _MOMENT = "%d-%m-%Y", "%d-%m-%Y %H:%M"


def render(frame: pd.DataFrame) -> bytes:
    """The file. Missing values are empty, and yes and no are words."""
    written = {}
    for name in frame:
        column = frame[name]
        if column.dtype.kind == "M":
            is_day = (column.dropna() == column.dropna().dt.normalize()).all()
            written[name] = column.dt.strftime(_DAY if is_day else _MOMENT)
        elif column.dtype.kind == "b":
            written[name] = column.map({True: "ja", False: "nee"})
    safe = safe_texts(frame.assign(**written))
    return safe.to_csv(index=False, sep=";", decimal=",").encode("utf-8-sig")
