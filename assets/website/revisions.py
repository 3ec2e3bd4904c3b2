"""Figures that became other figures in a later edition, as they are told on the pages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from assets.website import figures, periods
from assets.website.described import Indicator
from assets.website.figures import Figure


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
