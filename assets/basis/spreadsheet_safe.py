"""Texts that a spreadsheet takes as text: no formula comes out of data.

Every CSV that people may open is written with it; what stands in such a file does not belong here.
The ways in are those of OWASP's page on CSV injection.
"""

from __future__ import annotations

import re

import pandas as pd

# What makes a formula of a cell, also behind spaces and quotes; the wide forms are read as the
# narrow ones by a spreadsheet set to an Asian language.
_FORMULA = re.compile(r"""[\s"']*[=+\-@＝＋－＠]""")
_HARMLESS = re.compile(r"-|-\d+([.,]\d+)?")  # the mark for nil, and a negative number
# A tab, a line end and the like would begin a new cell or row where a file is read carelessly.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


def safe(text: str) -> str:
    """`text`, with an apostrophe before each part that could become a formula.

    A part: the whole, and what follows a semicolon, as a Dutch spreadsheet cuts there. The mark `-`
    and a negative number stay as they are; control characters become a space. What was made safe
    stays as it is.
    """
    text = _CONTROL.sub(" ", text)
    if _HARMLESS.fullmatch(text):
        return text
    return ";".join(
        f"'{part}" if _FORMULA.match(part) and not part.startswith("'") else part
        for part in text.split(";")
    )


def safe_texts(frame: pd.DataFrame) -> pd.DataFrame:
    """`frame` with every text made safe; numbers, dates and what is empty stay as they are."""
    texts = frame.columns[[kind == "str" or kind == "object" for kind in frame.dtypes]]
    return frame.assign(
        **{
            column: frame[column].map(lambda one: safe(one) if isinstance(one, str) else one)
            for column in texts
        }
    )
