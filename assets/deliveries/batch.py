"""Deliveries of one source as one frame, and the outcome for each row.

The source decides which rows are usable; here every row ends up accepted or rejected, and every
fault is reported under the header of the file.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import numpy as np
import pandas as pd

from assets.basis.errors import AnalystError
from assets.basis.naming import public_header
from assets.deliveries.inbox import latest_moment
from assets.deliveries.manifests import Manifest
from assets.deliveries.own_rows import left_out
from assets.formats.text_table import TextTable
from schemas.layout import fold_header
from schemas.staged import ELSEWHERE

ROW, FIELD = "rij", "veld"
FAULTS = {"rijnummer": "int64", "kolom": "str", "reden": "str", "soort": "str"}
WHOLE_ROW = "(hele rij)"


@dataclass(frozen=True)
class Rows:
    """The outcome of a delivery: accepted rows, and faults (`FAULTS`: one row per fault, without
    values)."""

    accepted: pd.DataFrame
    faults: pd.DataFrame


class Occurred:
    """The keys that occurred in earlier parts of a delivery, as hashes of 64 bits.

    Among 4 million keys, the chance that any two share a hash is less than 1 in a million.
    """

    def __init__(self) -> None:
        self._hashes = np.empty(0, dtype="uint64")

    def add(self, keys: pd.DataFrame) -> np.ndarray:
        """Whether each key occurred in an earlier part; from now on these have occurred too."""
        hashes = pd.util.hash_pandas_object(keys, index=False).to_numpy()
        occurred = np.isin(hashes, self._hashes)
        self._hashes = np.concatenate([self._hashes, np.unique(hashes[~occurred])])
        return occurred


class Batch:
    """Deliveries of one source, their rows concatenated; or one part of a large delivery.

    `frame`: the fields of the layout as text, with `levering_id`, `rijnummer` (in the file),
    `basis` (the date by which the export was selected), `systeem` (the report system that
    delivered it) and `uiterlijk` (the latest moment a row can have), on an index of its own.
    `occurred` and `whole`: of a part, the keys of earlier parts, and what `Recipe.look` returned.
    """

    def __init__(
        self,
        deliveries: Iterable[tuple[Manifest, TextTable]],
        occurred: Occurred | None = None,
        whole: object = None,
    ) -> None:
        self.occurred = occurred
        self.whole = whole
        self._deliveries = tuple(deliveries)
        self._faults: list[pd.DataFrame] = []
        self._headers = {
            (manifest.levering_id, field): _shown(table, field, table.header[position])
            for manifest, table in self._deliveries
            for field, position in table.positions.items()
        }
        self.frame = pd.concat(
            [_frame(manifest, table) for manifest, table in self._deliveries], ignore_index=True
        )
        for manifest, table in self._deliveries:
            if table.malformed:
                rows = pd.DataFrame(
                    {"levering_id": manifest.levering_id, "rijnummer": table.malformed}
                )
                self._add(rows, WHOLE_ROW, "aantal velden wijkt af van de kopregel", ROW)
            if manifest.buiten_gemeente:
                numbers = left_out([table.frame.index, table.malformed], manifest.buiten_gemeente)
                rows = pd.DataFrame({"levering_id": manifest.levering_id, "rijnummer": numbers})
                self._add(rows, WHOLE_ROW, ELSEWHERE, ROW)

    def has(self, field: str) -> pd.Series:
        """Whether the delivery of each row has a column with this field."""
        having = {levering_id for levering_id, name in self._headers if name == field}
        return self.frame["levering_id"].isin(having)

    def fault(self, rows: pd.Series | pd.Index, field: str, reason: str, kind: str) -> None:
        """Record a fault of `field` in `rows`: a mask or labels of `frame`. `kind`: `ROW` or
        `FIELD`."""
        faulty = self.frame.loc[rows, ["levering_id", "rijnummer"]]
        if len(faulty):
            self._add(faulty, field, reason, kind)

    def result(self, accepted: pd.DataFrame, columns: dict[str, str]) -> dict[str, Rows]:
        """levering_id -> its outcome: the `columns` of `accepted`, and the faults by header.

        A row is rejected for its first reason only; a rejected row has no field faults.
        """
        faults = self._faults_by_header()
        absent = [name for name in columns if name not in accepted]
        if absent:
            raise AnalystError(
                f"Een bron maakt niet al haar kolommen: {', '.join(absent)} ontbreekt."
            )
        accepted = accepted[list(columns)].astype(columns)
        rows_of = dict(tuple(accepted.groupby("levering_id", sort=False)))
        faults_of = dict(tuple(faults.groupby("levering_id", sort=False)))
        return {
            manifest.levering_id: Rows(
                rows_of.get(manifest.levering_id, accepted.iloc[:0]),
                faults_of.get(manifest.levering_id, faults.iloc[:0])[list(FAULTS)].astype(FAULTS),
            )
            for manifest, _ in self._deliveries
        }

    def _faults_by_header(self) -> pd.DataFrame:
        recorded = pd.concat(
            [pd.DataFrame({"levering_id": [], **{name: [] for name in FAULTS}}), *self._faults]
        ).astype({"levering_id": "str", **FAULTS})
        is_row = recorded["soort"].eq(ROW)
        row = ["levering_id", "rijnummer"]
        rejected = recorded[is_row].drop_duplicates(row)
        fields = recorded[~is_row].merge(rejected[row], how="left_anti", on=row)
        faults = pd.concat([rejected, fields]).sort_values(["rijnummer", "kolom"], kind="stable")
        faults["kolom"] = [
            self._headers.get(pair, pair[1])
            for pair in zip(faults["levering_id"], faults["kolom"], strict=True)
        ]
        return faults

    def _add(self, rows: pd.DataFrame, field: str, reason: str, kind: str) -> None:
        self._faults.append(rows.assign(kolom=field, reden=reason, soort=kind))


def _shown(table: TextTable, field: str, header: str) -> str:
    """The header of a field, as far as the layout lists it; else the name of the field."""
    if field not in {known.name for known in table.layout.fields}:
        return field
    known = frozenset(map(fold_header, table.layout.field(field).headers))
    return header if public_header(header, known) == header else field


def _frame(manifest: Manifest, table: TextTable) -> pd.DataFrame:
    received = datetime.fromisoformat(manifest.ontvangen_op)
    latest = latest_moment(received, manifest.ontvangen_volgens)
    return table.frame.assign(
        levering_id=manifest.levering_id,
        rijnummer=table.frame.index,
        basis=manifest.basis,
        systeem=table.layout.system,
        uiterlijk=pd.Timestamp(latest).as_unit("us"),
    )
