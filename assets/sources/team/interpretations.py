"""Deliveries of interpretations and actions -> accepted rows and faults.

A text is kept as written; a row is rejected if one of its texts could identify someone. Which
version counts is decided in `dbt_like_sql`; how an entry of the form is written, in
`schemas.entry`.
"""

from __future__ import annotations

import re

import pandas as pd

from assets.deliveries.batch import Batch, Rows
from assets.formats.moments import parse_moments
from assets.sources.team.rows import FROM_DELIVERIES, Known
from assets.sources.team.usable import days, one_line, outcome, usable_rows
from schemas import interpretation
from schemas.interpretation import ENTERED, UNKNOWN
from schemas.layout import fold_header
from schemas.plain_text import unguarded

_PLACED = ["plaats", "indicator_id", "gebied_code", "thema", "straat_id", "straatnaam"]


def interpretations(batch: Batch, known: Known) -> dict[str, Rows]:
    """The rows of each delivery. Accepted: `interpretation.STAGED`, one per subject and period."""
    frame = _read(batch, known)
    contract = interpretation.contract(_ids(known, frame), frozenset(known.themes.values()))
    usable = usable_rows(
        batch, contract, frame, interpretation.SENTENCES, interpretation.REPORTED_UNDER
    )
    status = usable["status"].mask(usable["actie"].ne("") & usable["status"].eq(""), "open")
    written = {
        name: usable[name].dt.strftime(form).fillna("").astype("str")
        for name, form in (("uiterlijk", "%Y-%m-%d"), (ENTERED, "%Y-%m-%d %H:%M:%S.%f"))
    }
    rows = usable.assign(**written, status=status.astype("str"))
    return outcome(batch, "duiding", rows, interpretation.SUBJECT)


def _read(batch: Batch, known: Known) -> pd.DataFrame:
    """Each row as it is stored, and what the contract asks of it."""
    raw = batch.frame
    is_entry = batch.has(ENTERED)
    texts = {name: one_line(raw[name]) for name in interpretation.SENTENCES}
    texts = {
        name: text.where(~is_entry, text.map(unguarded)).astype("str")
        for name, text in texts.items()
    }
    entered = parse_moments(raw[ENTERED], ()).where(is_entry)
    until = days(raw["uiterste_dag"], interpretation.DAYS)
    pairs = zip(raw["indicator"], raw["gebied"], strict=True)
    placed = pd.DataFrame(
        [_placed(known, subject, place) for subject, place in pairs],
        columns=_PLACED,
        index=raw.index,
        dtype="str",
    )
    frame = raw[["levering_id", "rijnummer"]].assign(
        **placed,
        **texts,
        periode=raw["periode"].str.replace(" ", "", regex=False).str.upper().astype("str"),
        datum=days(raw["datum"], interpretation.DAYS),
        nieuw_niveau=_word(raw["nieuw_niveau"]).replace("", "nee").astype("str"),
        uiterlijk=until,
        uiterlijk_leesbaar=until.notna() | raw["uiterste_dag"].str.strip().eq(""),
        status=_word(raw["status"]),
        ingevoerd_past=~is_entry | entered.le(raw["uiterlijk"]),
        **{ENTERED: entered},
    )
    return interpretation.with_checks(frame)


def _word(column: pd.Series) -> pd.Series:
    return one_line(column).str.casefold().astype("str")


def _placed(known: Known, subject: str, place: str) -> tuple[str, ...]:
    """What a row is about, as `_PLACED`: an indicator in an area, or a theme in a street."""
    code = _area(known, place)
    if code is None and (street := known.street(place)):
        theme = known.themes.get(fold_header(subject), UNKNOWN)
        return ("straat" if street[0] else "meer", "", "", theme, *street)
    return "gebied", known.indicator(subject) or UNKNOWN, code or UNKNOWN, "", "", ""


def _area(known: Known, place: str) -> str | None:
    """The code of an area; None for another text."""
    code = place.upper().replace(" ", "")
    if code.startswith("AG-"):
        code = "AG-" + code[3:].lower()
    is_code = re.fullmatch(interpretation.AREA, code or known.municipality)
    return is_code[0] if is_code else None


def _ids(known: Known, frame: pd.DataFrame) -> frozenset[str]:
    """Every id that a row may have: the listed ones, and those of deliveries in `frame`."""
    delivered = {text for text in frame["indicator_id"] if FROM_DELIVERIES.match(text)}
    return frozenset(known.indicators.values()) | delivered
