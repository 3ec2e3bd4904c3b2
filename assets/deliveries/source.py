"""What the house needs to know of a source of deliveries: one `Source` each.

The sources themselves live in `assets.sources`, a folder each. Everything that differs between
them is said here once: how a delivery is recognised, how its rows are made, what is kept of them,
and what people call it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from assets.basis.home import Home
from assets.deliveries.batch import Batch, Rows
from schemas.configuration import Configuration
from schemas.layout import Layout


class Kind(StrEnum):
    """What a row of a source is, as the models know it (`bronnen.soort`)."""

    ROWS = "rijen"  # a case, linked to a street and counted by month; the newest delivery counts
    FIGURES = "cijfers"  # a figure that was counted by its source, and is published as it came
    NOTES = "teksten"  # what the team writes; of an edited file the newest version counts, whole


@dataclass(frozen=True)
class Recipe:
    """How the rows of a source are made. `made_from`: settings, reference and key, as values of
    which `repr` says everything; the program itself is always part of the mark."""

    made_from: tuple[object, ...]
    make: Callable[[Batch], dict[str, Rows]]


@dataclass(frozen=True)
class Source:
    """One source of deliveries.

    `name`: as in `leveringen.bron` and the folders of a home. `title`: as people read it.
    `description`: of its Dagster asset, in Dutch; `group`: that of the asset; `needs`: the assets
    that it reads. `layouts`: how its deliveries are laid out, under the settings of a municipality;
    more than one where several systems deliver it. `columns`: the staged columns, name -> type
    (str, int64 or float64). `recipe`: how rows are made.

    `model`: the staging model that gives its rows or figures to the counts. `code`: for rows, the
    SQL expression over staged columns that the gates compare between deliveries. `monthly`: whether
    a delivery covers months, of which one can be missing.

    `counts`: whether its figures count something; those of a survey are estimates, with a margin.
    `shown_as`: its name in `indicatoren.bron`. `stands_in_for`: the source whose absence makes
    these figures count in its place. `revised_as`: what the council reads where a later delivery
    changes a figure. `side_by_side`: whether its systems can be used beside each other (a stream
    each); decided by a setting. `reads_ahead`: whether a second process may make its rows while a
    run starts. `unread`: headers that are known and never read.
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
    counts: bool = True
    shown_as: str = ""
    stands_in_for: str = ""
    revised_as: str = ""
    side_by_side: Callable[[Configuration], bool] = lambda configuration: False
    reads_ahead: bool = False
    unread: tuple[str, ...] = ()

    @property
    def asset(self) -> str:
        """The name of its Dagster asset, and of the table of its staged rows."""
        return f"staged_{self.name}"

    @property
    def indicator_source(self) -> str:
        """What `indicatoren.bron` calls it."""
        return self.shown_as or self.name
