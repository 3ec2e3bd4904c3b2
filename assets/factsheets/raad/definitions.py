"""What the indicators on the council's sheet count, in words: no code of the police."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import SimpleNamespace

import pandas as pd

from assets.factsheets import cells, numbers, series
from assets.factsheets.sheet import Section, Terms
from assets.factsheets.wording import in_words

_LONGEST = 700


def sections(
    tables: Mapping[str, pd.DataFrame], figures: Sequence[SimpleNamespace]
) -> list[Section]:
    """A section with the definition of each main indicator, or none without definitions."""
    shown = {row.indicator_id for row in series.main_indicators(tables, figures)}
    terms = tuple(
        (cells.plain(row.naam), cells.plain(in_words(row.definitie), _LONGEST))
        for row in cells.records(tables, "indicatoren", ["indicator_id", "naam", "definitie"])
        if row.indicator_id in shown and not numbers.is_unknown(row.definitie)
    )
    return [Section("definities", "Definities", (Terms(terms),))] if terms else []
