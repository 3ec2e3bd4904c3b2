"""Texts that a spreadsheet treats as text: no data becomes a formula.

For every CSV that people may open; what such a file contains does not belong here. Source: OWASP,
"CSV Injection".
"""

from __future__ import annotations

import re

import pandas as pd

from schemas.plain_text import FORMULA

_FORMULA = re.compile(FORMULA)
_HARMLESS = re.compile(r"-|-\d+([.,]\d+)?")  # the mark for nil, and negative numbers
# A tab, a line break and the like would start a new cell or row in a careless reader.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


def safe(text: str) -> str:
    """`text` with an apostrophe before each part that could become a formula.

    Semicolons separate the parts, as a Dutch spreadsheet splits there. The mark `-` and negative
    numbers are unchanged; control characters become a space. Applying it twice changes nothing.
    """
    text = _CONTROL.sub(" ", text)
    if _HARMLESS.fullmatch(text):
        return text
    return ";".join(
        f"'{part}" if _FORMULA.match(part) and not part.startswith("'") else part
        for part in text.split(";")
    )


def safe_texts(frame: pd.DataFrame) -> pd.DataFrame:
    """`frame` with every text made safe; numbers, dates and missing values are unchanged."""
    texts = frame.columns[[kind == "str" or kind == "object" for kind in frame.dtypes]]
    return frame.assign(
        **{
            column: frame[column].map(lambda cell: safe(cell) if isinstance(cell, str) else cell)
            for column in texts
        }
    )
