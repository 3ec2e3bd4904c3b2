"""A delivery of a report system -> accepted reports and faults.

Steps: text contract, parse, typed contract, link. The number, house number, postcode and point
exist in memory only. The text of the report, the reporter and the staff are not in the layout, so
they never get here. Differences between systems are in `systems`.
"""

from __future__ import annotations

import pandas as pd

from assets.basis.personal import personal_mask
from assets.deliveries.batch import FIELD, Batch, Rows
from assets.formats.moments import month_of, parse_moments
from assets.sources.cases import CaseLinker, first_of_each, is_filled, place_fields
from assets.sources.contracts import reject_violations, require_valid
from assets.sources.melddesk.categories import known_words
from assets.sources.melddesk.systems import (
    by_system,
    counted_once,
    normal_statuses,
    numbered_by,
    one_address,
    point_first,
    points_in_rd,
)
from schemas import melddesk
from schemas.configuration import MeldDesk

_MANY = 100  # rows; in a smaller delivery a word of a list may well occur only once
_LONGEST = 80  # characters; a longer category or channel is free text
# Column of the contract -> field named to the analyst, in the order of the reasons.
_REPORTED_UNDER = {"meldingnummer": "meldingnummer", "ontvangen": "ontvangen", "maand": "ontvangen"}


def reports(batch: Batch, settings: MeldDesk, linker: CaseLinker) -> dict[str, Rows]:
    """The rows of each delivery of a batch. Accepted: `melddesk.STAGED`, one row per report.

    A row is rejected if its number or its date cannot be used, if its number occurs earlier in the
    file, or if another row is about the same report; any other unusable field becomes missing and
    is a field fault.
    """
    batch.frame = one_address(batch.frame)
    require_valid(melddesk.text_contract(), batch.frame)
    frame = _parsed(batch, settings)
    usable = reject_violations(batch, melddesk.typed_contract(), frame, _REPORTED_UNDER)
    rows = counted_once(batch, first_of_each(batch, usable, "meldingnummer"))
    linked = by_system(
        rows,
        lambda part, system: linker.link(
            part,
            "meldingnummer",
            numbered_by(system),
            settings.buurt_is_cbs,
            point_first(system, settings),
        ),
    )
    return batch.result(linked.assign(leveringsmaand=linked["maand"]), melddesk.STAGED)


def _parsed(batch: Batch, settings: MeldDesk) -> pd.DataFrame:
    """The frame with types; unusable fields are emptied and recorded as field faults."""
    raw = batch.frame
    received = parse_moments(raw["ontvangen"], settings.layout.date_formats)
    received = received.where(received.le(raw["uiterlijk"]))
    frame = raw.assign(
        ontvangen=received,
        datum=received,
        maand=month_of(received).fillna(""),
        status=normal_statuses(raw, settings),
        **points_in_rd(raw, settings),
    )
    unknown = frame["status"].eq("onbekend") & is_filled(raw["status"])
    batch.fault(unknown, "status", "status onbekend", FIELD)
    words = known_words(settings)
    for field, known in (
        ("hoofdcategorie", words),
        ("subcategorie", words),
        ("kanaal", melddesk.CHANNELS),
    ):
        suspect = personal_mask(raw[field]) | raw[field].str.len().gt(_LONGEST)
        suspect |= _occurs_once(batch, field, known)
        batch.fault(suspect, field, "tekst die iemand kan noemen, of vrije tekst", FIELD)
        frame[field] = raw[field].where(is_filled(raw[field]) & ~suspect)
    return place_fields(batch, frame)


def _occurs_once(batch: Batch, field: str, known: frozenset[str]) -> pd.Series:
    """Whether a text occurs once among many rows of its delivery and is not a known word: then it
    is no word of a list, and could be a name."""
    raw = batch.frame
    words = raw[field].str.casefold()
    rows = raw.groupby("levering_id")["levering_id"].transform("size")
    occurrences = words.groupby([raw["levering_id"], words]).transform("size")
    if batch.whole is not None:
        rows[:] = batch.whole.rows
        occurrences = words.map(batch.whole.words[field])
    return is_filled(words) & ~words.isin(known) & occurrences.eq(1) & rows.ge(_MANY)
