"""Differences between report systems: where the address is, what a status means, and which part of
a split report counts. What all systems share is in `rows`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pandas as pd

from assets.deliveries.batch import ROW, Batch
from assets.sources.cases import is_filled, points
from schemas.configuration import MeldDesk
from schemas.layout import fold_header
from schemas.melddesk import SOURCE
from schemas.report_systems import MELDDESK, system_of

# Our field -> keys of it in the address of the location server.
_ADDRESS = {
    "straat": ("openbare_ruimte", "straatnaam"),
    "huisnummer": ("huisnummer",),
    "postcode": ("postcode",),
    "plaats": ("woonplaats",),
}


def one_address(raw: pd.DataFrame) -> pd.DataFrame:
    """`raw` with the address in separate fields, also from a system that gives JSON or one line;
    the neighbourhood is emptied if the area is not one of CBS."""
    if "adres" not in raw:
        return raw
    raw = raw.fillna({"adres": "", "adrestekst": "", "gebiedscode": "", "hoofdmelding": ""})
    bare = raw[list(_ADDRESS)].eq("").all(axis="columns")
    parts = {text: _parts(text) for text in raw.loc[bare, "adres"].unique()}
    for field in _ADDRESS:
        part = raw["adres"].map(lambda text, field=field: parts.get(text, {}).get(field, ""))
        raw[field] = raw[field].where(~bare, part.astype("str"))
    raw["straat"] = raw["straat"].where(raw["straat"].ne(""), raw["adrestekst"])
    elsewhere = is_filled(raw["gebiedscode"]) & ~raw["gebiedscode"].str.startswith("BU")
    raw["buurt"] = raw["buurt"].where(~elsewhere, "")
    return raw


def _parts(text: str) -> dict[str, str]:
    """The fields of an address in JSON, quoted or escaped; none if it is not JSON."""
    for written in (text, text.replace('\\"', '"'), text.replace('""', '"')):
        try:
            address = json.loads(written)
        except (ValueError, RecursionError):
            continue
        if isinstance(address, dict):
            return {field: _first(address, keys) for field, keys in _ADDRESS.items()}
    return {}


def _first(address: dict, keys: tuple[str, ...]) -> str:
    return next((str(address[key]).strip() for key in keys if address.get(key)), "")


def normal_statuses(raw: pd.DataFrame, settings: MeldDesk) -> pd.Series:
    """The status of each row, normalised; `onbekend` if neither settings nor system know it."""
    own = {fold_header(word): status for word, status in settings.statussen.items()}

    def of_system(rows: pd.DataFrame, system: str) -> pd.Series:
        known = {**system_of(system).statuses, **own}
        statuses = {
            text: known.get(fold_header(text)) or "onbekend" for text in rows["status"].unique()
        }
        return rows["status"].map(statuses).astype("str")

    return by_system(raw, of_system)


def points_in_rd(raw: pd.DataFrame, settings: MeldDesk) -> pd.DataFrame:
    """x and y in RD metres, from the coordinates that each system uses."""
    known = {layout.system: layout for layout in settings.layouts}

    def of_system(rows: pd.DataFrame, system: str) -> pd.DataFrame:
        layout = known.get(system, settings.layout)
        return points(rows, layout.decimal, layout.coordinates)

    return by_system(raw, of_system)


def point_first(system: str, settings: MeldDesk) -> bool:
    """Whether a point takes precedence over an address: by the settings, else by the system."""
    if settings.punt_eerst is not None:
        return settings.punt_eerst
    return system_of(system).point_first


def numbered_by(system: str) -> str:
    """Who gave the numbers: number 12 of one system is not number 12 of another."""
    return SOURCE if system in {"", MELDDESK} else f"{SOURCE}|{system}"


@dataclass(frozen=True)
class Whole:
    """Of all parts of a large delivery. `split`: the numbers of reports that were closed by
    splitting them. `times`: field -> how often each time of day occurs (`times_of_day`)."""

    split: frozenset[str]
    times: Mapping[str, pd.DataFrame]


def counted_once(batch: Batch, rows: pd.DataFrame) -> pd.DataFrame:
    """One row per report of a resident; the other rows about it are rejected.

    The main report is what a resident reported; its parts are work items of the municipality and do
    not count. If the main report was closed by splitting it, its parts count instead.
    """
    if "hoofdmelding" not in rows:
        return rows
    raw = batch.frame
    was_split = were_split(raw)
    split_up = raw[was_split]
    closed = set(zip(split_up["levering_id"], split_up["meldingnummer"], strict=True))
    split = batch.whole.split if batch.whole else frozenset()
    is_part = pd.Series(
        [
            bool(parent) and (delivery, parent) not in closed and parent not in split
            for delivery, parent in zip(rows["levering_id"], rows["hoofdmelding"], strict=True)
        ],
        index=rows.index,
    )
    is_split = was_split.reindex(rows.index)
    batch.fault(rows.index[is_split], "status", SPLIT, ROW)
    batch.fault(rows.index[is_part & ~is_split], "hoofdmelding", PART, ROW)
    return rows[~is_split & ~is_part]


def were_split(raw: pd.DataFrame) -> pd.Series:
    """Whether each report was closed by splitting it, by its `status` as delivered."""
    folded = raw["status"].map({text: fold_header(text) for text in raw["status"].unique()})
    split_words = raw["systeem"].map(lambda system: system_of(system).split)
    return pd.Series(
        [word in words for word, words in zip(folded, split_words, strict=True)], index=raw.index
    )


SPLIT = "gesplitste melding: de afgesplitste meldingen tellen"
PART = "deelmelding: de hoofdmelding telt"


def by_system(
    rows: pd.DataFrame, make: Callable[[pd.DataFrame, str], pd.Series | pd.DataFrame]
) -> pd.Series | pd.DataFrame:
    """`make` applied to the rows of each system, put together on the index of `rows`."""
    systems = rows["systeem"].unique()
    if len(systems) <= 1:
        return make(rows, systems[0] if len(systems) else "")
    parts = [make(part, system) for system, part in rows.groupby("systeem", sort=False)]
    return pd.concat(parts).reindex(rows.index)
