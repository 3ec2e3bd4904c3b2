"""A delivery of open data -> accepted figures and faults: a number a code, area and period.

Figures that are counted already, by the police: nothing is linked here and nothing added up. What
a figure says of another indicator stands in `dbt_like_sql`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from assets.deliveries import periods
from assets.deliveries.staging import FIELD, ROW, WHOLE_ROW, Batch, Rows
from assets.linking.door import require
from assets.reference.tables import Reference
from schemas import open_data
from schemas.layout import fold_header
from schemas.validation import validate

STAGED = {
    "levering_id": "str",
    "rijnummer": "int64",
    "indicator_id": "str",
    "domein": "str",
    "code": "str",
    "naam": "str",
    "gebied_code": "str",
    "periode": "str",
    "waarde": "float64",
    "voorlopig": "str",
    "tabel": "str",
}
_KEY = ["levering_id", "domein", "code", "gebied_code", "periode"]
_NUMBER = re.compile(r"^\d+\.\d+(\.\d+)+\b")
_CODE = re.compile(r"^(?=.*\d)[A-Z][A-Z0-9.]{1,15}$")
_AREA = re.compile(r"^(GM\w{4}|WK\w{6}|BU\w{8})$", re.IGNORECASE)
_UNKNOWN = {"", ".", "x", "-", "–", "nan", "null", "none"}
_KINDS = {"gemeente": "GM", "wijk": "WK", "buurt": "BU"}
_SEVERAL, _STRANGE = "(meer)", "(onbekend)"


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


def area_names(reference: Reference, code: str, name: str) -> dict[str, set[str]]:
    """Folded name -> the codes of every area of the municipality that bears it."""
    named = [(name, code)]
    for division in reference.indelingen:
        table = division.buurten
        named += zip(table["buurtnaam"], table["buurtcode"], strict=True)
        named += zip(table["wijknaam"], table["wijkcode"], strict=True)
    found: dict[str, set[str]] = {}
    for text, area in named:
        found.setdefault(_folded_area(text), set()).add(area)
    return found


def open_figures(batch: Batch, codes: Codes, areas: Mapping[str, set[str]]) -> dict[str, Rows]:
    """The figures of each delivery. Accepted: `STAGED`, a row a figure; an empty one is unknown.

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
            for text, why in _AREA_FAULTS.items():
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
    return batch.result(usable.drop(index=again).sort_index(), STAGED)


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
        gebied_code=_areas(raw, areas),
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
    whole = plain.str.match(
        r"^[0-9]{1,12}([.,]0{1,2})?$"
    )  # 1.234: thousands or decimals, who knows
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


def _areas(raw: pd.DataFrame, areas: Mapping[str, set[str]]) -> pd.Series:
    pairs = raw[["gebied", "gebied_soort"]].drop_duplicates()
    found = {pair: _area(*pair, areas=areas) for pair in pairs.itertuples(index=False, name=None)}
    keys = zip(raw["gebied"], raw["gebied_soort"], strict=True)
    return pd.Series([found[key] for key in keys], index=raw.index, dtype="str")


def _area(text: str, kind: str, areas: Mapping[str, set[str]]) -> str:
    """The code of an area that is given by code or by name."""
    if _AREA.match(text):
        return text.upper()
    named = areas.get(_folded_area(text), set())
    prefix = _KINDS.get(kind.strip().casefold(), "")
    fitting = sorted(code for code in named if code.startswith(prefix))
    if len(fitting) == 1:
        return fitting[0]
    return _SEVERAL if fitting else _STRANGE


def _folded_area(text: str) -> str:
    return fold_header(re.sub(r"^wijk\s+\d+\s+", "", text.strip(), flags=re.IGNORECASE))


_FIELD_OF = {"code": "onderwerp", "gebied_code": "gebied"}
_AREA_FAULTS = {
    _SEVERAL: "naam van meer dan één gebied (gemeente, wijk of buurt): download met de regiocode",
    _STRANGE: "gebied niet bekend in deze gemeente: download met de regiocode",
}
