"""What differs between report systems, behind the first door: where the address stands, what a
status means, which of a split report counts. The rules that all share stand in `melddesk`.
"""

from __future__ import annotations

import json
from collections.abc import Callable

import pandas as pd

from assets.deliveries.batch import ROW, Batch
from assets.linking.door import given, points
from schemas.configuration import MeldDesk
from schemas.layout import fold_header
from schemas.melddesk import SOURCE
from schemas.report_systems import MELDDESK, system_of

# Keys of the address of the location server -> our field.
_ADDRESS = {
    "straat": ("openbare_ruimte", "straatnaam"),
    "huisnummer": ("huisnummer",),
    "postcode": ("postcode",),
    "plaats": ("woonplaats",),
}


def one_address(raw: pd.DataFrame) -> pd.DataFrame:
    """`raw` with the address in its own fields, also where the system gives it as JSON or in one
    line; and with no neighbourhood where the area is not one of CBS."""
    if "adres" not in raw:
        return raw
    raw = raw.fillna({"adres": "", "adrestekst": "", "gebiedscode": "", "hoofdmelding": ""})
    bare = raw[list(_ADDRESS)].eq("").all(axis="columns")
    told = {text: _parts(text) for text in raw.loc[bare, "adres"].unique()}
    for field in _ADDRESS:
        inside = raw["adres"].map(lambda text, field=field: told.get(text, {}).get(field, ""))
        raw[field] = raw[field].where(~bare, inside.astype("str"))
    raw["straat"] = raw["straat"].where(raw["straat"].ne(""), raw["adrestekst"])
    elsewhere = given(raw["gebiedscode"]) & ~raw["gebiedscode"].str.startswith("BU")
    raw["buurt"] = raw["buurt"].where(~elsewhere, "")
    return raw


def _parts(text: str) -> dict[str, str]:
    """The fields of an address in JSON, also without its outer quotes; none where it is no JSON."""
    for written in (text, text.replace('\\"', '"'), text.replace('""', '"')):
        try:
            found = json.loads(written)
        except (ValueError, RecursionError):
            continue
        if isinstance(found, dict):
            return {field: _first(found, keys) for field, keys in _ADDRESS.items()}
    return {}


def _first(found: dict, keys: tuple[str, ...]) -> str:
    return next((str(found[key]).strip() for key in keys if found.get(key)), "")


def normal_statuses(raw: pd.DataFrame, settings: MeldDesk) -> pd.Series:
    """The status of each row in our words; `onbekend` where nobody knows it."""
    own = {fold_header(word): status for word, status in settings.statussen.items()}

    def of_system(rows: pd.DataFrame, system: str) -> pd.Series:
        known = {**system_of(system).statuses, **own}
        norm = {text: known.get(fold_header(text), "onbekend") for text in rows["status"].unique()}
        return rows["status"].map(norm).astype("str")

    return by_system(raw, of_system)


def points_in_rd(raw: pd.DataFrame, settings: MeldDesk) -> pd.DataFrame:
    """x and y in RD metres, from the coordinates in which each system gives them."""
    known = {layout.system: layout for layout in settings.layouts}

    def of_system(rows: pd.DataFrame, system: str) -> pd.DataFrame:
        layout = known.get(system, settings.layout)
        return points(rows, layout.decimal, layout.coordinates)

    return by_system(raw, of_system)


def point_first(system: str, settings: MeldDesk) -> bool:
    """Whether a point goes before an address: as the settings say, else as the system works."""
    if settings.punt_eerst is not None:
        return settings.punt_eerst
    return system_of(system).point_first


def numbered_by(system: str) -> str:
    """Whose numbers they are: number 12 of one system is not that of another."""
    return SOURCE if system in {"", MELDDESK} else f"{SOURCE}|{system}"


def counted_once(batch: Batch, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows without those that tell of a report that another row tells of.

    A main report is what a resident reported; its parts are the work of the municipality, and do
    not count. Where a main report was split up for good, its parts count and not itself.
    """
    if "hoofdmelding" not in rows:
        return rows
    raw = batch.frame
    folded = raw["status"].map({text: fold_header(text) for text in raw["status"].unique()})
    split_words = raw["systeem"].map(lambda system: system_of(system).split)
    split = pd.Series(
        [word in words for word, words in zip(folded, split_words, strict=True)], index=raw.index
    )
    ended = set(zip(raw.loc[split, "levering_id"], raw.loc[split, "meldingnummer"], strict=True))
    parts = pd.Series(
        [
            bool(parent) and (delivery, parent) not in ended
            for delivery, parent in zip(rows["levering_id"], rows["hoofdmelding"], strict=True)
        ],
        index=rows.index,
    )
    whole = split.reindex(rows.index)
    batch.fault(rows.index[whole], "status", SPLIT, ROW)
    batch.fault(rows.index[parts & ~whole], "hoofdmelding", PART, ROW)
    return rows[~whole & ~parts]


SPLIT = "gesplitste melding: de afgesplitste meldingen tellen"
PART = "deelmelding: de hoofdmelding telt"


def by_system(
    rows: pd.DataFrame, make: Callable[[pd.DataFrame, str], pd.Series | pd.DataFrame]
) -> pd.Series | pd.DataFrame:
    """What `make` gives for the rows of each system, on the index of `rows`."""
    systems = rows["systeem"].unique()
    if len(systems) <= 1:
        return make(rows, systems[0] if len(systems) else "")
    made = [make(part, system) for system, part in rows.groupby("systeem", sort=False)]
    return pd.concat(made).reindex(rows.index)
