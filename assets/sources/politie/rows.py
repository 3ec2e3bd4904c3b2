"""A police delivery -> accepted registrations and faults.

Steps: text contract, rows of elsewhere out, parse, typed contract, link. The number, house number,
postcode and point exist in memory only.
"""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from assets.deliveries.batch import FIELD, Batch, Rows
from assets.deliveries.refusals import WORD_FOR_CODE
from assets.formats.moments import month_of, parse_moments
from assets.formats.week_cells import default_times, hours, times_of_day, week_cells
from assets.sources.cases import (
    CaseLinker,
    first_of_each,
    is_filled,
    only_inside,
    place_fields,
    points,
    without_missing_words,
)
from assets.sources.contracts import reject_violations, require_valid
from assets.sources.politie.codes import Codes, texts_of
from schemas import police
from schemas.configuration import Police
from schemas.staged import OF_EVENT


def registrations(
    batch: Batch, settings: Police, codes: Codes, linker: CaseLinker
) -> dict[str, Rows]:
    """The rows of each delivery of a batch. Accepted: `police.STAGED`, one row per registration.

    A row is rejected if it lies in another municipality, if its number, its date or its code cannot
    be used, or if its number occurs earlier in the file; any other unusable field becomes missing
    and is a field fault.
    """
    _keep_inside(batch, linker)
    frame = _parsed(batch, settings, codes)
    contract = police.typed_contract(codes.targets)
    reported = _reported_under(settings, _class_column(batch))
    explained = {"mk_code": _words(frame, codes)}
    usable = reject_violations(batch, contract, frame, reported, explained=explained)
    rows = first_of_each(batch, usable, "incidentnummer")
    linked = linker.link(rows, "incidentnummer", police.SOURCE, settings.buurt_is_cbs)
    return batch.result(linked, police.STAGED)


def times_of_parts(
    parts: Iterable[Batch], settings: Police, linker: CaseLinker
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """How often each time of day occurs in a large delivery: of the begin and of the end."""
    began, ended = pd.DataFrame(dtype="int64"), pd.DataFrame(dtype="int64")
    for part in parts:
        _keep_inside(part, linker)
        deliveries = part.frame["levering_id"]
        of_begin, of_end = (
            times_of_day(_moments(part.frame, field, settings), deliveries)
            for field in ("pleegmoment", "pleegeinde")
        )
        began, ended = began.add(of_begin, fill_value=0), ended.add(of_end, fill_value=0)
    return began, ended


def _keep_inside(batch: Batch, linker: CaseLinker) -> None:
    require_valid(police.text_contract(), batch.frame)
    batch.frame = without_missing_words(batch.frame)
    only_inside(batch, linker)


def _moments(raw: pd.DataFrame, field: str, settings: Police) -> pd.Series:
    """The moments of a field; a row cannot be later than its delivery."""
    moments = parse_moments(raw[field], settings.layout.date_formats)
    return moments.where(moments.le(raw["uiterlijk"]))


def _words(frame: pd.DataFrame, codes: Codes) -> dict[str, str]:
    """Cell of the code column -> why it is rejected if no code, for cells with a whole word.

    The cells themselves are in no table, so only the reason can show that a delivery has words
    where codes belong.
    """
    cells = pd.Series(frame["mk_code"].unique(), dtype="str")
    is_word = cells.str.contains(r"[^\W\d_]{4}", regex=True)
    return {
        cell: police.MORE_CLASSES
        if codes.is_of_more_classes(cell)
        else police.UNKNOWN_CLASS + WORD_FOR_CODE
        for cell in cells[is_word]
    }


def _class_column(batch: Batch) -> str:
    """The field to name where a row has no code: the description, in a file without codes."""
    words_only = (
        batch.frame["mk_code"].eq("").all() and is_filled(batch.frame["mk_omschrijving"]).any()
    )
    return "mk_omschrijving" if words_only else "mk_code"


def _coded(raw: pd.DataFrame, codes: Codes) -> pd.Series:
    """The code of each row; where there is none, what stands in its place."""
    deliveries = [raw.iloc[:0], *(rows for _, rows in raw.groupby("levering_id", sort=False))]
    texts = pd.concat([texts_of(rows, codes) for rows in deliveries]).loc[raw.index]
    pairs = list(zip(texts["text"], texts["other"], strict=True))
    known = {
        (text, other): codes.of(text, other) or text.upper().replace(" ", "")
        for text, other in set(pairs)
    }
    return pd.Series([known[pair] for pair in pairs], index=raw.index, dtype="str")


def _reported_under(settings: Police, class_column: str) -> dict[str, str]:
    """Column of the contract -> field named to the analyst, in the order of the reasons."""
    return {
        "incidentnummer": "incidentnummer",
        "maand": "pleegmoment" if settings.maand == "pleegdatum" else "kennisname",
        "kennisname": "kennisname",
        "leveringsmaand": "kennisname",
        "mk_code": class_column,
    }


def _parsed(batch: Batch, settings: Police, codes: Codes) -> pd.DataFrame:
    """The frame with types; unusable fields are emptied and recorded as field faults."""
    raw = batch.frame
    known, began, ended = (
        _moments(raw, field, settings) for field in ("kennisname", "pleegmoment", "pleegeinde")
    )
    codes_of_rows = _coded(raw, codes)
    by_offence = raw["basis"].eq("pleegdatum") & is_filled(raw["pleegmoment"])
    known_month, offence_month = month_of(known).fillna(""), month_of(began).fillna("")
    frame = raw.assign(
        mk_code=codes_of_rows,
        kennisname=known,
        kennisname_maand=month_of(known),
        pleegmoment=began,
        pleegmaand=month_of(began),
        leveringsmaand=known_month.where(~by_offence, offence_month),
        maand=offence_month if settings.maand == "pleegdatum" else known_month,
        datum=began if settings.maand == "pleegdatum" else known,
        momentbron=OF_EVENT,
        **_when(batch, began, ended, codes_of_rows, settings.uur),
        **points(raw, settings.layout.decimal),
    )
    for field, moments in (("pleegmoment", began), ("pleegeinde", ended)):
        unreadable = moments.isna() & is_filled(raw[field])
        batch.fault(unreadable, field, "datum niet leesbaar", FIELD)
    for field in ("aangifte", "poging"):
        value = raw[field].str.upper().str[:1]
        usable = value.isin(["J", "N"])
        batch.fault(is_filled(raw[field]) & ~usable, field, "geen J of N", FIELD)
        frame[field] = value.where(usable)
    return place_fields(batch, frame)


def _when(
    batch: Batch, began: pd.Series, ended: pd.Series, codes: pd.Series, with_hour: bool
) -> dict[str, pd.Series]:
    """When each offence happened: `momenten` and `uur`. Without an end its begin is the moment, but
    for what is found out later: victims name the evening on which they last saw their bicycle, so
    the begin alone would move the night to the evening."""
    raw = batch.frame
    deliveries = raw["levering_id"]
    of_begin, of_end = batch.whole or (None, None)
    is_default = default_times(began, deliveries, of_begin)
    is_default |= default_times(ended, deliveries, of_end)
    is_moment = ~is_filled(raw["pleegeinde"]) & ~codes.str[:1].isin(police.FOUND_LATER)
    ended = ended.mask(is_moment, began)
    return {
        "momenten": week_cells(began, ended, is_default),
        "uur": hours(began, ended, is_default | (not with_hour)),
    }
