"""Taking in an inbox: every delivery is archived under its sha256, once, and never changed.

A file is recognised and dated here, and the months that it covers are determined; what its rows
mean is for later stations.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from assets.basis import program
from assets.basis.atomic import clear_leftovers, replacing
from assets.basis.errors import UnreadableError
from assets.basis.home import Home
from assets.basis.masking import masked, shown, storable
from assets.deliveries.inbox import copies_by_content, earliest_copy, latest_moment, received
from assets.deliveries.manifests import (
    Manifest,
    SetAside,
    folder_of,
    forget_note,
    manifests,
    set_aside,
    write_manifest,
    write_note,
)
from assets.deliveries.provenance import covered_months, selection_of
from assets.deliveries.reader import FileToRead, InThisProcess, Limits, Reader
from assets.formats.moments import ZONE
from assets.formats.reading import read_delivery
from assets.formats.text_table import TextTable
from schemas.layout import Layout

LARGEST = 250_000  # rows of a table that is handed on whole
_LOCKED = (
    "kan niet worden geopend: geen rechten, of een ander programma heeft het open. "
    "Sluit het, of geef leesrechten; bij de volgende run wordt het opnieuw geprobeerd."
)


@dataclass(frozen=True)
class Intake:
    """What one scan of the inbox did. `known`: contents that were archived before; `duplicates`:
    files beyond the first with the same content."""

    new: tuple[Manifest, ...]
    known: int
    duplicates: int
    aside: tuple[SetAside, ...]


def take_in(
    home: Home,
    layouts: tuple[Layout, ...],
    covering_share: float,
    tick: Callable[[int, int], None] = lambda done, total: None,
    now: datetime | None = None,
    keep: Callable[[str, TextTable], None] = lambda levering_id, table: None,
    reader: Reader | None = None,
) -> Intake:
    """Archive everything new in the inbox of `home`; set aside what cannot be used.

    The same bytes are one delivery, whatever their names and number of copies; the earliest dated
    folder gives the day of receipt. `tick` is called with the progress. `keep` receives each table
    that was read, so that the next station need not read it again. `reader` opens the files; this
    process does without one.
    """
    now = now or _now()
    reader = reader or InThisProcess()
    rules = _rules(layouts, reader.limits)
    scan = _scan(home, rules)
    locked = [_locked(path, home.inbox, now, rules) for path in scan.locked]
    for sha in scan.gone:
        forget_note(home, sha)
    for note in locked:
        write_note(home, note)
    new: list[Manifest] = []
    aside = [*locked, *scan.refused]
    for done, (path, sha) in enumerate(scan.pending, start=1):
        try:
            manifest, table = reader.call(
                FileToRead(path, shown(path.relative_to(home.inbox).as_posix())),
                examine,
                *(path, sha, home.inbox, layouts, covering_share, now),
            )
        except (OSError, UnreadableError) as reason:
            note = _refused(path, sha, reason, home.inbox, now, rules)
            write_note(home, note)
            aside.append(note)
        else:
            _store(home, path, manifest)
            forget_note(home, sha)
            if table is not None:
                keep(manifest.levering_id, table)
            new.append(manifest)
        tick(done, len(scan.pending))
    return Intake(
        new=tuple(new),
        known=scan.known,
        duplicates=scan.duplicates,
        aside=tuple(sorted(aside, key=lambda note: note.bestandsnaam)),
    )


@dataclass(frozen=True)
class _Scan:
    """The files of an inbox, compared with the archive.

    `pending`: path and sha256 of the files to read. `refused`: files that the same rules set aside
    before. `gone`: sha256 of files that were set aside and are no longer in the inbox.
    """

    pending: list[tuple[Path, str]]
    known: int
    duplicates: int
    locked: list[Path]
    refused: list[SetAside]
    gone: set[str]


def _scan(home: Home, rules: str) -> _Scan:
    copies, locked = copies_by_content(home.inbox)
    known = {manifest.sha256 for manifest in manifests(home)}
    notes = {note.sha256: note for note in set_aside(home)}
    refused = {sha: note for sha, note in notes.items() if sha in copies and note.regels == rules}
    return _Scan(
        pending=sorted(
            (earliest_copy(home.inbox, paths), sha)
            for sha, paths in copies.items()
            if sha not in known and sha not in refused
        ),
        known=len(known & set(copies)),
        duplicates=sum(len(paths) - 1 for paths in copies.values()),
        locked=locked,
        refused=list(refused.values()),
        gone=notes.keys() - copies.keys(),
    )


def _rules(layouts: tuple[Layout, ...], limits: Limits | None) -> str:
    """The mark of what decides whether a file can be taken in: the program, the layouts and what
    opening a file may take."""
    return program.mark(layouts, limits)


def _now() -> datetime:
    return datetime.now(ZoneInfo(ZONE)).replace(tzinfo=None, microsecond=0)


def examine(
    path: Path, sha: str, inbox: Path, layouts: tuple[Layout, ...], share: float, now: datetime
) -> tuple[Manifest, TextTable | None]:
    """The manifest of a file and its table; None for a table that is too large to hold.

    Runs where files are opened, so nothing is written. Raises `UnreadableError` for a file that
    cannot be taken in.
    """
    name = shown(path.relative_to(inbox).as_posix())
    table = read_delivery(path, layouts, name, most=LARGEST)
    selection = selection_of(table.remarks)
    moment, according_to = received(path.relative_to(inbox), selection.made_at, now)
    months = [
        month
        for month in covered_months(table, selection, share)
        if month <= f"{latest_moment(moment, according_to):%Y-%m}"  # no future months
    ]
    _require_rows(table, months, name)
    source = table.layout.source
    manifest = Manifest(
        levering_id=f"{source}-{sha[:12]}",
        bron=source,
        bestandsnaam=storable(path.name),
        sha256=sha,
        bytes=path.stat().st_size,
        ontvangen_op=moment.isoformat(sep=" "),
        ontvangen_volgens=according_to,
        blad=masked(table.sheet) if table.sheet else table.sheet,
        kop=[masked(header) for header in table.header],
        velden={name: table.header[position] for name, position in table.positions.items()},
        ongelezen=[masked(header) for header in table.unread_headers],
        rijen=table.row_count,
        maanden=months,
        basis=selection.by,
        codes=list(selection.codes) if selection.codes else None,
        meldsysteem=table.layout.system,
        opmerkingen=list(table.notes),
    )
    return manifest, None if table.is_outline else table


def _require_rows(table: TextTable, months: list[str], name: str) -> None:
    """Raise `UnreadableError` for a table without a row that can be used or dated."""
    if not table.row_count:
        raise UnreadableError(
            f"«{name}» heeft alleen een kopregel en geen rijen. Vraag de export opnieuw op."
        )
    if not len(table.frame):
        raise UnreadableError(
            f"«{name}»: geen enkele rij heeft evenveel velden als de kopregel "
            f"({len(table.header)}). Exporteer opnieuw, met alle velden in elke rij."
        )
    if not months and table.layout.month_field:
        column = table.layout.field(table.layout.month_field).headers[0]
        raise UnreadableError(
            f"«{name}»: in de kolom «{column}» is geen enkele datum te lezen. Zet de schrijfwijze "
            f"in veiligheidsbeeld.toml onder [{table.layout.source}] bij datumformaten."
        )


def _refused(
    path: Path, sha: str, reason: Exception, inbox: Path, now: datetime, rules: str
) -> SetAside:
    """The note of a file that cannot be taken in. One that could not be opened after all is tried
    again by the next run, like one that may not be opened."""
    if isinstance(reason, OSError):
        return _locked(path, inbox, now, rules)
    name = shown(path.relative_to(inbox).as_posix())
    return SetAside(name, sha, str(reason), now.isoformat(sep=" "), rules)


def _locked(path: Path, inbox: Path, now: datetime, rules: str) -> SetAside:
    """The note of a file that may not be opened: only its name is known."""
    name = shown(path.relative_to(inbox).as_posix())
    return SetAside(
        name,
        hashlib.sha256(f"locked|{name}".encode()).hexdigest(),
        f"«{name}» {_LOCKED}",
        now.isoformat(sep=" "),
        rules,
    )


def _store(home: Home, path: Path, manifest: Manifest) -> None:
    """Copy the bytes, then write the manifest: without one the delivery does not exist yet."""
    folder = folder_of(home, manifest)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.parent.chmod(0o700)
    clear_leftovers(folder)
    with replacing(folder / manifest.bestandsnaam) as temporary:
        shutil.copyfile(path, temporary)
    write_manifest(home, manifest)
