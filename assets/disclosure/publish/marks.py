"""The marks of figures (`schemas.public.MARKS`): what a reader sees in place of a value.

Which figures are suppressed is decided in `disclosure_control`.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from schemas import public


def with_marks(figures: pd.DataFrame, suppressed: pd.Series, source: pd.Series) -> pd.DataFrame:
    """`figures` with `teken`, and without values where that is secret or unknown.

    A suppressed or unknown figure gets the status that the other figures of its source and period
    show, so that its own status does not disclose that it was revised. `source`: bron of each
    figure.
    """
    mark = np.select(
        [
            suppressed,
            figures["waarde"].isna(),
            figures["status"].eq("voorlopig"),
            figures["waarde"].eq(0),
        ],
        [public.SECRET, public.UNKNOWN, public.PROVISIONAL, public.NIL],
        default="",
    )
    marked = figures.assign(teken=pd.Series(mark, figures.index, dtype="str").replace("", None))
    without_value = marked["teken"].isin(public.WITHOUT_VALUE)
    marked.loc[without_value, ["waarde", "marge_onder", "marge_boven"]] = np.nan
    is_provisional = marked["status"].eq("voorlopig") & ~without_value
    source_and_period = [source, marked["periode_soort"], marked["periode"]]
    status = is_provisional.groupby(source_and_period).transform("any")
    shown_status = status.map({True: "voorlopig", False: "definitief"})
    marked["status"] = marked["status"].mask(without_value, shown_status)
    return marked
