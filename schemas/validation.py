"""Validating a frame against a pandera contract without losing rows or leaking values.

Pandera's own `coerce` and `drop_invalid_rows` are not used: both lose rows (with a non-unique
index, or one value that cannot be parsed). The contracts are in the other modules.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import pandera.pandas as pa
from pandera.config import ValidationDepth, config_context
from pandera.errors import SchemaErrors


@dataclass(frozen=True)
class Split:
    """A validated frame.

    `valid`: the rows without a fault, with the index of the input. `rejected`: one row per fault,
    with columns `row` (index label of the input), `column` and `check`; never a cell value.
    `structural`: faults of the frame as a whole (a missing column, a wrong dtype), which make
    `valid` meaningless.
    """

    valid: pd.DataFrame
    rejected: pd.DataFrame
    structural: tuple[str, ...]


def validate(schema: pa.DataFrameSchema, frame: pd.DataFrame) -> Split:
    """Split `frame` into valid rows and faults.

    The environment variables that switch pandera off (`PANDERA_VALIDATION_ENABLED`,
    `PANDERA_VALIDATION_DEPTH`) are overridden: a contract must not depend on them.
    """
    labels = frame.index
    frame = frame.reset_index(drop=True)
    faults = pd.DataFrame({"row": [], "column": [], "check": []})
    structural: tuple[str, ...] = ()
    try:
        with config_context(
            validation_enabled=True, validation_depth=ValidationDepth.SCHEMA_AND_DATA
        ):
            schema.validate(frame, lazy=True)
    except SchemaErrors as error:
        cases = error.failure_cases
        check = cases["check"].astype(str)
        whole = cases["index"].isna() | check.str.startswith(("dtype(", "coerce_dtype"))
        # failure_case is the name of a missing column. An unknown name is left out: it may be a
        # value, if a file without header has its first row of data read as names.
        known = set(schema.columns)
        structural = tuple(
            sorted(
                {
                    f"{row.check}: {row.failure_case}"
                    if str(row.failure_case) in known
                    else f"{row.check}: {row.column}"
                    if row.column in known
                    else str(row.check)
                    for row in cases.loc[whole].itertuples()
                }
            )
        )
        faults = (
            cases.loc[~whole, ["index", "column", "check"]]
            .rename(columns={"index": "row"})
            .drop_duplicates()
            .reset_index(drop=True)
        )
    bad = faults["row"].astype(int).unique()
    valid = frame.drop(index=bad)
    valid.index = labels.delete(bad)
    faults = faults.assign(row=labels[faults["row"].astype(int)])
    return Split(valid, faults, structural)
