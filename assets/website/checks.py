"""What an edition must satisfy before a page is made of it. Nothing is mended here.

A message names the table, the row (from 1) and the column, never what stands there.
"""

from __future__ import annotations

import re

import pandas as pd

from assets.basis.errors import AnalystError
from assets.disclosure.publish.edition import Edition
from assets.website.periods import FORMS
from schemas.public import WITHOUT_VALUE

_SAFE = re.compile(r"[A-Za-z0-9_-]+")
_LONGEST = 100
_AGAIN = "Er is geen site gemaakt; de vorige staat er nog. Maak de uitgave opnieuw."


def check(edition: Edition) -> None:
    """Raise `AnalystError` where a code cannot be part of an address, a hidden figure has a value,
    a period has no known form, or a figure is of an indicator or area that is not described."""
    for name, frame, column in (
        ("openbare_gebieden", edition.areas, "gebied_code"),
        ("openbare_indicatoren", edition.indicators, "indicator_id"),
    ):
        _refuse(name, column, frame[column].map(_is_unsafe), "heeft andere tekens dan A-Z 0-9 _ -")
        double = frame[column].str.casefold().duplicated()
        _refuse(name, column, double, "staat er al, eventueel met andere hoofdletters")
    figures, revisions = edition.figures, edition.revisions
    hidden = figures["teken"].isin(WITHOUT_VALUE)
    for column in ("waarde", "marge_onder", "marge_boven"):
        wrong = hidden & figures[column].notna()
        _refuse(
            "openbare_cijfers", column, wrong, "is gevuld bij een cijfer dat geheim of onbekend is"
        )
    for mark, column in (("oud_teken", "oude_waarde"), ("nieuw_teken", "nieuwe_waarde")):
        wrong = revisions[mark].isin(WITHOUT_VALUE) & revisions[column].notna()
        _refuse(
            "openbare_herzieningen",
            column,
            wrong,
            "is gevuld bij een cijfer dat geheim of onbekend is",
        )
    for name, frame in (("openbare_cijfers", figures), ("openbare_herzieningen", revisions)):
        _check_keys(name, frame, edition)
    open_cells = edition.editions["herleidbaar"].head(1).fillna(0) != 0  # the newest
    _refuse("openbare_uitgaven", "herleidbaar", open_cells, "is geen 0: er is een cijfer te raden")


def _check_keys(name: str, frame: pd.DataFrame, edition: Edition) -> None:
    pairs = frame[["periode_soort", "periode"]].drop_duplicates()
    bad = [
        kind not in FORMS or not FORMS[kind].fullmatch(period)
        for kind, period in pairs.itertuples(index=False)
    ]
    wrong = frame["periode"].isin(pairs.loc[bad, "periode"]) if any(bad) else pd.Series(dtype=bool)
    _refuse(name, "periode", wrong, "heeft geen bekende vorm of past niet bij periode_soort")
    for column, known in (("indicator_id", edition.indicators), ("gebied_code", edition.areas)):
        wrong = ~frame[column].isin(known[column])
        _refuse(name, column, wrong, "staat niet in de tabel die hem beschrijft")


def _is_unsafe(code: object) -> bool:
    return not isinstance(code, str) or len(code) > _LONGEST or _SAFE.fullmatch(code) is None


def _refuse(table: str, column: str, wrong: pd.Series, why: str) -> None:
    if wrong.any():
        row = int(wrong.to_numpy(dtype=bool).argmax()) + 1
        raise AnalystError(f"Tabel {table}, rij {row}: kolom {column} {why}. {_AGAIN}")
