"""A delivery of a report system -> accepted reports and faults.

Steps: text contract, rows of elsewhere out, parse, typed contract, link. The number, house number,
postcode and point exist in memory only. The text of the report, the reporter and the staff are not
in the layout, so they never get here. Differences between systems are in `systems`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

import pandas as pd

from assets.deliveries.batch import FIELD, Batch, Rows
from assets.formats.moments import month_of, parse_moments
from assets.formats.week_cells import default_times, hours, times_of_day, week_cells
from assets.sources.cases import (
    CaseLinker,
    first_of_each,
    is_filled,
    only_inside,
    place_fields,
    without_missing_words,
)
from assets.sources.contracts import reject_violations, require_valid
from assets.sources.melddesk.categories import known_by_column
from assets.sources.melddesk.systems import (
    Whole,
    by_system,
    counted_once,
    normal_statuses,
    numbered_by,
    one_address,
    point_first,
    points_in_rd,
    were_split,
)
from schemas import melddesk
from schemas.configuration import MeldDesk
from schemas.staged import OF_EVENT, OF_REPORT

_MOMENTS = ("ontvangen", "voorval_begin", "voorval_einde")
UNKNOWN_WORD = "woord dat niet op de lijst staat"
# Column of the contract -> field named to the analyst, in the order of the reasons.
_REPORTED_UNDER = {"meldingnummer": "meldingnummer", "ontvangen": "ontvangen", "maand": "ontvangen"}


def reports(
    batch: Batch,
    settings: MeldDesk,
    linker: CaseLinker,
    accepted: Mapping[str, frozenset[str]] = MappingProxyType({}),
) -> dict[str, Rows]:
    """The rows of each delivery of a batch. Accepted: `melddesk.STAGED`, one row per report.

    `accepted`: column -> words that the analyst accepted, besides those of the tables. A row is
    rejected if it lies in another municipality, if its number or its date cannot be used, if its
    number occurs earlier in the file, or if another row is about the same report; any other
    unusable field becomes missing and is a field fault.
    """
    _keep_inside(batch, linker)
    frame = _parsed(batch, settings, accepted)
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


def seen_in_parts(parts: Iterable[Batch], settings: MeldDesk, linker: CaseLinker) -> Whole:
    """What the parts of a large delivery must know of each other."""
    split: set[str] = set()
    times = dict.fromkeys(_MOMENTS, pd.DataFrame(dtype="int64"))
    for part in parts:
        _keep_inside(part, linker)
        split.update(part.frame.loc[were_split(part.frame), "meldingnummer"])
        for field, moments in _moments(part.frame, settings.layout.date_formats).items():
            counts = times_of_day(moments, part.frame["levering_id"])
            times[field] = times[field].add(counts, fill_value=0)
    return Whole(frozenset(split), times)


def _keep_inside(batch: Batch, linker: CaseLinker) -> None:
    batch.frame = one_address(without_missing_words(batch.frame))
    require_valid(melddesk.text_contract(), batch.frame)
    only_inside(batch, linker)


def _parsed(
    batch: Batch, settings: MeldDesk, accepted: Mapping[str, frozenset[str]]
) -> pd.DataFrame:
    """The frame with types; unusable fields are emptied and recorded as field faults."""
    raw = batch.frame
    moments = _moments(raw, settings.layout.date_formats)
    received = moments["ontvangen"]
    frame = raw.assign(
        ontvangen=received,
        datum=received,
        maand=month_of(received).fillna(""),
        status=normal_statuses(raw, settings),
        **_when(batch, moments, settings.uur),
        **points_in_rd(raw, settings),
    )
    unknown = frame["status"].eq("onbekend") & is_filled(raw["status"])
    batch.fault(unknown, "status", "status onbekend", FIELD)
    for field, known in known_by_column(settings).items():
        words = known | accepted.get(field, frozenset())
        is_known = {text: text.casefold() in words for text in raw[field].unique()}
        strange = is_filled(raw[field]) & ~raw[field].map(is_known).astype(bool)
        batch.fault(strange, field, UNKNOWN_WORD, FIELD)
        frame[field] = raw[field].where(is_filled(raw[field])).mask(strange, melddesk.UNKNOWN)
    return place_fields(batch, frame)


def _moments(raw: pd.DataFrame, formats: tuple[str, ...]) -> dict[str, pd.Series]:
    """Field -> its moments; a report and what it is about cannot be later than the delivery."""
    moments = {field: parse_moments(raw[field], formats) for field in _MOMENTS}
    for field in ("ontvangen", "voorval_begin"):
        moments[field] = moments[field].where(moments[field].le(raw["uiterlijk"]))
    return moments


def _when(batch: Batch, moments: dict[str, pd.Series], with_hour: bool) -> dict[str, pd.Series]:
    """When the event of each report happened, and where the export does not say, when it was
    reported: often the day after, so `momentbron` tells which of the two it is."""
    deliveries = batch.frame["levering_id"]
    times = batch.whole.times if batch.whole else dict.fromkeys(_MOMENTS)
    received, began, ended = (moments[field] for field in _MOMENTS)
    is_default = {
        field: default_times(moments[field], deliveries, times[field]) for field in _MOMENTS
    }
    event = (began, ended.fillna(began), is_default["voorval_begin"] | is_default["voorval_einde"])
    report = (received, received, is_default["ontvangen"])
    is_told = began.notna()
    hour = hours(*event).where(is_told, hours(*report))
    hour = hour if with_hour else hour.mask(hour.ne(""), "")
    return {
        "momenten": week_cells(*event).where(is_told, week_cells(*report)),
        "uur": hour,
        "momentbron": is_told.map({True: OF_EVENT, False: OF_REPORT}).astype("str"),
    }
