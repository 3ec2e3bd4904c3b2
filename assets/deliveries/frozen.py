"""Deliveries whose rows were removed after their term, and the counts that were kept of them.

Of such a delivery there are two Parquet files and a note. `tellingen`: a line for each month, kind,
street and neighbourhood, with its number of rows (`aantal`). `fouten`: a line for each column and
reason for which rows were refused or fields emptied. They are written once and never changed; how
counts are taken, and how tables are made of them, is for `assets.warehouse`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from assets.basis.atomic import replacing
from assets.basis.checksums import Checksums, digest
from assets.basis.errors import AnalystError
from assets.basis.home import Home
from assets.deliveries.manifests import Manifest, raw_file
from assets.deliveries.retention import remove_bytes

_COUNTS, _FAULTS = "tellingen", "fouten"


@dataclass(frozen=True)
class Frozen:
    """A delivery of which counts are all there is. `bevroren_op`: YYYY-MM-DD. `laatste_maand`: the
    last month in which a row of it counted. `tellingen` and `fouten`: the sha256 of its files."""

    levering_id: str
    bron: str
    bevroren_op: str
    laatste_maand: str
    tellingen: str
    fouten: str


def counts_of(home: Home, source: str, levering_id: str) -> Path:
    """The file with the counts of a delivery."""
    return home.frozen(source) / f"{levering_id}.{_COUNTS}.parquet"


def faults_of(home: Home, source: str, levering_id: str) -> Path:
    """The file with the faults of a delivery, counted."""
    return home.frozen(source) / f"{levering_id}.{_FAULTS}.parquet"


def frozen_deliveries(home: Home) -> dict[str, Frozen]:
    """levering_id -> its note, of every delivery whose rows were removed.

    Raises `AnalystError` for counts that are gone or were changed, and for a damaged note: they
    cannot be made again.
    """
    every = {}
    for path in sorted((home.root / "bevroren").glob("*/*.json")):
        try:
            note = Frozen(**json.loads(path.read_text("utf-8")))
        except (ValueError, TypeError):
            raise AnalystError(
                f"De notitie bevroren/{path.parent.name}/{path.name} is beschadigd. Zet de map "
                "bevroren/ van de gegevensmap terug uit de reservekopie."
            ) from None
        files = counts_of, faults_of
        for place, expected in zip(files, (note.tellingen, note.fouten), strict=True):
            file = place(home, note.bron, note.levering_id)
            if not file.exists() or digest(file) != expected:
                raise AnalystError(
                    f"De bewaarde tellingen van {note.levering_id} ontbreken of zijn veranderd. "
                    "Zet de map bevroren/ van de gegevensmap terug uit de reservekopie."
                )
        every[note.levering_id] = note
    return every


def has_counts(home: Home, source: str, levering_id: str) -> bool:
    """Whether counts were kept in the place of the rows of a delivery."""
    return (home.root / "bevroren" / source / f"{levering_id}.json").exists()


def note_of(home: Home, source: str, levering_id: str, day: str, last_month: str) -> Frozen:
    """The note of two files that were just written; it is not stored yet."""
    return Frozen(
        levering_id,
        source,
        day,
        last_month,
        digest(counts_of(home, source, levering_id)),
        digest(faults_of(home, source, levering_id)),
    )


def keep_note(home: Home, note: Frozen) -> None:
    """From now on the counts of a delivery stand in for its rows."""
    path = home.frozen(note.bron) / f"{note.levering_id}.json"
    with replacing(path, durable=True) as temporary:
        temporary.write_text(json.dumps(asdict(note)), "utf-8")


def drop_counts(home: Home, notes: Iterable[Frozen]) -> None:
    """Remove counts that were written and may not stand in for rows."""
    for note in notes:
        for place in (counts_of, faults_of):
            place(home, note.bron, note.levering_id).unlink(missing_ok=True)


def remove_rows(home: Home, manifest: Manifest) -> None:
    """Remove the rows of a delivery, its faults by row, and the bytes that they were made from."""
    for folder in (home.staged(manifest.bron), home.quarantine(manifest.bron)):
        checks = Checksums(home, folder)
        for path in folder.glob(f"{manifest.levering_id}--*.parquet"):
            path.unlink()
            checks.forget(path.name)
    remove_bytes(home, manifest)


def rows_left(home: Home, manifest: Manifest) -> list[Path]:
    """The files that still hold rows of a delivery."""
    folders = home.root / "staged" / manifest.bron, home.root / "quarantine" / manifest.bron
    files = [path for folder in folders for path in folder.glob(f"{manifest.levering_id}--*")]
    raw = raw_file(home, manifest)
    return [*files, *([raw] if raw is not None else [])]
