"""A register delivery -> accepted figures and faults: one per indicator, area and period.

An indicator that is not in the seeds becomes a new one, under the name in the file. Notes are free
text and are never read.
"""

from __future__ import annotations

import pandas as pd

from assets.basis.names import fixed_name, kept, tidy
from assets.deliveries.batch import Batch, Rows
from assets.formats import periods
from assets.formats.numbers import plain_numbers
from assets.reference.names_of_areas import FAULTS
from assets.sources.contracts import reject_repeats, reject_violations
from assets.sources.figures import REPEATED, Areas, area_or_country, short_notes
from schemas import registers
from schemas.layout import fold_header

_LONGEST_NAME = 120
_KEY = ("indicator_id", "gebied_code", "periode")
# Column of the contract -> field named to the analyst, in the order of the reasons.
_REPORTED_UNDER = {
    "gebied_code": "gebied",
    "indicator_id": "indicator",
    "periode": "periode",
    "waarde": "waarde",
}


def register_figures(
    batch: Batch,
    indicators: pd.DataFrame,
    aliases: pd.DataFrame,
    areas: Areas,
    municipality: str,
) -> dict[str, Rows]:
    """The figures of each register. Accepted: `registers.STAGED`, one row per figure.

    `indicators`: indicator_id and naam of the known ones; `aliases`: the same, with other names
    for them. A register names an indicator by its id or its name, with or without 'Aantal'; a
    figure without an area is of the municipality.
    """
    raw = batch.frame
    ids, names = _known(indicators, aliases)
    written = raw["indicator"].map(tidy).astype("str")
    known = written.map(lambda text: ids.get(_folded(text)))
    may_be_shown = kept(written, _LONGEST_NAME)
    own = written.where(may_be_shown, "").map(
        lambda text: fixed_name("reg", text.removeprefix("reg_"))
    )
    indicator = known.fillna(own).astype("str")
    frame = raw[["levering_id", "rijnummer"]].assign(
        indicator_id=indicator,
        naam=indicator.map(names).fillna(written.where(may_be_shown, "")).astype("str"),
        gebied_code=area_or_country(
            raw["gebied"], pd.Series("", index=raw.index), areas, municipality
        ),
        periode=raw["periode"].map(periods.register_period).fillna("").astype("str"),
        waarde=plain_numbers(raw["waarde"]),
        bronvermelding=short_notes(batch, "bron"),
    )
    usable = reject_violations(
        batch,
        registers.typed_contract(),
        frame,
        _REPORTED_UNDER,
        missing="geen getal",
        explained={"gebied_code": FAULTS},
    )
    return batch.result(reject_repeats(batch, usable, _KEY, REPEATED), registers.STAGED)


def _known(
    indicators: pd.DataFrame, aliases: pd.DataFrame
) -> tuple[dict[str, str], dict[str, str]]:
    """Folded name or id -> id, and id -> name, of the indicators in the seeds."""
    rows = list(indicators.itertuples())
    ids = {_folded(row.naam): row.indicator_id for row in (*aliases.itertuples(), *rows)}
    ids |= {_folded(row.indicator_id): row.indicator_id for row in rows}
    return ids, {row.indicator_id: row.naam for row in rows}


def _folded(name: str) -> str:
    return fold_header(name).removeprefix("aantal")
