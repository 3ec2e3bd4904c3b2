"""One way to hold a frame against a pandera contract, without losing a row or leaking a value.

Pandera's own `coerce` and `drop_invalid_rows` are not used: both lose rows (an index that is not
unique, one value that cannot be parsed). Contracts themselves stand in the other modules.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import pandera.pandas as pa
from pandera.config import ValidationDepth, config_context
from pandera.errors import SchemaErrors


@dataclass(frozen=True)
class Split:
    """What a contract makes of a frame.

    `valid`: the rows without a fault, on the index of the input. `rejected`: a row a fault, with
    columns `row` (index label of the input), `column`, `check`; never a cell value. `structural`:
    faults of the whole frame (a missing column, another dtype); where there is one, `valid` means
    nothing.
    """

    valid: pd.DataFrame
    rejected: pd.DataFrame
    structural: tuple[str, ...]


def validate(schema: pa.DataFrameSchema, frame: pd.DataFrame) -> Split:
    """Split `frame` into rows that keep the contract and faults that break it.

    The environment's switches that turn pandera off (`PANDERA_VALIDATION_ENABLED`,
    `PANDERA_VALIDATION_DEPTH`) are overruled: a contract that can be switched off is none.
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
        of_frame = cases["index"].isna() | check.str.startswith(("dtype(", "coerce_dtype"))
        # The name of a missing column stands in failure_case; names that the contract does not
        # know could be a data row of a file without header, and are left out.
        known = set(schema.columns)
        structural = tuple(
            sorted(
                {
                    f"{row.check}: {row.failure_case}"
                    if str(row.failure_case) in known
                    else f"{row.check}: {row.column}"
                    if row.column in known
                    else str(row.check)
                    for row in cases.loc[of_frame].itertuples()
                }
            )
        )
        faults = (
            cases.loc[~of_frame, ["index", "column", "check"]]
            .rename(columns={"index": "row"})
            .drop_duplicates()
            .reset_index(drop=True)
        )
    bad = faults["row"].astype(int).unique()
    valid = frame.drop(index=bad)
    valid.index = labels.delete(bad)
    faults = faults.assign(row=labels[faults["row"].astype(int)])
    return Split(valid, faults, structural)
