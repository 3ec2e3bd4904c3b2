"""Numbers as people write them in a table. What a number counts is for its source."""

from __future__ import annotations

import pandas as pd


def plain_numbers(text: pd.Series) -> pd.Series:
    """Text -> float, missing where it is no number, or not clearly one.

    The decimal sign is a comma or a point. In 1.277 it can be either that or a thousands mark, so
    this is no number, rather than one that is a thousand times off. Nor are nine digits or more:
    too many for a municipality, and they can be a citizen service or telephone number.
    """
    plain = text.str.replace(r"[\s\u00a0]+", "", regex=True)
    whole = plain.str.match(r"^[-+]?0*[0-9]{1,8}([.,][0-9]{1,12})?$")
    unclear = plain.str.match(r"^[-+]?[1-9][0-9]{0,2}[.,][0-9]{3}$")
    number = plain.where(whole & ~unclear).str.replace(",", ".", regex=False)
    return pd.to_numeric(number, errors="coerce").astype("float64")
