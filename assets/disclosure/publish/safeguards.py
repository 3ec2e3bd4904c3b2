"""The last checks before an edition is written: no value beside a mark that forbids it, an attack
that recovered nothing, no name that could lead outside the folder.

They run before the first byte is written. Suppressing figures is the work of `disclosure_control`,
writing them that of `public_files`.
"""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from assets.basis.errors import AnalystError
from assets.disclosure.publish.edition import Edition
from schemas import published
from schemas.public import MARKS, WITHOUT_VALUE

_PART = r"\d{4}(-(Q[1-4]|H[12]|0[1-9]|1[0-2]))?"
_PERIOD = rf"{_PART}(--{_PART})?"
_FORMS = {
    "nummer": (r"\d{4}-Q[1-4](\.[1-9]\d*)?", "2020-Q2 of 2020-Q2.2"),
    "kwartaal": (r"\d{4}-Q[1-4]", "2020-Q2"),
    "gemeentecode": (r"GM\d{4}", "GM0935"),
}
# frame: (its contract, column of marks -> columns that must be empty beside secret and unknown)
_MARKED = {
    "figures": ("openbare_cijfers", {"teken": ("waarde", "marge_onder", "marge_boven")}),
    "revisions": (
        "openbare_herzieningen",
        {"oud_teken": ("oude_waarde",), "nieuw_teken": ("nieuwe_waarde",)},
    ),
}


def require_publishable(edition: Edition) -> None:
    """Raise AnalystError for an edition that may not be published, with the reason and a remedy.

    The message names tables, columns and numbers of rows, never a value.
    """
    _require_columns(edition)
    _require_names(edition)
    for frame, (table, marks) in _MARKED.items():
        for mark, values in marks.items():
            _require_no_value(getattr(edition, frame), table, mark, values)
    _require_audited(edition)
    _require_listed(edition)


def _require_names(edition: Edition) -> None:
    names = {
        "nummer": edition.number,
        "kwartaal": edition.quarter,
        "gemeentecode": edition.municipality_code,
    }
    for what, (pattern, example) in _FORMS.items():
        if not re.fullmatch(pattern, names[what]):
            raise _refused(f"{what} van de uitgave ziet er niet uit als {example}")
    for frame, name in ((edition.figures, "cijfers"), (edition.revisions, "herzieningen")):
        if not frame["periode"].str.fullmatch(_PERIOD).all():
            raise _refused(f"een periode in openbare_{name} is niet te lezen")


def _require_columns(edition: Edition) -> None:
    frames = {
        "openbare_cijfers": edition.figures,
        "openbare_indicatoren": edition.indicators,
        "openbare_gebieden": edition.areas,
        "openbare_herzieningen": edition.revisions,
        "openbare_uitgaven": edition.editions,
    }
    for table, frame in frames.items():
        contract = published.table(table)
        if missing := set(contract.names) - set(frame):
            raise _refused(f"{table} mist {', '.join(sorted(missing))}")
        if frame.duplicated(list(contract.grain)).any():
            raise _refused(f"{table} heeft meer dan één rij per {', '.join(contract.grain)}")


def _require_no_value(frame: pd.DataFrame, table: str, mark: str, values: tuple[str, ...]) -> None:
    marks = frame[mark]
    if not (marks.isna() | marks.isin(MARKS)).all():
        raise _refused(f"{table}.{mark} heeft een teken dat geen betekenis heeft")
    for value in values:
        shown = int((marks.isin(WITHOUT_VALUE) & frame[value].notna()).sum())
        if shown:
            raise _refused(f"{shown} keer staat er een {value} naast een geheim of onbekend cijfer")
        if np.isinf(frame[value].astype("float64")).any():
            raise _refused(f"{table}.{value} heeft een getal zonder eind")


def _require_audited(edition: Edition) -> None:
    newest = edition.editions.head(1)
    if not newest["uitgave"].eq(edition.number).any():
        raise _refused("de lijst van uitgaven begint niet met deze uitgave")
    if recovered := int(newest["herleidbaar"].iloc[0]):
        raise _refused(f"{recovered} geheime cijfers zijn uit de openbare cijfers terug te rekenen")


def _require_listed(edition: Edition) -> None:
    for column, listed in (
        ("indicator_id", edition.indicators["indicator_id"]),
        ("gebied_code", edition.areas["gebied_code"]),
    ):
        if not edition.figures[column].isin(listed).all():
            raise _refused(f"openbare_cijfers heeft een {column} die niet in zijn lijst staat")


def _refused(reason: str) -> AnalystError:
    return AnalystError(
        f"De open data zijn niet geschreven: {reason}. De vorige uitgave staat er nog. Maak de "
        "openbare cijfers opnieuw; blijft dit, meld het dan aan de beheerder."
    )
