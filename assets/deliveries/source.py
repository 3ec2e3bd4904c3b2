"""What the rest of the program needs to know of a source of deliveries: one `Source` each.

The sources themselves are in `assets.sources`, one folder each. A `Source` declares everything that
differs between them: how a delivery is recognised, how its rows are made, which columns are kept,
and its name for readers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

import pandas as pd

from assets.basis.home import Home
from assets.deliveries.batch import Batch, Rows
from schemas.configuration import Configuration
from schemas.layout import Layout


class Kind(StrEnum):
    """What a row of a source is; in the models, `bronnen.soort`."""

    ROWS = "rijen"  # a case, linked to a street and counted by month
    FIGURES = "cijfers"  # a figure counted by its source, published as delivered
    NOTES = "teksten"  # text of the safety team; the newest version of a file replaces the others


@dataclass(frozen=True)
class Recipe:
    """How the rows of a source are made. `made_from`: what they depend on (settings, reference,
    key), as values with a complete `repr`; the program itself is always part of the mark.

    `in_parts`: whether a large delivery may be made a part at a time; each part knows the keys of
    earlier ones. `look`: what a part must know of all parts, as `Batch.whole`.
    """

    made_from: tuple[object, ...]
    make: Callable[[Batch], dict[str, Rows]]
    in_parts: bool = False
    look: Callable[[Iterable[Batch]], object] | None = None


@dataclass(frozen=True)
class Source:
    """One source of deliveries.

    `name`: in `leveringen.bron` and the folders of a home. `title`: its name for readers.
    `description`: of its Dagster asset, in Dutch. `group`: of the asset. `needs`: the assets that
    it reads. `layouts`: how its deliveries are laid out, under the settings of a municipality; one
    for each system that delivers it. `columns`: the staged columns, name -> type (str, int64 or
    float64). `recipe`: how rows are made.

    `model`: the staging model that the counts read. `code`: for rows, the SQL expression over
    staged columns that the gates compare between deliveries. `monthly`: whether a delivery covers
    months, so that a month can be missing.

    `by_theme`: whether straatbeeld, buurtbeeld and the hotspots show its rows, by theme; only for
    the police and the reports, which have columns there.

    `counts`: whether its figures are counts; those of a survey are estimates with a margin.
    `shown_as`: its name in `indicatoren.bron`. `stands_in_for`: the source that these figures
    replace if that source delivers nothing. `revised_as`: what the council reads if a later
    delivery changes a figure. `side_by_side`: whether its systems are used side by side, each as a
    stream of its own; depends on a setting. `addressed`: rows as read -> the same rows with their
    address in the fields gemeente, plaats and straat. `words`: columns with words of a list, to
    which the analyst may add. `unread`: headers that are known and never read. `labels`: what
    labels in its tables are, where those are laid out for people (`Layout.labels`).
    `social_domain`: whether its rows come from the social domain (care, youth, debts); it is
    refused until the municipality has signed a decision.
    """

    name: str
    title: str
    description: str
    kind: Kind
    layouts: Callable[[Configuration], tuple[Layout, ...]]
    columns: Mapping[str, str]
    recipe: Callable[[Home, Configuration], Recipe]
    group: str
    needs: tuple[str, ...] = ("archief", "koppelindex")
    model: str = ""
    code: str = ""
    monthly: bool = True
    by_theme: bool = False
    counts: bool = True
    shown_as: str = ""
    stands_in_for: str = ""
    revised_as: str = ""
    side_by_side: Callable[[Configuration], bool] = lambda configuration: False
    addressed: Callable[[pd.DataFrame], pd.DataFrame] = lambda rows: rows
    words: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    labels: Callable[[Configuration], tuple[tuple[str, str], ...]] = lambda configuration: ()
    social_domain: bool = False

    @property
    def asset(self) -> str:
        """The name of its Dagster asset, and of the table of its staged rows."""
        return f"staged_{self.name}"

    @property
    def indicator_source(self) -> str:
        """Its name in `indicatoren.bron`."""
        return self.shown_as or self.name
