"""Verifying the deliveries of a home: archived bytes, manifests and acceptances, and the rows that
were staged from them. Nothing is changed, and nothing stops at the first fault.
"""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa

from assets.basis.checksums import Checksums, State, digest
from assets.basis.errors import AnalystError
from assets.basis.home import Home
from assets.basis.verification import Verified, is_readable
from assets.deliveries import acceptance
from assets.deliveries.frozen import frozen_deliveries, has_counts
from assets.deliveries.manifests import (
    MANIFEST,
    Manifest,
    archived_sha256,
    checked_name,
    delivery_id,
    raw_file,
    read_manifest,
)
from assets.deliveries.retention import was_removed
from assets.deliveries.staged_files import counted, require_conserved, staged_files


def verify_archive(home: Home) -> Verified:
    """Every archived file against its sha256, every manifest against its checksum, and whether the
    acceptances can be read. Bytes that were removed after their term are no fault."""
    checks = Checksums(home, home.archive)
    folders = [path for path in sorted(home.archive.glob("*/*")) if path.is_dir()]
    states = checks.states([checked_name(folder) for folder in folders])
    faults, files, unknown = [], 0, 0
    for folder in folders:
        if not any(folder.iterdir()):
            continue
        name, state = delivery_id(folder), states[checked_name(folder)]
        manifest = read_manifest(folder / MANIFEST) if state is not State.MISSING else None
        unknown += state is State.UNKNOWN
        files += 1
        if state is State.DAMAGED or manifest is None:
            faults.append(f"het manifest van {name} is {_broken(state)}")
        elif (raw := raw_file(home, manifest)) is None:
            if not was_removed(home, manifest):
                faults.append(f"het bestand van {name} is weg uit het archief")
        else:
            files += 1
            if digest(raw) != archived_sha256(manifest):
                faults.append(f"het bestand van {name} in het archief is veranderd")
    faults += _lost(home, checks, {checked_name(folder) for folder in folders})
    try:
        files += len(acceptance.acceptances(home))
    except AnalystError as error:
        faults.append(str(error))
    return Verified("archief", files, unknown, tuple(faults))


def verify_staged(home: Home) -> Verified:
    """The rows and the faults of every delivery: against their checksums or, without one, read and
    compared with the manifest."""
    deliveries = _readable_manifests(home)
    faults, files, unknown = [], 0, 0
    sources = {manifest.bron for manifest in deliveries.values()} | {
        path.name for path in (home.root / "staged").glob("*") if path.is_dir()
    }
    for source in sorted(sources):
        folders = home.staged(source), home.quarantine(source)
        own = {name for name, manifest in deliveries.items() if manifest.bron == source}
        staged = [staged_files(folder) for folder in folders]
        for levering_id in sorted(own | set(staged[0])):
            paths = [found.get(levering_id) for found in staged]
            states = [_state(home, path) if path else State.MISSING for path in paths]
            files += sum(path is not None for path in paths)
            unknown += states.count(State.UNKNOWN)
            if State.UNKNOWN in states and not _fits(deliveries.get(levering_id), paths):
                states.append(State.DAMAGED)
            if set(states) == {State.MISSING} and (
                has_counts(home, source, levering_id) or not _was_staged(home, levering_id)
            ):
                continue  # removed after their term, or the next run stages them
            if {State.DAMAGED, State.MISSING} & set(states):
                worst = State.DAMAGED if State.DAMAGED in states else State.MISSING
                faults.append(f"de verwerkte rijen van {levering_id} zijn {worst.value}")
            elif levering_id not in deliveries:
                faults.append(f"de levering van de verwerkte rijen van {levering_id} is weg")
    return Verified("verwerkte rijen", files, unknown, tuple(faults))


def verify_counts(home: Home) -> Verified:
    """The counts in the place of rows that were removed: against the sha256 in their notes."""
    files = len(list((home.root / "bevroren").glob("*/*.parquet")))
    faults: tuple[str, ...] = ()
    try:
        frozen_deliveries(home)
    except AnalystError as error:
        faults = (str(error),)
    return Verified("bewaarde tellingen", files, 0, faults)


def _broken(state: State) -> str:
    return State.MISSING.value if state is State.MISSING else State.DAMAGED.value


def _lost(home: Home, checks: Checksums, present: set[str]) -> list[str]:
    """Deliveries of which a manifest was once written, and whose folder is gone."""
    gone = set(checks.names()) - present
    return [f"{delivery_id((home.archive / name).parent)} is weg uit het archief" for name in gone]


def _readable_manifests(home: Home) -> dict[str, Manifest]:
    every = map(read_manifest, home.archive.glob(f"*/*/{MANIFEST}"))
    return {manifest.levering_id: manifest for manifest in every if manifest}


def _was_staged(home: Home, levering_id: str) -> bool:
    """Whether a delivery without rows once had them: as recorded, or as there is a publication."""
    source = levering_id.rpartition("-")[0]
    recorded = Checksums(home, home.root / "staged" / source).names()
    return (home.root / "publish" / "intern.duckdb").exists() or any(
        name.startswith(f"{levering_id}--") for name in recorded
    )


def _state(home: Home, path: Path) -> State:
    return Checksums(home, path.parent).state(path.name)


def _fits(manifest: Manifest | None, paths: list[Path | None]) -> bool:
    """Whether files without a checksum can be read, and have the rows of the manifest."""
    if not all(path and is_readable(path) for path in paths):
        return False
    if manifest is None:
        return True
    try:
        accepted, faults = paths
        require_conserved(manifest, *counted(faults, accepted))
    except (AnalystError, KeyError, ValueError, OSError, pa.ArrowException):
        return False
    return True
