"""Builders of addresses and lists of streets, for the tests of linking."""

from __future__ import annotations

import pandas as pd

from assets.linking.linking import Linker

FIELDS = ("straat", "plaats", "huisnummer", "postcode", "buurt")


def rows_of(*rows: dict[str, object]) -> pd.DataFrame:
    """Addresses with the fields of `rows`; other fields are empty."""
    frame = pd.DataFrame([dict.fromkeys(FIELDS, "") | row for row in rows])
    for axis in ("x", "y"):
        frame[axis] = frame[axis] if axis in frame else float("nan")
    return frame.astype(dict.fromkeys(FIELDS, "str") | {"x": "float64", "y": "float64"})


def link_one(linker: Linker, trust: bool = True, **row: object) -> pd.Series:
    """The link of a single address."""
    return linker.link(rows_of(row), trust).iloc[0]


def street_list(*rows: tuple[str, str, str]) -> pd.DataFrame:
    """A list of streets: straatnaam, woonplaats, straat_id."""
    return pd.DataFrame(rows, columns=["straatnaam", "woonplaats", "straat_id"], dtype="str")
