"""Small multiples: the twelve-month totals of the largest key figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import SimpleNamespace

import pandas as pd

from assets.factsheets import series
from assets.factsheets.driehoek import key_figures
from assets.factsheets.sheet import About, Section

_MOST = 10  # drawings


def sections(
    tables: Mapping[str, pd.DataFrame], figures: Sequence[SimpleNamespace], about: About
) -> tuple[Section, ...]:
    """A section with the drawings, or none if nothing can be drawn."""
    main = series.main_indicators(tables, figures)
    ranked = sorted(enumerate(main), key=lambda pair: key_figures.rank(*pair))
    chosen = [row for _, row in ranked if row.bron != "register"][:_MOST]
    last = about.period.rpartition("--")[2]
    drawn = series.courses(tables, [(row.indicator_id, row.indicator) for row in chosen], last)
    if drawn is None:
        return ()
    return (Section("verloop", "Verloop over twaalf maanden", (drawn,)),)
