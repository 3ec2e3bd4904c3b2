"""Figures that became other figures in a later edition, as they are told on the pages.

A change of status alone is none that a reader looks for: it is counted, never listed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from assets.factsheets import numbers
from assets.website import figures, periods
from assets.website.described import Indicator
from assets.website.figures import Figure
from schemas.public import PROVISIONAL

_STATUS = "status"
_FINAL = "was voorlopig, is nu definitief"


@dataclass(frozen=True)
class Revision:
    """One figure that changed: what it was and what it is, as text or mark."""

    indicator: Indicator
    area: str
    period: str
    edition: str
    published: object
    old: Figure
    new: Figure
    kind: str

    @property
    def when(self) -> str:
        """The period in words."""
        return periods.words(self.period)

    @property
    def when_short(self) -> str:
        """The period as in a narrow column."""
        return periods.short(self.period)

    @property
    def is_of_status(self) -> bool:
        """Whether the figure itself stayed as it was."""
        return self.kind == _STATUS

    @property
    def is_final(self) -> bool:
        """Whether it was provisional and is no longer; of a secret figure only the status can
        change, and that is how it does."""
        if self.is_of_status and self.old.is_secret and self.new.is_secret:
            return True
        return PROVISIONAL in self.old.marks and PROVISIONAL not in self.new.marks

    @property
    def what(self) -> str:
        """What happened to it, in words."""
        if self.is_of_status:
            return _FINAL if self.is_final else "het getal bleef gelijk"
        is_told = self.is_final and self.new.value is not None
        return f"{self.kind}; {_FINAL}" if is_told else self.kind


def of_value(revisions: Iterable[Revision]) -> list[Revision]:
    """Those that are another number, another secret, or gone."""
    return [one for one in revisions if not one.is_of_status]


def status_words(revisions: Iterable[Revision]) -> str:
    """Those that changed in status alone, as one sentence; empty where there are none."""
    own = [one for one in revisions if one.is_of_status]
    if not own:
        return ""
    much = numbers.count(len(own))
    if not all(one.is_final for one in own):
        figures_words = numbers.counted(len(own), "cijfer", "cijfers")
        return f"Bij {figures_words} veranderde alleen de status; het getal bleef gelijk."
    said = "voorlopig cijfer is" if len(own) == 1 else "voorlopige cijfers zijn"
    return f"{much} {said} definitief geworden; daarbij veranderde geen getal."


def revisions_of(frame: pd.DataFrame, indicators: Mapping[str, Indicator]) -> list[Revision]:
    """`openbare_herzieningen` -> the newest edition first, then by indicator and period."""
    place = {name: at for at, name in enumerate(indicators)}
    found = []
    for row in frame.to_dict("records"):
        one = indicators[row["indicator_id"]]
        old, new = (
            Figure(figures.number(row[value]), figures.text(row[mark]), unit=one.unit)
            for value, mark in (("oude_waarde", "oud_teken"), ("nieuwe_waarde", "nieuw_teken"))
        )
        found.append(
            Revision(
                indicator=one,
                area=row["gebied_code"],
                period=row["periode"],
                edition=str(row["uitgave"]),
                published=row["publicatiedatum"],
                old=old,
                new=new,
                kind=figures.text(row["soort"]),
            )
        )
    found.sort(key=lambda one: (one.area, place[one.indicator.id], one.period))
    found.sort(key=lambda one: (str(one.published), one.edition), reverse=True)
    return found
