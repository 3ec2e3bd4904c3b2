"""What a file would give under certain settings: read, made into rows and linked as a run does, and
then forgotten. Nothing is stored.

Which settings to try is for `profile` and `init`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd

from assets.basis.home import Home
from assets.deliveries.arriving import Copy, stamp_of
from assets.deliveries.batch import ROW, Batch, Rows
from assets.deliveries.examining import Examined, Rules, examine
from assets.deliveries.first_seen import Seen
from assets.deliveries.large import rows_in_parts
from assets.deliveries.reader import InThisProcess, Reader
from assets.deliveries.refusals import Refused
from assets.deliveries.source import Kind, Source
from assets.reference.tables import load_reference
from assets.sources import registry
from assets.sources.cases import without_missing_words
from assets.sources.outside import own_rows
from assets.sources.politie.codes import Unknown, codes_of, unknown_values
from schemas import police
from schemas.configuration import Configuration
from schemas.layout import Layout, fold_header
from schemas.staged import ELSEWHERE

_NO_HASH = "0" * 64
_NO_AREA = ("", "onbekend", "null", "nvt")


@dataclass(frozen=True)
class Trial:
    """What became of the rows of a file.

    `layout`: what the file is. `months`: those that it covers. `rows` = `accepted` + the total of
    `refused`. `refused` and `emptied`: rows by column and reason; an emptied field leaves its row.
    `with_street`, `with_area`: accepted rows with a street and a neighbourhood; None for a source
    that has no places. `known_areas`: the share of the delivered names of neighbourhoods that are
    names of today; None without such a column. `unknown_codes`: what a police export has where a
    code should be. `notes`: what was corrected or is missing.
    """

    layout: Layout
    months: tuple[str, ...]
    rows: int
    accepted: int
    refused: Refused
    emptied: Refused
    with_street: int | None
    with_area: int | None
    known_areas: float | None
    notes: tuple[str, ...]
    unknown_codes: tuple[Unknown, ...] = ()

    @property
    def elsewhere(self) -> int:
        """Rows of other municipalities, which are among the refused."""
        return sum(rows for (_, reason), rows in self.refused.items() if reason == ELSEWHERE)


def try_file(
    path: Path,
    configuration: Configuration,
    reader: Reader = InThisProcess(),
    home: Path | None = None,
) -> Trial:
    """What the rows of `path` become under `configuration`. `home`: one that is there, for what its
    analyst accepted; without it nothing was.

    Raises `UnreadableError` for a file that would be set aside and `AnalystError` for settings that
    do not work, both as a run would.
    """
    with TemporaryDirectory() as folder:
        scratch = Home(home or Path(folder), path.parent)
        rules = Rules(
            registry.layouts(configuration),
            configuration.leveringen.aandeel_dekkende_maand,
            own_rows(configuration),
            reader,
        )
        now = datetime.now().astimezone().replace(tzinfo=None)
        seen = Seen(now.isoformat(sep=" ", timespec="seconds"), 1)
        examined = examine(scratch, path, Copy(path, _NO_HASH, stamp_of(path)), rules, seen)
        source = registry.source(examined.manifest.bron)
        rows = _rows(examined, source, scratch, configuration)
        trial = _trial(examined, source, rows, _known_areas(examined, configuration))
        return replace(trial, unknown_codes=_unknown_codes(examined, configuration))


def _rows(
    examined: Examined, source: Source, home: Home, configuration: Configuration
) -> Iterable[Rows]:
    recipe, manifest = source.recipe(home, configuration), examined.manifest
    if examined.table is None:
        return rows_in_parts(manifest, examined.parts, recipe)
    return recipe.make(Batch([(manifest, examined.table)])).values()


def _unknown_codes(examined: Examined, configuration: Configuration) -> tuple[Unknown, ...]:
    table = examined.table
    if table is None or table.layout.source != police.SOURCE:
        return ()
    cells = without_missing_words(table.frame[["mk_code", "mk_omschrijving"]])
    return tuple(
        unknown for unknown in unknown_values(cells, codes_of(configuration)) if unknown.text
    )


def _known_areas(examined: Examined, configuration: Configuration) -> float | None:
    if examined.table is None or "buurt" not in examined.table.frame:
        return None
    delivered = examined.table.frame["buurt"].map(fold_header)
    delivered = delivered[~delivered.isin(_NO_AREA)]
    if delivered.empty:
        return None
    areas = load_reference(configuration).indelingen[-1].buurten
    names = (
        areas["buurtnaam"].map(fold_header).tolist() + areas["buurtcode"].map(fold_header).tolist()
    )
    return float(delivered.isin(names).mean())


def _trial(
    examined: Examined, source: Source, parts: Iterable[Rows], known_areas: float | None
) -> Trial:
    accepted = street = area = 0
    refused: Refused = Counter()
    emptied: Refused = Counter()
    for part in parts:
        accepted += len(part.accepted)
        if source.kind is Kind.ROWS:
            street += int(part.accepted["straat_id"].notna().sum())
            area += int(part.accepted["buurtcode"].notna().sum())
        is_row = part.faults["soort"].eq(ROW)
        refused.update(_counted(part.faults[is_row]))
        emptied.update(_counted(part.faults[~is_row]))
    has_places = source.kind is Kind.ROWS
    return Trial(
        layout=examined.layout,
        months=tuple(examined.manifest.maanden),
        rows=examined.manifest.rijen,
        accepted=accepted,
        refused=refused,
        emptied=emptied,
        with_street=street if has_places else None,
        with_area=area if has_places else None,
        known_areas=known_areas,
        notes=tuple(examined.manifest.opmerkingen),
    )


def _counted(faults: pd.DataFrame) -> dict[tuple[str, str], int]:
    return faults.groupby(["kolom", "reden"]).size().to_dict()
