"""A register delivery -> accepted figures and faults: a number an indicator, area and period.

An indicator that the seeds do not know becomes one of its own, by the name that was written. Notes
are never read: they are free text.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from assets.basis.names import LONGEST_NOTE, fixed_name, kept, tidy
from assets.deliveries.batch import FIELD, ROW, WHOLE_ROW, Batch, Rows
from assets.formats import periods
from assets.formats.numbers import plain_numbers
from assets.reference.names_of_areas import FAULTS, area_codes
from schemas import registers
from schemas.layout import fold_header
from schemas.validation import validate

_LONGEST_NAME = 120
_COUNTRY = {"nederland", "nl00"}
_KEY = ["levering_id", "indicator_id", "gebied_code", "periode"]


def register_figures(
    batch: Batch,
    indicators: pd.DataFrame,
    others: pd.DataFrame,
    areas: Mapping[str, set[str]],
    municipality: str,
) -> dict[str, Rows]:
    """The figures of each register. `indicators`: indicator_id, naam of those that are known;
    `others`: the same, of other names that registers give them; `areas`: folded name -> codes of
    the areas of the municipality.

    An indicator is named by its id or its name, with or without 'Aantal'; without area the figure
    is the municipality's.
    """
    raw = batch.frame
    ids, names = _known(indicators, others)
    written = raw["indicator"].map(tidy).astype("str")
    known = written.map(lambda text: ids.get(_folded(text)))
    usable = kept(written, _LONGEST_NAME)
    own = written.where(usable, "").map(lambda text: fixed_name("reg", text.removeprefix("reg_")))
    identity = known.fillna(own).astype("str")
    frame = raw[["levering_id", "rijnummer"]].assign(
        indicator_id=identity,
        naam=identity.map(names).fillna(written.where(usable, "")).astype("str"),
        gebied_code=_areas(raw["gebied"], areas, municipality),
        periode=raw["periode"].map(periods.register_period).fillna("").astype("str"),
        waarde=plain_numbers(raw["waarde"]),
        bronvermelding=_sources(batch),
    )
    split = validate(registers.typed_contract(), frame)
    for (column, check), rows in split.rejected.groupby(["column", "check"])["row"]:
        reason = "geen getal" if column == "waarde" else str(check)
        if column == "gebied_code":
            _area_faults(batch, frame.loc[pd.Index(rows), "gebied_code"])
        batch.fault(pd.Index(rows), _FIELD_OF.get(column, column), reason, ROW)
    again = split.valid.duplicated(_KEY)
    batch.fault(split.valid.index[again], WHOLE_ROW, "cijfer staat al eerder in dit bestand", ROW)
    return batch.result(split.valid[~again], registers.STAGED)


def _known(indicators: pd.DataFrame, others: pd.DataFrame) -> tuple[dict[str, str], dict[str, str]]:
    """Folded name or id -> id, and id -> name, of the indicators that the seeds know."""
    rows = list(indicators.itertuples())
    ids = {_folded(row.naam): row.indicator_id for row in (*others.itertuples(), *rows)}
    ids |= {_folded(row.indicator_id): row.indicator_id for row in rows}
    return ids, {row.indicator_id: row.naam for row in rows}


def _folded(name: str) -> str:
    return fold_header(name).removeprefix("aantal")


def _areas(text: pd.Series, areas: Mapping[str, set[str]], municipality: str) -> pd.Series:
    country = text.map(fold_header).isin(_COUNTRY)
    code = area_codes(
        text.where(text.ne("") & ~country, municipality), pd.Series("", index=text.index), areas
    )
    return code.mask(country, "NL00").astype("str")


def _area_faults(batch: Batch, codes: pd.Series) -> None:
    for code, why in FAULTS.items():
        batch.fault(codes.index[codes.eq(code)], "gebied", why, ROW)


def _sources(batch: Batch) -> pd.Series:
    """Where a figure stands: a short text that may be kept, else nothing and a field fault."""
    text = batch.frame["bron"].map(tidy).astype("str")
    unfit = text.ne("") & ~kept(text, LONGEST_NOTE)
    batch.fault(unfit, "bron", "kan persoonsgegevens bevatten, of is te lang", FIELD)
    return text.mask(unfit, "").astype("str")


_FIELD_OF = {"indicator_id": "indicator", "gebied_code": "gebied"}
