"""An edition as the public tables of a home, read and written; and whether readers see two editions
differ.

How an edition is made belongs in `making`, how its figures are marked in `marks`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

import pandas as pd

from assets.basis.home import Home
from assets.disclosure.publish.edition import Edition
from assets.warehouse.derived import tables_of
from schemas import published

# frame of an edition: its table
_TABLES = {
    "figures": "openbare_cijfers",
    "indicators": "openbare_indicatoren",
    "areas": "openbare_gebieden",
    "revisions": "openbare_herzieningen",
    "editions": "openbare_uitgaven",
    "verdicts": "openbare_oordelen",
}


def find_edition(home: Home) -> Edition | None:
    """The edition in the tables of `home`: the newest, as known on its reference date; None if no
    quarter is complete yet."""
    frames = {}
    with tables_of(home) as tables:
        for field, name in _TABLES.items():
            if name in tables.names:
                frames[field] = tables.execute(f"select * from {name}").df()
    if len(frames) < len(_TABLES) or frames["editions"].empty:
        return None
    newest = frames["editions"].iloc[0]
    city = frames["areas"].set_index("gebiedsniveau").loc["gemeente"]
    return Edition(
        newest["uitgave"],
        newest["kwartaal"],
        newest["publicatiedatum"].date(),
        newest["peildatum"].date(),
        city["gebied_code"],
        city["gebiedsnaam"],
        **frames,
    )


def tables_of_edition(edition: Edition | None) -> dict[str, pd.DataFrame]:
    """Table -> its rows, with the columns of its contract; empty tables without an edition."""
    if edition is None:
        return {
            name: pd.DataFrame(columns=list(published.table(name).names))
            for name in published.EDITION
        }
    tables = {name: getattr(edition, field) for field, name in _TABLES.items()}
    return tables | {"openbare_feiten_en_cijfers": _facts_and_figures(edition)}


def public_mark(edition: Edition) -> str:
    """The mark under which the tables of `edition` are published: a hash of what anyone can read.

    A mark that depended on a suppressed value would let a reader try counts until it matches.
    """
    return f"{edition.number} {_digest(getattr(edition, field) for field in _TABLES)}"


def is_same_to_readers(edition: Edition, other: Edition) -> bool:
    """Whether two editions publish the same quarter, figures, indicators and areas."""
    return edition.quarter == other.quarter and (
        _digest(_content(edition)) == _digest(_content(other))
    )


def _content(edition: Edition) -> list[pd.DataFrame]:
    figures = edition.figures.drop(columns=["versie", "publicatiedatum"])
    return [figures, edition.indicators, edition.areas]


def _digest(frames: Iterable[pd.DataFrame]) -> str:
    content = "\n".join(frame.to_csv(index=False) for frame in frames)
    return hashlib.sha256(content.encode()).hexdigest()[:16]


def _facts_and_figures(edition: Edition) -> pd.DataFrame:
    """The table `openbare_feiten_en_cijfers`: counts of the whole municipality, as on the site."""
    city = edition.figures[edition.figures["gebied_code"].eq(edition.municipality_code)]
    described = edition.indicators[["indicator_id", "naam", "registratietype", "eenheid", "bron"]]
    rows = city.drop(columns="eenheid").merge(described, on="indicator_id")
    counts = rows[rows["eenheid"].eq("aantal") & rows["bron"].ne("melddesk")]
    return counts.rename(columns={"naam": "indicator"}).assign(
        peildatum=pd.Timestamp(edition.known_until)
    )[list(published.table("openbare_feiten_en_cijfers").names)]
