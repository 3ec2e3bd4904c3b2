"""What an edition must satisfy before the site is made from it. Nothing is repaired here.

A message names the table, the row (from 1) and the column, but never the content of a cell.
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
    """Raise `AnalystError` for an edition that cannot become a safe and complete site.

    That is: a code that is unsafe or ambiguous in an address, a hidden figure with a value, a
    secret that can be recovered, a period of unknown form, or a figure of an unknown indicator or
    area.
    """
    for name, frame, column in (
        ("openbare_gebieden", edition.areas, "gebied_code"),
        ("openbare_indicatoren", edition.indicators, "indicator_id"),
    ):
        _refuse(name, column, frame[column].map(_is_unsafe), "heeft andere tekens dan A-Z 0-9 _ -")
        # a file system may ignore case
        is_double = frame[column].str.casefold().duplicated()
        _refuse(name, column, is_double, "staat er al, eventueel met andere hoofdletters")
    _check_hidden(edition)
    for name, frame in (
        ("openbare_cijfers", edition.figures),
        ("openbare_herzieningen", edition.revisions),
    ):
        _check_keys(name, frame, edition)
    is_open = edition.editions["herleidbaar"].head(1).fillna(0) != 0  # the newest edition
    _refuse("openbare_uitgaven", "herleidbaar", is_open, "is geen 0: er is een cijfer te raden")


def _check_hidden(edition: Edition) -> None:
    for name, frame, mark, columns in (
        ("openbare_cijfers", edition.figures, "teken", ("waarde", "marge_onder", "marge_boven")),
        ("openbare_herzieningen", edition.revisions, "oud_teken", ("oude_waarde",)),
        ("openbare_herzieningen", edition.revisions, "nieuw_teken", ("nieuwe_waarde",)),
    ):
        is_hidden = frame[mark].isin(WITHOUT_VALUE)
        for column in columns:
            is_wrong = is_hidden & frame[column].notna()
            _refuse(name, column, is_wrong, "is gevuld bij een cijfer dat geheim of onbekend is")


def _check_keys(name: str, frame: pd.DataFrame, edition: Edition) -> None:
    pairs = frame[["periode_soort", "periode"]].drop_duplicates()
    is_bad = [
        kind not in FORMS or not FORMS[kind].fullmatch(period)
        for kind, period in pairs.itertuples(index=False)
    ]
    is_wrong = pd.Series(dtype=bool)
    if any(is_bad):
        is_wrong = frame["periode"].isin(pairs.loc[is_bad, "periode"])
    _refuse(name, "periode", is_wrong, "heeft geen bekende vorm of past niet bij periode_soort")
    for column, known in (("indicator_id", edition.indicators), ("gebied_code", edition.areas)):
        is_wrong = ~frame[column].isin(known[column])
        _refuse(name, column, is_wrong, "staat niet in de tabel die hem beschrijft")


def _is_unsafe(code: object) -> bool:
    return not isinstance(code, str) or len(code) > _LONGEST or _SAFE.fullmatch(code) is None


def _refuse(table: str, column: str, is_wrong: pd.Series, reason: str) -> None:
    if is_wrong.any():
        row = int(is_wrong.to_numpy(dtype=bool).argmax()) + 1
        raise AnalystError(f"Tabel {table}, rij {row}: kolom {column} {reason}. {_AGAIN}")
