"""Damaged or lost manifests and notes, made again from the bytes of their deliveries; and the
deliveries of which that is no longer possible, refused by name. Done before an inbox is taken in.

The archived bytes themselves are never changed here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from assets.basis.checksums import Checksums, State, digest
from assets.basis.errors import AnalystError
from assets.basis.home import Home
from assets.basis.report import Repaired
from assets.deliveries.archive import read_again
from assets.deliveries.examining import Rules
from assets.deliveries.first_seen import Seen, first_seen
from assets.deliveries.inbox import copies_by_content, earliest_copy
from assets.deliveries.manifests import (
    MANIFEST,
    Manifest,
    checked_name,
    delivery_id,
    notes,
    read_manifest,
    read_note,
    write_manifest,
)
from assets.deliveries.own_rows import OwnRows
from assets.deliveries.reader import InThisProcess, Reader
from assets.deliveries.staged_files import staged_files
from assets.formats.moments import ZONE
from schemas.layout import Layout


def repair_archive(
    home: Home,
    layouts: tuple[Layout, ...],
    share: float,
    own: OwnRows = OwnRows(),
    reader: Reader = InThisProcess(),
) -> list[Repaired]:
    """Make every damaged or lost manifest again, and remove damaged notes, so that their files are
    looked at again. `share`, `own` and `reader`: see `Rules`.

    Raises `AnalystError` for a manifest that cannot be made again, and for staged rows of which the
    delivery is gone.
    """
    repaired = []
    rules = Rules(layouts, share, replace(own, alone=False), reader)  # the archive has all rows
    inbox: dict[str, list[Path]] | None = None
    for folder, why in _unreadable(home):
        if inbox is None:  # an inbox is hashed only if something is wrong
            inbox, _ = copies_by_content(home.inbox)
        copies = inbox.get(folder.name, [])
        if why is State.MISSING and copies and not _staged_ids(home) & {delivery_id(folder)}:
            continue  # a killed run had not finished taking it in: it comes in now
        manifest = _examined(home, folder, copies, rules)
        if manifest is None:
            if copies:
                (folder / MANIFEST).unlink(missing_ok=True)  # it comes in again, from the inbox
                repaired.append(_repaired(folder, why, "de levering is opnieuw ingenomen"))
                continue
            raise _lost(folder, why)
        write_manifest(home, manifest)
        how = "het is opnieuw gemaakt uit de levering"
        if not copies:  # her dated folder and her time of change are known from the inbox only
            how += ", zonder haar bestand in de inbox: kijk na of de juiste versie telt"
        repaired.append(_repaired(folder, why, how))
    repaired += _repair_notes(home)
    _require_deliveries(home, inbox)
    return repaired


def _unreadable(home: Home) -> Iterator[tuple[Path, State]]:
    """Every folder with a delivery without a sound manifest, and what is wrong with it."""
    checks = Checksums(home, home.archive)
    folders = sorted(path for path in home.archive.glob("*/*") if path.is_dir())
    states = checks.states([checked_name(folder) for folder in folders])
    for folder in folders:
        state = states[checked_name(folder)]
        if state is State.UNKNOWN:  # of an earlier version: from now on it has a checksum
            if read_manifest(folder / MANIFEST) is None:
                state = State.DAMAGED
            else:
                checks.record(checked_name(folder), folder / MANIFEST)
        has_bytes = any(not path.name.startswith(".") for path in folder.iterdir())
        if state is State.DAMAGED or (state is State.MISSING and has_bytes):
            yield folder, state


def _examined(home: Home, folder: Path, copies: list[Path], rules: Rules) -> Manifest | None:
    """The manifest that the bytes in a folder of the archive give; None if they are gone, damaged
    or not recognised. A file with our own rows alone cannot restore it: the delivery must be handed
    in again.

    A copy in the inbox gives the day of receipt, as its folder may have a date; without one the
    delivery was first seen when it was archived.
    """
    sha = folder.name
    files = (path for path in folder.iterdir() if path.is_file())
    raw = next((path for path in files if digest(path) == sha), None)
    if raw is None:
        return None
    path = earliest_copy(home.inbox, copies) if copies else raw
    seen = first_seen(home).get(sha) or _seen_when_archived(home, raw)
    inbox = home if copies else replace(home, inbox=folder)
    manifest = read_again(inbox, path, sha, rules, seen)
    if manifest is None or manifest.bron != folder.parent.name:
        return None
    return replace(manifest, bestandsnaam=raw.name)


def _seen_when_archived(home: Home, raw: Path) -> Seen:
    """The moment at which a file was archived, and the last intake that had started by then."""
    archived = datetime.fromtimestamp(raw.stat().st_mtime, ZoneInfo(ZONE))
    moment = f"{archived:%Y-%m-%d %H:%M:%S}"
    others = filter(None, map(read_manifest, home.archive.glob(f"*/*/{MANIFEST}")))
    rounds = [other.ronde for other in others if other.gezien_op and other.gezien_op <= moment]
    return Seen(moment, max(rounds, default=0))


def _repair_notes(home: Home) -> list[Repaired]:
    damaged = [path for path in notes(home) if read_note(path) is None]
    for path in damaged:
        path.unlink()
    text = "een beschadigde notitie bij een bestand in de inbox; het bestand is opnieuw bekeken"
    return [Repaired(text) for _ in damaged]


def _require_deliveries(home: Home, inbox: dict[str, list[Path]] | None) -> None:
    """Raise `AnalystError` for staged rows without a delivery in the archive or in the inbox."""
    archived = {delivery_id(path) for path in home.archive.glob("*/*") if path.is_dir()}
    orphans = _staged_ids(home) - archived
    if not orphans:
        return
    if inbox is None:
        inbox, _ = copies_by_content(home.inbox)
    prefixes = {sha[:12] for sha in inbox}
    lost = sorted(name for name in orphans if name.rpartition("-")[2] not in prefixes)
    if lost:
        raise AnalystError(
            f"Van {', '.join(lost)} zijn er wel verwerkte rijen, maar de levering staat niet meer "
            "in het archief. Zet de map archive/ terug uit een reservekopie, of leg het bestand "
            "weer in de inbox. Wilt u zonder deze leveringen verder, haal dan de bestanden met die "
            "naam weg uit staged/ en quarantine/."
        )


def _staged_ids(home: Home) -> set[str]:
    """The ids of the deliveries with staged rows."""
    sources = [path for path in (home.root / "staged").glob("*") if path.is_dir()]
    return {levering_id for folder in sources for levering_id in staged_files(folder)}


def _repaired(folder: Path, why: State, how: str) -> Repaired:
    return Repaired(f"het manifest van {delivery_id(folder)} was {why.value}; {how}")


def _lost(folder: Path, why: State) -> AnalystError:
    return AnalystError(
        f"Het manifest van {delivery_id(folder)} is {why.value}, en uit wat er nog van de levering "
        "is, is het niet opnieuw te maken: haar bestand is weg, veranderd, of niet meer te "
        f"herkennen. Zet archive/{folder.parent.name}/{folder.name} terug uit een reservekopie, of "
        "leg het bestand weer in de inbox."
    )
