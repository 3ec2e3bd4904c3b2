"""A delivery of open data -> accepted figures and faults: one per code, area and period.

The police have counted these figures already: nothing is linked or added up here. How they relate
to other indicators is in `dbt_like_sql`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from assets.basis.names import LONGEST_NAME, may_be_kept
from assets.deliveries.batch import FIELD, Batch, Rows
from assets.formats import periods
from assets.reference.names_of_areas import FAULTS, area_codes
from assets.sources.contracts import reject_violations, require_valid
from assets.sources.figures import UNKNOWN_VALUES, Areas, one_per_key
from schemas import open_data
from schemas.layout import fold_header

_KEY = ("domein", "code", "gebied_code", "periode")
# Column of the contract -> field named to the analyst, in the order of the reasons.
_REPORTED_UNDER = {
    "code": "onderwerp",
    "gebied_code": "gebied",
    "periode": "periode",
    "waarde": "waarde",
}
# At most two digits a part: 483.190.123 is no crime.
_NUMBER = re.compile(r"^\d{1,2}(?:\.\d{1,2}){2,3}\b(?!\.?\d)")
_CODE = re.compile(r"^(?=.*\d)[A-Z][A-Z0-9.]{1,15}$")


@dataclass(frozen=True)
class Codes:
    """The codes of the open data.

    `of_name`: domain and folded name -> code. `names`: domain and code -> official name. `hidden`:
    domain and code of figures that are published by year and municipality only; any finer 0 means
    hidden.
    """

    of_name: Mapping[tuple[str, str], str]
    names: Mapping[tuple[str, str], str]
    hidden: frozenset[tuple[str, str]]


def known_codes(table: pd.DataFrame) -> Codes:
    """The codes of the seed `open_data_codes`."""
    rows = list(table.itertuples())
    of_name = {(row.domein, fold_header(row.naam)): row.code for row in rows}
    of_name |= {
        ("misdrijf", fold_header(text)): "0.0.0" for text in ("Misdrijven, totaal", "Totaal")
    }
    return Codes(
        of_name,
        {(row.domein, row.code): row.naam for row in rows},
        frozenset((row.domein, row.code) for row in rows if row.alleen_jaar == "J"),
    )


def open_figures(batch: Batch, codes: Codes, areas: Areas) -> dict[str, Rows]:
    """The figures of each delivery. Accepted: `open_data.STAGED`, one row per figure; an empty
    value is unknown.

    A row is rejected if its code, area or period cannot be determined, or if the file already has
    the figure; a value that is no count becomes unknown and is a field fault.
    """
    require_valid(open_data.text_contract(), batch.frame)
    usable = reject_violations(
        batch,
        open_data.typed_contract(),
        _parsed(batch, codes, areas),
        _REPORTED_UNDER,
        explained={"gebied_code": FAULTS},
    )
    figures = one_per_key(batch, usable, _KEY, "code, gebied en periode")
    return batch.result(figures, open_data.STAGED)


def indicator_id(domain: str, code: str) -> str:
    """The indicator of a code: `pod_1_1_1`, `pod_overlast_e33`."""
    plain = re.sub(r"[^a-z0-9]+", "_", code.casefold()).strip("_")
    return f"pod_{plain}" if domain == open_data.CRIME else f"pod_{domain}_{plain}"


def _parsed(batch: Batch, codes: Codes, areas: Areas) -> pd.DataFrame:
    raw = batch.frame
    topics = raw[["domein", "onderwerp", "onderwerp_naam"]].drop_duplicates()
    resolved = {
        tuple(row): topic_of(*row, codes) for row in topics.itertuples(index=False, name=None)
    }
    topic = [resolved[key] for key in zip(*(raw[name] for name in topics), strict=True)]
    domain, code, name = (pd.Series(part, index=raw.index, dtype="str") for part in _turn(topic))
    value, starred = _counts(batch, raw["waarde"])
    period = raw["periode"].map({text: periods.period(text) for text in raw["periode"].unique()})
    provisional = raw["periode"].map(periods.is_provisional) | raw["periode_status"].map(
        periods.is_provisional
    )
    frame = raw[["levering_id", "rijnummer", "tabel"]].assign(
        indicator_id=[indicator_id(*key) for key in zip(domain, code, strict=True)],
        domein=domain,
        code=code,
        naam=name,
        gebied_code=area_codes(raw["gebied"], raw["gebied_soort"], areas),
        periode=period.fillna("").astype("str"),
        voorlopig=(provisional | starred).map({True: "J", False: "N"}).astype("str"),
    )
    return frame.assign(waarde=value.mask(_is_hidden(frame, raw["indeling"], value, codes)))


def _turn(rows: list[tuple[str, str, str]]) -> tuple[tuple[str, ...], ...]:
    return tuple(zip(*rows, strict=True)) if rows else ((), (), ())


def topic_of(domain: str, text: str, title: str, codes: Codes) -> tuple[str, str, str]:
    """Domain, code and name of the crime or nuisance in a cell; an empty code if it is unknown.

    A number or code decides; a name does so only without one. A name that could hold personal data
    is not kept: that of the code takes its place. An unknown code with the title of a
    known one (`T001161` Totaal misdrijven) stands for the known one.
    """
    if not domain:
        domain = _domain_of(text, codes)
    number = _NUMBER.match(text)
    written = number[0] if number else text
    known = (domain, written) in codes.names
    named = codes.of_name.get((domain, fold_header(title or text)))
    if known:
        own_title = title or (text if number and text != written else "")
        is_usual = not own_title or named == written or not may_be_kept(own_title, LONGEST_NAME)
        return domain, written, codes.names[domain, written] if is_usual else own_title
    if named and not number:
        return domain, named, codes.names[domain, named]
    name = title or text
    if (number and name == written) or (
        (number or _CODE.match(text)) and may_be_kept(name, LONGEST_NAME)
    ):
        return domain, written, name
    return domain, "", name


def _domain_of(text: str, codes: Codes) -> str:
    nuisance = (open_data.NUISANCE, fold_header(text)) in codes.of_name
    return open_data.NUISANCE if nuisance else open_data.CRIME


def _counts(batch: Batch, texts: pd.Series) -> tuple[pd.Series, pd.Series]:
    """The counts, missing where unknown (which is never 0), and whether each is marked with `*`."""
    plain = texts.str.replace(r"[\s\u00a0]+", "", regex=True)
    starred = plain.str.endswith("*")
    plain = plain.str.rstrip("*").str.casefold()
    unknown = plain.isin(UNKNOWN_VALUES)
    # 1.234 is ambiguous (thousands or decimals); a number of nine digits could be a BSN
    whole = plain.str.match(r"^0*[0-9]{1,8}([.,]0{1,2})?$")
    batch.fault(~whole & ~unknown, "waarde", "geen heel getal", FIELD)
    numbers = pd.to_numeric(plain.where(whole).str.replace(",", "."), errors="coerce")
    return numbers.astype("float64"), starred


def _is_hidden(
    frame: pd.DataFrame, division: pd.Series, value: pd.Series, codes: Codes
) -> pd.Series:
    """Whether a 0 is hidden, not counted: of a code published by year and municipality only."""
    is_secret = [key in codes.hidden for key in zip(frame["domein"], frame["code"], strict=True)]
    finer = frame["periode"].str.len().gt(4) | division.ne("gemeenten")
    return pd.Series(is_secret, index=frame.index) & finer & value.eq(0)
