"""The staged files of a source on disk: written with their checksum, compared with it before they
count, and the former ones removed. How rows are made does not belong here.

A file without a checksum, of an earlier version or of a killed run, is read once and compared with
its manifest; then its checksum is recorded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

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

    def write(self, manifest: Manifest, mark: str, parts: Iterable[Rows]) -> None:
        """Write the rows of a delivery, in parts, and its faults: both or neither, the faults
        first, so that rows never exist without their faults.

        Raises `AnalystError` unless rows read = rows accepted + rows quarantined.
        """
        name = file_name(manifest.levering_id, mark)
        faults, rows = self._checks
        accepted = refused = 0
        # The last file to be opened is the first to be put in its place.
        with _writing(rows, name) as write_rows, _writing(faults, name) as write_faults:
            for part in parts:
                write_rows(part.accepted)
                write_faults(part.faults)
                accepted += len(part.accepted)
                refused += _refused(part.faults)
            require_conserved(manifest, accepted, refused)
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
            require_conserved(manifest, *counted(*(each.folder / name for each in self._checks)))
        except (pa.ArrowException, OSError, ValueError, KeyError, AnalystError):
            return State.DAMAGED
        for checks in self._checks:
            checks.record(name, checks.folder / name)
        return State.SOUND


@contextmanager
def _writing(checks: Checksums, name: str) -> Iterator[Callable[[pd.DataFrame], None]]:
    """Write frames with the same columns, one after another, to the Parquet file of this name."""
    with checks.replacing(checks.folder / name, durable=True, durable_name=False) as temporary:
        writer: pq.ParquetWriter | None = None

        def write(frame: pd.DataFrame) -> None:
            nonlocal writer
            schema = None if writer is None else writer.schema
            table = pa.Table.from_pandas(frame, schema, preserve_index=False)
            if writer is None:
                writer = pq.ParquetWriter(temporary, table.schema)
            writer.write_table(table)

        try:
            yield write
        finally:
            if writer is not None:
                writer.close()


def file_name(levering_id: str, mark: str) -> str:
    """The name of the files of a delivery under a mark."""
    return f"{levering_id}--{mark}.parquet"


def staged_files(folder: Path) -> dict[str, Path]:
    """levering_id -> its file in a folder of staged or quarantined Parquet."""
    return {path.name.split("--")[0]: path for path in sorted(folder.glob("*--*.parquet"))}


def counted(faults: Path, accepted: Path) -> tuple[int, int]:
    """The number of accepted and of refused rows in the files of a delivery, which are read to
    their end; raises what pyarrow raises for a damaged file."""
    rows = sum(batch.num_rows for batch in pq.ParquetFile(accepted).iter_batches())
    return rows, _refused(pd.read_parquet(faults))


def _refused(faults: pd.DataFrame) -> int:
    return faults.loc[faults["soort"].eq(ROW), "rijnummer"].nunique()


def require_conserved(manifest: Manifest, accepted: int, refused: int) -> None:
    """Raise `AnalystError` unless each row of a delivery was accepted or refused, once."""
    if manifest.rijen != accepted + refused:
        raise AnalystError(
            f"«{manifest.levering_id}»: {manifest.rijen} rijen gelezen, maar "
            f"{accepted} geaccepteerd en {refused} afgekeurd. Dat mag niet verschillen. "
            "Meld dit aan de beheerder."
        )
