"""A delivery of open data -> accepted figures and faults: a number a code, area and period.

Figures that are counted already, by the police: nothing is linked here and nothing added up. What
a figure says of another indicator stands in `dbt_like_sql`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from assets.deliveries.batch import FIELD, ROW, WHOLE_ROW, Batch, Rows
from assets.formats import periods
from assets.linking.door import require
from assets.reference.names_of_areas import FAULTS, area_codes
from schemas import open_data
from schemas.layout import fold_header
from schemas.validation import validate

_KEY = ["levering_id", "domein", "code", "gebied_code", "periode"]
_NUMBER = re.compile(r"^\d+\.\d+(\.\d+)+\b")
_CODE = re.compile(r"^(?=.*\d)[A-Z][A-Z0-9.]{1,15}$")
_UNKNOWN = {"", ".", "x", "-", "–", "nan", "null", "none"}


@dataclass(frozen=True)
class Codes:
    """The codes of the open data: domain and folded name -> code, code -> official name, and
    those of which no month and no neighbourhood is published (a 0 there means hidden)."""

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


def open_figures(batch: Batch, codes: Codes, areas: Mapping[str, set[str]]) -> dict[str, Rows]:
    """The figures of each delivery. Accepted: `open_data.STAGED`, a row a figure; an empty
    value is unknown.

    A row is refused where its code, its area or its period cannot be told, or where the file
    holds the figure already; a value that is no count becomes unknown and is a field fault.
    """
    require(open_data.text_contract(), batch.frame[list(open_data.text_contract().columns)])
    frame = _parsed(batch, codes, areas)
    faulty = validate(open_data.typed_contract(), frame).rejected
    for (column, check), rows in faulty.groupby(["column", "check"])["row"]:
        reason = str(check)
        index = pd.Index(rows)
        if column == "gebied_code":
            for text, why in FAULTS.items():
                batch.fault(index[frame.loc[index, "gebied_code"].eq(text)], "gebied", why, ROW)
        batch.fault(index, _FIELD_OF.get(column, column), reason, ROW)
    usable = frame.drop(index=faulty["row"].unique())
    usable = usable.sort_values("waarde", kind="stable", na_position="last")
    values = usable.groupby(_KEY)["waarde"].transform("nunique")
    differ = usable.index[values.gt(1)]
    batch.fault(differ, WHOLE_ROW, "twee verschillende cijfers voor code, gebied en periode", ROW)
    usable = usable.drop(index=differ)
    again = usable.index[usable.duplicated(_KEY)]
    batch.fault(again, WHOLE_ROW, "cijfer staat al eerder in dit bestand", ROW)
    return batch.result(usable.drop(index=again).sort_index(), open_data.STAGED)


def indicator_id(domain: str, code: str) -> str:
    """The name of the indicator of a code: `pod_1_1_1`, `pod_overlast_e33`."""
    plain = re.sub(r"[^a-z0-9]+", "_", code.casefold()).strip("_")
    return f"pod_{plain}" if domain == open_data.CRIME else f"pod_{domain}_{plain}"


def _parsed(batch: Batch, codes: Codes, areas: Mapping[str, set[str]]) -> pd.DataFrame:
    raw = batch.frame
    topics = raw[["domein", "onderwerp", "onderwerp_naam"]].drop_duplicates()
    resolved = {
        tuple(row): _topic(*row, codes) for row in topics.itertuples(index=False, name=None)
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


def _topic(domain: str, text: str, title: str, codes: Codes) -> tuple[str, str, str]:
    """Domain, code and name of what a cell calls a crime or nuisance; no code where unknown.

    A number or code decides; a name only where there is none. A code that is not known, but has
    the title of one that is (`T001161` Totaal misdrijven), is that one.
    """
    if not domain:
        domain = _domain_of(text, codes)
    number = _NUMBER.match(text)
    written = number[0] if number else text
    known = (domain, written) in codes.names
    named = codes.of_name.get((domain, fold_header(title or text)))
    if known:
        told = title or (text if number and text != written else "")
        usual = not told or named == written
        return domain, written, codes.names[domain, written] if usual else told
    if named and not number:
        return domain, named, codes.names[domain, named]
    if number or _CODE.match(text):
        return domain, written, title or text
    return domain, "", title or text


def _domain_of(text: str, codes: Codes) -> str:
    nuisance = (open_data.NUISANCE, fold_header(text)) in codes.of_name
    return open_data.NUISANCE if nuisance else open_data.CRIME


def _counts(batch: Batch, texts: pd.Series) -> tuple[pd.Series, pd.Series]:
    """The counts, unknown where there is none (which is never 0), and which bear a `*`."""
    plain = texts.str.replace(r"[\s\u00a0]+", "", regex=True)
    starred = plain.str.endswith("*")
    plain = plain.str.rstrip("*").str.casefold()
    unknown = plain.isin(_UNKNOWN)
    # 1.234: thousands or decimals, who knows; of nine digits it can be a BSN, and is no count
    whole = plain.str.match(r"^0*[0-9]{1,8}([.,]0{1,2})?$")
    batch.fault(~whole & ~unknown, "waarde", "geen heel getal", FIELD)
    numbers = pd.to_numeric(plain.where(whole).str.replace(",", "."), errors="coerce")
    return numbers.astype("float64"), starred


def _is_hidden(
    frame: pd.DataFrame, division: pd.Series, value: pd.Series, codes: Codes
) -> pd.Series:
    """A 0 of a code that the police publish by year and municipality only: hidden, not counted."""
    secret = [key in codes.hidden for key in zip(frame["domein"], frame["code"], strict=True)]
    finer = frame["periode"].str.len().gt(4) | division.ne("gemeenten")
    return pd.Series(secret, index=frame.index) & finer & value.eq(0)


_FIELD_OF = {"code": "onderwerp", "gebied_code": "gebied"}
