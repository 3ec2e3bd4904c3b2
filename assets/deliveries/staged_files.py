"""The staged files of a source on disk: written with their checksum, compared with it before they
count, and the former ones removed. How rows are made does not belong here.

A file without a checksum, of an earlier version or of a killed run, is read once and compared with
its manifest; then its checksum is recorded.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pyarrow as pa

from assets.basis.atomic import clear_leftovers, flush
from assets.basis.checksums import Checksums, State
from assets.basis.errors import AnalystError
from assets.basis.home import Home
from assets.deliveries.batch import ROW, Rows
from assets.deliveries.manifests import Manifest


class StagedFiles:
    """The files of one source: of each delivery the accepted rows and, beside them, the faults."""

    def __init__(self, home: Home, source: str) -> None:
        self._rows, self._faults = home.staged(source), home.quarantine(source)
        self._checks = [Checksums(home, folder) for folder in (self._faults, self._rows)]
        for checks in self._checks:
            clear_leftovers(checks.folder)
            checks.tidy()

    def state(self, manifest: Manifest, mark: str) -> State:
        """How the files of a delivery under `mark` compare with their checksums: MISSING if neither
        exists, DAMAGED if one of the two is damaged or missing."""
        name = file_name(manifest.levering_id, mark)
        states = {checks.state(name) for checks in self._checks}
        if states == {State.MISSING}:
            return State.MISSING
        if states & {State.DAMAGED, State.MISSING}:
            return State.DAMAGED
        if State.UNKNOWN in states:
            return self._adopt(manifest, name)
        return State.SOUND

    def write(self, manifest: Manifest, mark: str, rows: Rows) -> None:
        """Write the faults before the rows, so that rows never exist without their faults.

        Raises `AnalystError` unless rows read = rows accepted + rows quarantined.
        """
        require_conserved(manifest, rows)
        name = file_name(manifest.levering_id, mark)
        for checks, frame in zip(self._checks, (rows.faults, rows.accepted), strict=True):
            path = checks.folder / name
            with checks.replacing(path, durable=True, durable_name=False) as temporary:
                frame.to_parquet(temporary, index=False)
        self.drop_former(manifest, mark)

    def settle(self) -> None:
        """Wait until the names of all files that were written have reached the disk."""
        for checks in self._checks:
            flush(checks.folder)

    def drop_former(self, manifest: Manifest, mark: str) -> None:
        """Remove the files of other marks, once the file of this mark exists."""
        name = file_name(manifest.levering_id, mark)
        if (self._rows / name).exists():
            for place in (self._faults, self._rows):
                for former in place.glob(f"{manifest.levering_id}--*.parquet"):
                    if former.name != name:
                        former.unlink()

    def require_kept(self, manifest: Manifest) -> None:
        """Raise `AnalystError` unless a delivery whose bytes are gone has sound rows."""
        path = staged_files(self._rows).get(manifest.levering_id)
        mark = path.stem.split("--")[1] if path else ""
        state = self.state(manifest, mark) if path else State.MISSING
        if state is not State.SOUND:
            raise AnalystError(
                f"De rijen van {manifest.levering_id} zijn "
                f"{state.value}, en de levering zelf staat niet meer in het archief: zij zijn niet "
                f"opnieuw te maken. Zet staged/{manifest.bron} en quarantine/{manifest.bron} terug "
                "uit een reservekopie, of het bestand in het archief."
            )

    def _adopt(self, manifest: Manifest, name: str) -> State:
        try:
            faults, accepted = (pd.read_parquet(each.folder / name) for each in self._checks)
            require_conserved(manifest, Rows(accepted, faults))
        except (pa.ArrowException, OSError, ValueError, KeyError, AnalystError):
            return State.DAMAGED
        for checks in self._checks:
            checks.record(name, checks.folder / name)
        return State.SOUND


def file_name(levering_id: str, mark: str) -> str:
    """The name of the files of a delivery under a mark."""
    return f"{levering_id}--{mark}.parquet"


def staged_files(folder: Path) -> dict[str, Path]:
    """levering_id -> its file in a folder of staged or quarantined Parquet."""
    return {path.name.split("--")[0]: path for path in sorted(folder.glob("*--*.parquet"))}


def require_conserved(manifest: Manifest, rows: Rows) -> None:
    """Raise `AnalystError` unless each row of a delivery was accepted or refused, once."""
    refused = rows.faults.loc[rows.faults["soort"].eq(ROW), "rijnummer"].nunique()
    if manifest.rijen != len(rows.accepted) + refused:
        raise AnalystError(
            f"«{manifest.levering_id}»: {manifest.rijen} rijen gelezen, maar "
            f"{len(rows.accepted)} geaccepteerd en {refused} afgekeurd. Dat mag niet verschillen. "
            "Meld dit aan de beheerder."
        )
