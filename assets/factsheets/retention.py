"""Removing the restricted sheets of the Driehoek after their term, with the tables that were made
for an earlier issue. Which term applies is a setting.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path

from assets.basis.home import Home
from assets.basis.removal import Removal, remove_folder, size_of
from assets.basis.terms import end_of_month

_PERIOD = re.compile(r"\d{4}-\d{2}--(?P<last>\d{4}-\d{2})")


def outdated_sheets(home: Home, until: date) -> list[Removal]:
    """The sheets of periods that ended on `until` or before, oldest first.

    The newest sheet stays, as every run renders it again; named copies of it (`peildatum=...`)
    do not.
    """
    current = sorted(_periods(home.root / "factsheets" / "driehoek"))
    folders = [*current[:-1], *_copies(home.root)]
    removals = [
        Removal(
            "factsheets",
            folder.relative_to(home.root).as_posix(),
            ended,
            size_of(folder),
            partial(remove_folder, folder),
        )
        for folder in folders
        for ended in [end_of_month(_PERIOD.search(folder.name)["last"])]
        if ended <= until
    ]
    return sorted(removals, key=lambda removal: (removal.since, removal.name))


def _copies(root: Path) -> Iterator[Path]:
    """The sheets as known on a day, and the tables of earlier issues."""
    for day in sorted((root / "publish").glob("peildatum=*")):
        yield from sorted(_periods(day / "factsheets" / "driehoek"))
    for pattern in ("uitgave=*", "peildatum=*/uitgave=*"):
        tables = sorted((root / "tables").glob(pattern))
        yield from (folder for folder in tables if _PERIOD.search(folder.name))


def _periods(folder: Path) -> Iterator[Path]:
    return (path for path in folder.glob("*--*") if _PERIOD.fullmatch(path.name))
