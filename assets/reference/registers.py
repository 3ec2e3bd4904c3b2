"""A register delivery -> accepted figures and faults: a number an indicator, area and period."""

from __future__ import annotations

import pandas as pd

from assets.deliveries.staging import ROW, WHOLE_ROW, Batch, Rows
from schemas import registers
from schemas.layout import fold_header
from schemas.validation import validate

STAGED = {
    "levering_id": "str",
    "rijnummer": "int64",
    "indicator_id": "str",
    "gebied_code": "str",
    "periode": "str",
    "waarde": "float64",
}


def register_figures(batch: Batch, indicators: pd.DataFrame, municipality: str) -> dict[str, Rows]:
    """The figures of each register. `indicators`: indicator_id, naam of those that registers hold.

    An indicator is named by its id or its name; without area the figure is the municipality's.
    """
    raw = batch.frame
    ids = {fold_header(row.naam): row.indicator_id for row in indicators.itertuples()}
    ids |= {fold_header(row.indicator_id): row.indicator_id for row in indicators.itertuples()}
    area = raw["gebied"].str.upper().str.replace(" ", "", regex=False)
    value = raw["waarde"].str.replace(",", ".", regex=False)
    frame = raw[["levering_id", "rijnummer"]].assign(
        indicator_id=raw["indicator"].map(fold_header).map(ids).fillna("").astype("str"),
        gebied_code=area.where(area.ne(""), municipality).astype("str"),
        periode=raw["periode"].str.replace(" ", "", regex=False).str.upper().astype("str"),
        waarde=_finite(pd.to_numeric(value, errors="coerce").astype("float64")),
    )
    split = validate(registers.typed_contract(frozenset(indicators["indicator_id"])), frame)
    for (column, check), rows in split.rejected.groupby(["column", "check"])["row"]:
        reason = "geen getal" if column == "waarde" else str(check)
        batch.fault(pd.Index(rows), _FIELD_OF.get(column, column), reason, ROW)
    again = split.valid.duplicated(["levering_id", "indicator_id", "gebied_code", "periode"])
    batch.fault(split.valid.index[again], WHOLE_ROW, "cijfer staat al eerder in dit bestand", ROW)
    return batch.result(split.valid[~again], STAGED)


def _finite(values: pd.Series) -> pd.Series:
    return values.where(values.abs().lt(float("inf")))


_FIELD_OF = {"indicator_id": "indicator", "gebied_code": "gebied"}
