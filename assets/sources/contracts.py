"""Rows of a delivery that break the contract of their source, or repeat an earlier row: rejected,
each with its reason. For every kind of source; what a contract demands is in `schemas`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import pandera.pandas as pa

from assets.basis.errors import AnalystError
from assets.deliveries.batch import ROW, WHOLE_ROW, Batch
from schemas.validation import Split, validate


def require_valid(contract: pa.DataFrameSchema, frame: pd.DataFrame) -> None:
    """Validate columns that the program itself made; raises `AnalystError` for any violation."""
    if len(_split(contract, frame.filter(items=list(contract.columns))).rejected):
        raise AnalystError("De levering past niet op haar indeling.")


def reject_violations(
    batch: Batch,
    contract: pa.DataFrameSchema,
    frame: pd.DataFrame,
    reported_under: Mapping[str, str],
    missing: str = "niet ingevuld of niet leesbaar",
    explained: Mapping[str, Mapping[str, str]] | None = None,
) -> pd.DataFrame:
    """The rows of `frame` that meet the contract; the others are recorded as rejected.

    `reported_under`: column of the contract -> field named to the analyst, in the order in which a
    row gets its reason. The reason is the name of the check; `missing` for an empty cell; or, for
    the cell values in `explained[column]`, the reason given there. Raises `AnalystError` if the
    columns themselves are wrong.
    """
    split = _split(contract, frame)
    for column, field in reported_under.items():
        violations = split.rejected[split.rejected["column"].eq(column)]
        of_value = (explained or {}).get(column, {})
        checks = violations["check"].astype(str).replace("not_nullable", missing)
        values = frame.loc[violations["row"], column]
        reasons = [of_value.get(value, check) for value, check in zip(values, checks, strict=True)]
        for reason, rows in violations.assign(reason=reasons).groupby("reason")["row"]:
            batch.fault(pd.Index(rows.unique()), field, reason, ROW)
    return split.valid


def reject_repeats(
    batch: Batch, rows: pd.DataFrame, key: Sequence[str], reason: str, field: str = WHOLE_ROW
) -> pd.DataFrame:
    """The first row of each `key` in a delivery; the others are recorded as rejected."""
    repeated = rows.duplicated(["levering_id", *key])
    if batch.occurred is not None:
        repeated |= batch.occurred.add(rows[[*key]])
    batch.fault(rows.index[repeated], field, reason, ROW)
    return rows[~repeated]


def _split(contract: pa.DataFrameSchema, frame: pd.DataFrame) -> Split:
    split = validate(contract, frame)
    if split.structural:
        raise AnalystError("De levering past niet op haar indeling: " + "; ".join(split.structural))
    return split
