"""Figures that changed in a later edition, as the pages show them.

A change of status alone does not interest a reader: the pages count those and never list them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from assets.website import figures, periods
from assets.website.figures import Figure
from assets.website.indicator import Indicator
from schemas import dutch
from schemas.public import PROVISIONAL

_STATUS = "status"
_FINAL = "was voorlopig, is nu definitief"


@dataclass(frozen=True)
class Revision:
    """One figure that changed; a row of `openbare_herzieningen`."""

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
        """The period for a narrow column."""
        return periods.short(self.period)

    @property
    def is_of_status(self) -> bool:
        """Whether only the status changed, not the figure."""
        return self.kind == _STATUS

    @property
    def is_final(self) -> bool:
        """Whether a provisional figure became final.

        The marks of a secret figure do not show its status, but that is the only way in which its
        status can change.
        """
        if self.is_of_status and self.old.is_secret and self.new.is_secret:
            return True
        return PROVISIONAL in self.old.marks and PROVISIONAL not in self.new.marks

    @property
    def what(self) -> str:
        """What changed, in words."""
        if self.is_of_status:
            return _FINAL if self.is_final else "het getal bleef gelijk"
        mentions_final = self.is_final and self.new.value is not None
        return f"{self.kind}; {_FINAL}" if mentions_final else self.kind


def of_value(revisions: Iterable[Revision]) -> list[Revision]:
    """The revisions in which the figure itself changed, was hidden, revealed or dropped."""
    return [revision for revision in revisions if not revision.is_of_status]


def status_words(revisions: Iterable[Revision]) -> str:
    """One sentence about the revisions of status alone; empty if there are none."""
    of_status = [revision for revision in revisions if revision.is_of_status]
    if not of_status:
        return ""
    if not all(revision.is_final for revision in of_status):
        changed = dutch.counted(len(of_status), "cijfer", "cijfers")
        return f"Bij {changed} veranderde alleen de status; het getal bleef gelijk."
    number = dutch.count(len(of_status))
    became = "voorlopig cijfer is" if len(of_status) == 1 else "voorlopige cijfers zijn"
    return f"{number} {became} definitief geworden; daarbij veranderde geen getal."


def revisions_of(frame: pd.DataFrame, indicators: Mapping[str, Indicator]) -> list[Revision]:
    """`openbare_herzieningen` -> the newest edition first, then by area, indicator and period."""
    revisions = []
    for row in frame.to_dict("records"):
        indicator = indicators[row["indicator_id"]]
        old, new = (
            Figure(figures.number(row[value]), figures.text(row[mark]), unit=indicator.unit)
            for value, mark in (("oude_waarde", "oud_teken"), ("nieuwe_waarde", "nieuw_teken"))
        )
        revisions.append(
            Revision(
                indicator=indicator,
                area=row["gebied_code"],
                period=row["periode"],
                edition=str(row["uitgave"]),
                published=row["publicatiedatum"],
                old=old,
                new=new,
                kind=figures.text(row["soort"]),
            )
        )
    rank = {indicator_id: place for place, indicator_id in enumerate(indicators)}
    revisions.sort(key=lambda each: (each.area, rank[each.indicator.id], each.period))
    revisions.sort(key=lambda each: (str(each.published), each.edition), reverse=True)
    return revisions
