"""From archived deliveries to staged Parquet: which are to be made, and the proof that no row
is lost. How a row is made is the work of the room of its source.

A staged file is named by what it was made from; made from something else, it is made anew from
the archive. Its faults stand in the quarantine under the same name.
"""

from __future__ import annotations

import hashlib
import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import ModuleType
from typing import TypeVar

import pandas as pd

from assets.basis.atomic import clear_leftovers, replacing
from assets.basis.errors import AnalystError, UnreadableError
from assets.basis.home import Home
from assets.deliveries.archive import Manifest, latest_moment, manifests, raw_file
from assets.formats.opening import read_delivery
from assets.formats.reading import TextTable
from schemas.layout import Layout

ROW, FIELD = "rij", "veld"
FAULTS = {"rijnummer": "int64", "kolom": "str", "reden": "str", "soort": "str"}
WHOLE_ROW = "(hele rij)"
Of = TypeVar("Of")  # what goes with a manifest: its bytes or its table
_BATCH = 400_000  # rows handled at a time: many small months cost no more than one large file


@dataclass(frozen=True)
class Rows:
    """What a delivery gave: accepted rows, and faults (`FAULTS`: a row a fault, no values)."""

    accepted: pd.DataFrame
    faults: pd.DataFrame


@dataclass(frozen=True)
class Progress:
    """What staging a source did: deliveries made now, and deliveries in all."""

    made: tuple[str, ...]
    total: int


class Batch:
    """Deliveries of one source, row under row.

    `frame`: the fields of the layout as text, with `levering_id`, `rijnummer` (in the file),
    `basis` (by which date the delivery was selected), `systeem` (which report system delivered it)
    and `uiterlijk` (no row can be of later), on an index of its own.
    """

    def __init__(self, deliveries: Iterable[tuple[Manifest, TextTable]]) -> None:
        self._deliveries = tuple(deliveries)
        self._faults: list[pd.DataFrame] = []
        self._headers = {
            (manifest.levering_id, field): table.header[position]
            for manifest, table in self._deliveries
            for field, position in table.positions.items()
        }
        self.frame = pd.concat(
            [
                table.frame.assign(
                    levering_id=manifest.levering_id,
                    rijnummer=table.frame.index,
                    basis=manifest.basis,
                    systeem=table.layout.system,
                    uiterlijk=pd.Timestamp(
                        latest_moment(
                            datetime.fromisoformat(manifest.ontvangen_op),
                            manifest.ontvangen_volgens,
                        )
                    ).as_unit("us"),
                )
                for manifest, table in self._deliveries
            ],
            ignore_index=True,
        )
        for manifest, table in self._deliveries:
            if table.malformed:
                self._add(
                    pd.DataFrame(
                        {"levering_id": manifest.levering_id, "rijnummer": table.malformed}
                    ),
                    WHOLE_ROW,
                    "aantal velden wijkt af van de kopregel",
                    ROW,
                )

    def fault(self, rows: pd.Series | pd.Index, field: str, reason: str, kind: str) -> None:
        """Note a fault of `field` in `rows` (a mask or labels of `frame`)."""
        where = self.frame.loc[rows, ["levering_id", "rijnummer"]]
        if len(where):
            self._add(where, field, reason, kind)

    def result(self, accepted: pd.DataFrame, columns: dict[str, str]) -> dict[str, Rows]:
        """The rows of each delivery: of `accepted` the `columns`, and the faults by header.

        A row is refused for its first reason only; a refused row has no field faults.
        """
        noted = pd.concat(
            [pd.DataFrame({"levering_id": [], **{name: [] for name in FAULTS}}), *self._faults]
        ).astype({"levering_id": "str", **FAULTS})
        row = noted["soort"].eq(ROW)
        refused = noted[row].drop_duplicates(["levering_id", "rijnummer"])
        fields = noted[~row].merge(
            refused[["levering_id", "rijnummer"]], how="left", indicator=True
        )
        kept = fields[fields["_merge"].eq("left_only")].drop(columns="_merge")
        noted = pd.concat([refused, kept]).sort_values(["rijnummer", "kolom"], kind="stable")
        noted["kolom"] = [
            self._headers.get(pair, pair[1])
            for pair in zip(noted["levering_id"], noted["kolom"], strict=True)
        ]
        accepted = accepted[list(columns)].astype(columns)
        rows_of = dict(tuple(accepted.groupby("levering_id", sort=False)))
        faults_of = dict(tuple(noted.groupby("levering_id", sort=False)))
        return {
            manifest.levering_id: Rows(
                rows_of.get(manifest.levering_id, accepted.iloc[:0]),
                faults_of.get(manifest.levering_id, noted.iloc[:0])[list(FAULTS)].astype(FAULTS),
            )
            for manifest, _ in self._deliveries
        }

    def _add(self, where: pd.DataFrame, field: str, reason: str, kind: str) -> None:
        self._faults.append(where.assign(kolom=field, reden=reason, soort=kind))


@dataclass(frozen=True)
class Recipe:
    """How the rows of a source are made. `mark` is that of all they are made from and by."""

    mark: str
    make: Callable[[Batch], dict[str, Rows]]


def fingerprint(modules: Iterable[ModuleType], *made_from: object) -> str:
    """A short mark of the rules (source text of `modules`) and of all else a row is made from."""
    digest = hashlib.sha256()
    for module in modules:
        digest.update(inspect.getsource(module).encode())
    for thing in made_from:
        digest.update(repr(thing).encode())
    return digest.hexdigest()[:12]


