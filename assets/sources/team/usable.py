"""What the files of the team share: cells on one line, days, and which rows can be used.

What the columns of one file mean belongs in the modules beside this one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pandas as pd
import pandera.pandas as pa

from assets.deliveries.batch import ROW, Batch, Rows
from assets.formats.moments import parse_moments
from assets.sources.contracts import reject_repeats, reject_violations
from schemas import team
from schemas.interpretation import IDENTIFIES
from schemas.personal_text import has_personal_form, personal_mask

_FIELD_OF = {
    "indicator_id": "indicator",
    "gebied_code": "gebied",
    "gebied_soort": "gebied",
    "looptijd": "streefjaar",
    "past": "richting",
    "duur": "tot",
    "van_leesbaar": "van",
    "tot_leesbaar": "tot",
    "jaren": "programma_tot",
}
REPEATED = "staat al eerder in dit bestand"


def one_line(column: pd.Series) -> pd.Series:
    """Each cell as text on one line."""
    return column.str.split().str.join(" ").astype("str")


def days(column: pd.Series, formats: tuple[str, ...]) -> pd.Series:
    """Each cell as a day; missing where it is not one."""
    return parse_moments(column, formats).dt.normalize()


def checked(columns: str) -> dict[str, Callable[[str], bool]]:
    """These columns as the `texts` of `usable_rows`, for short texts."""
    return dict.fromkeys(columns.split(), has_personal_form)


def usable_rows(
    batch: Batch,
    contract: pa.DataFrameSchema,
    frame: pd.DataFrame,
    texts: Mapping[str, Callable[[str], bool]],
    told_under: Mapping[str, str] | None = None,
) -> pd.DataFrame:
    """The rows that meet the contract and whose `texts` identify no one; the others are rejected,
    for the first column of the contract that they violate. `texts`: column -> what recognises a
    text that could. `told_under`: column of the contract ->
    the field that is named to the analyst, where it is another one than usual."""
    field_of = _FIELD_OF | dict(told_under or {})
    reported_under = {column: field_of.get(column, column) for column in contract.columns}
    valid = reject_violations(batch, contract, frame, reported_under)
    for name, recognised in texts.items():
        is_personal = personal_mask(valid[name], recognised)
        batch.fault(valid.index[is_personal], name, IDENTIFIES, ROW)
        valid = valid[~is_personal]
    return valid


def outcome(batch: Batch, source: str, valid: pd.DataFrame, key: list[str]) -> dict[str, Rows]:
    """The rows of each delivery as they are stored, each `key` once; days as text."""
    valid = reject_repeats(batch, valid, key, REPEATED)
    moments = valid.select_dtypes("datetime").columns
    written = {name: valid[name].dt.strftime("%Y-%m-%d").astype("str") for name in moments}
    return batch.result(valid.assign(**written), team.STAGED[source])