def stage(
    home: Home,
    layout: Layout | tuple[Layout, ...],
    mark: str,
    make: Callable[[Batch], dict[str, Rows]],
    tables: Mapping[str, TextTable] | None = None,
    tick: Callable[[int, int], None] = lambda done, total: None,
    ahead: Callable[[str, str], Mapping[str, Rows]] = lambda source, mark: {},
) -> Progress:
    """Make every staged file of a source that is not there yet under `mark`.

    `layout`: how the source is laid out; more than one where more systems deliver it.
    `tables`: tables that were already read in this run, by levering_id; `ahead` gives the rows
    that `rows_of` made of them already. A delivery whose bytes were removed after their term
    keeps the file that it has. Raises `AnalystError` where rows read are not rows accepted + rows
    quarantined.
    """
    layouts = layout if isinstance(layout, tuple) else (layout,)
    source = layouts[0].source
    folder, quarantine = home.staged(source), home.quarantine(source)
    clear_leftovers(folder)
    clear_leftovers(quarantine)
    every = [manifest for manifest in manifests(home) if manifest.bron == source]
    for manifest in every:
        _drop_former(folder, quarantine, manifest.levering_id, mark)
    pending = [
        (manifest, raw)
        for manifest in every
        if not (folder / f"{manifest.levering_id}--{mark}.parquet").exists()
        and (raw := raw_file(home, manifest)) is not None
    ]
    done = 0
    ready = ahead(source, mark) if pending else {}
    for part in _batches(pending):
        if all(manifest.levering_id in ready for manifest, _ in part):
            made = ready
        else:
            read = [(m, _table(m, raw, _laid_out(m, layouts), tables or {})) for m, raw in part]
            made = make(Batch(read))
        for manifest, _ in part:
            _conserve(manifest, made[manifest.levering_id])
            _write(folder, quarantine, manifest.levering_id, mark, made[manifest.levering_id])
            done += 1
            tick(done, len(pending))
    return Progress(tuple(manifest.levering_id for manifest, _ in pending), len(every))


def rows_of(
    deliveries: Iterable[tuple[Manifest, TextTable]], make: Callable[[Batch], dict[str, Rows]]
) -> dict[str, Rows]:
    """levering_id -> the rows that `stage` would make of deliveries that are new. Nothing is
    written."""
    in_order = sorted(deliveries, key=lambda delivery: delivery[0].order)
    return {
        levering_id: rows
        for part in _batches(in_order)
        for levering_id, rows in make(Batch(part)).items()
    }


def _batches(pending: Iterable[tuple[Manifest, Of]]) -> Iterator[list[tuple[Manifest, Of]]]:
    part: list[tuple[Manifest, Of]] = []
    for manifest, of in pending:
        if part and sum(m.rijen for m, _ in part) + manifest.rijen > _BATCH:
            yield part
            part = []
        part.append((manifest, of))
    if part:
        yield part


def _laid_out(manifest: Manifest, layouts: tuple[Layout, ...]) -> Layout:
    """The layout of the system that delivered it; the first where the manifest names none."""
    known = {layout.system: layout for layout in layouts}
    return known.get(manifest.meldsysteem, layouts[0])


def _table(
    manifest: Manifest, raw: Path, layout: Layout, tables: Mapping[str, TextTable]
) -> TextTable:
    known = tables.get(manifest.levering_id)
    if known is not None:
        return known
    try:
        table = read_delivery(raw, [layout], manifest.bestandsnaam)
    except UnreadableError:  # the settings name other headers now: read it as it was recognised
        former = layout.with_headers({header: name for name, header in manifest.velden.items()})
        table = read_delivery(raw, [former], manifest.bestandsnaam)
    if table.row_count != manifest.rijen:
        raise AnalystError(
            f"«{manifest.bestandsnaam}» in het archief heeft {table.row_count} rijen, maar had er "
            f"{manifest.rijen} toen het binnenkwam. Meld dit aan de beheerder."
        )
    return table


def _write(folder: Path, quarantine: Path, levering_id: str, mark: str, rows: Rows) -> None:
    """Faults first: where the rows stand, their faults stand too."""
    name = f"{levering_id}--{mark}.parquet"
    for place, frame in ((quarantine, rows.faults), (folder, rows.accepted)):
        with replacing(place / name) as temporary:
            frame.to_parquet(temporary, index=False)
    _drop_former(folder, quarantine, levering_id, mark)


def _drop_former(folder: Path, quarantine: Path, levering_id: str, mark: str) -> None:
    """Remove what was made under other marks, once the file of this mark stands."""
    name = f"{levering_id}--{mark}.parquet"
    if (folder / name).exists():
        for place in (folder, quarantine):
            for former in place.glob(f"{levering_id}--*.parquet"):
                if former.name != name:
                    former.unlink()


def staged_files(folder: Path) -> dict[str, Path]:
    """levering_id -> its file in a folder of staged or quarantined Parquet."""
    return {path.name.split("--")[0]: path for path in sorted(folder.glob("*--*.parquet"))}


def _conserve(manifest: Manifest, rows: Rows) -> None:
    refused = rows.faults.loc[rows.faults["soort"].eq(ROW), "rijnummer"].nunique()
    if manifest.rijen != len(rows.accepted) + refused:
        raise AnalystError(
            f"«{manifest.bestandsnaam}»: {manifest.rijen} rijen gelezen, maar "
            f"{len(rows.accepted)} geaccepteerd en {refused} afgekeurd. Dat mag niet verschillen. "
            "Meld dit aan de beheerder."
        )
