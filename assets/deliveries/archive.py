"""Taking in an inbox: every delivery is archived under its sha256, once, and never changed.

A file is recognised and dated here, and the months that it covers are determined; what its rows
mean is for later stations.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from assets.basis import program
from assets.basis.atomic import clear_leftovers, flush, replacing
from assets.basis.dutch import number
from assets.basis.errors import UnreadableError
from assets.basis.home import Home
from assets.basis.masking import masked, shown, storable
from assets.basis.naming import own_words, public_name, renamed
from assets.deliveries.arriving import (
    Copy,
    StillArrivingError,
    clear_copies,
    let_settle,
    private_copy,
    stamps,
)
from assets.deliveries.first_seen import Seen, first_seen, not_before, remember
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
from assets.deliveries.own_rows import STORED_NAME, OwnRows, as_csv
from assets.deliveries.provenance import covered_months, selection_of
from assets.formats.moments import ZONE
from assets.formats.reading import read_delivery
from assets.formats.text_table import TextTable
from schemas.layout import AreaLayout, Layout

_LOCKED = (
    "kan niet worden geopend: geen rechten, of een ander programma heeft het open. "
    "Sluit het, of geef leesrechten; bij de volgende run wordt het opnieuw geprobeerd."
)


@dataclass(frozen=True)
class Intake:
    """What one scan of the inbox did. `known`: contents that were archived before; `duplicates`:
    files beyond the first with the same content; `arriving`: names of files left for the next run,
    because they were still being copied."""

    new: tuple[Manifest, ...]
    known: int
    duplicates: int
    aside: tuple[SetAside, ...]
    arriving: tuple[str, ...] = ()


def take_in(
    home: Home,
    layouts: tuple[Layout, ...],
    covering_share: float,
    tick: Callable[[int, int], None] = lambda done, total: None,
    now: datetime | None = None,
    keep: Callable[[str, TextTable], None] = lambda levering_id, table: None,
    ahead: Callable[[Path, str], tuple[Manifest, TextTable] | None] = lambda path, sha: None,
    pause: float = 0,
    own: OwnRows = OwnRows(),
) -> Intake:
    """Archive everything new in the inbox of `home`; set aside what cannot be used, and leave what
    is still being copied.

    The same bytes are one delivery, whatever their names and number of copies; the earliest dated
    folder gives the day of receipt. `tick` is called with the progress. `keep` receives each table
    that was read, so that the next station need not read it again. `ahead` returns the result of
    `read_new` for a file that was read ahead, else None. `pause`: seconds to wait, once, if a new
    file changed shortly before. `own`: which rows are of this municipality; they decide the months
    that a delivery covers.
    """
    rules = _rules(layouts)
    known = manifests(home)
    now = not_before(now or _now(), home, known)
    before = stamps(home.inbox)
    scan = _scan(home, rules, known)
    locked = [_locked(path, home.inbox, now, rules, layouts) for path in scan.locked]
    _renew_notes(home, scan.gone, locked)
    seen = remember(home, scan.not_archived, known, now)
    let_settle([before[path] for path, _ in scan.pending if path in before], pause)
    new: list[Manifest] = []
    aside, arriving = [*locked, *scan.refused], []
    for done, (path, sha) in enumerate(scan.pending, start=1):
        try:
            with private_copy(home, path, before.get(path)) as copy:
                copy.require(sha)
                manifest, table = ahead(path, sha) or _examine(
                    path, copy, home.inbox, layouts, covering_share, seen[sha], own
                )
                manifest = first_seen_at(manifest, seen[sha])
                _store(home, copy, manifest, table)
            forget_note(home, sha)
            keep(manifest.levering_id, table)
            new.append(manifest)
        except StillArrivingError:
            if path.exists():
                arriving.append(_name(path, home, layouts))
        except UnreadableError as reason:
            full = shown(path.relative_to(home.inbox).as_posix())
            name = _name(path, home, layouts, sha[:12])
            message = renamed(str(reason), full, name)
            note = SetAside(name, sha, message, now.isoformat(sep=" "), rules, full)
            write_note(home, note)
            aside.append(note)
        tick(done, len(scan.pending))
    clear_copies(home)
    aside.sort(key=lambda note: note.bestandsnaam)
    return Intake(tuple(new), scan.known, scan.duplicates, tuple(aside), tuple(arriving))


def to_read(home: Home, layouts: tuple[Layout, ...]) -> list[tuple[Path, str]]:
    """Path and sha256 of every file that `take_in` is about to read, in its order."""
    return _scan(home, _rules(layouts), manifests(home)).pending


def read_new(
    home: Home,
    path: Path,
    sha: str,
    layouts: tuple[Layout, ...],
    covering_share: float,
    own: OwnRows = OwnRows(),
    seen: Seen | None = None,
) -> tuple[Manifest, TextTable] | None:
    """What `take_in` will make of a file with content `sha`, but for the intake that first saw it;
    None for a file to set aside or with other content by now. `seen`: when it was first seen, if
    that is known. Only a temporary copy is written."""
    if seen is None:
        now = not_before(_now(), home, manifests(home)).isoformat(sep=" ")
        seen = first_seen(home).get(sha, Seen(now, 0))
    try:
        with private_copy(home, path) as copy:
            copy.require(sha)
            return _examine(path, copy, home.inbox, layouts, covering_share, seen, own)
    except (OSError, StillArrivingError, UnreadableError):
        return None


@dataclass(frozen=True)
class _Scan:
    """The files of an inbox, compared with the archive.

    `pending`: path and sha256 of the files to read. `not_archived`: sha256 of all that is in the
    inbox and not in the archive. `refused`: files that the same rules set aside before. `gone`:
    sha256 of files that were set aside and are no longer in the inbox.
    """

    pending: list[tuple[Path, str]]
    not_archived: set[str]
    known: int
    duplicates: int
    locked: list[Path]
    refused: list[SetAside]
    gone: set[str]


def _scan(home: Home, rules: str, archived: list[Manifest]) -> _Scan:
    copies, locked = copies_by_content(home.inbox)
    known = {manifest.sha256 for manifest in archived}
    notes = {note.sha256: note for note in set_aside(home)}
    refused = {sha: note for sha, note in notes.items() if sha in copies and note.regels == rules}
    return _Scan(
        pending=sorted(
            (earliest_copy(home.inbox, paths), sha)
            for sha, paths in copies.items()
            if sha not in known and sha not in refused
        ),
        not_archived=copies.keys() - known,
        known=len(known & copies.keys()),
        duplicates=sum(len(paths) - 1 for paths in copies.values()),
        locked=locked,
        refused=list(refused.values()),
        gone=notes.keys() - copies.keys(),
    )


def _rules(layouts: tuple[Layout, ...]) -> str:
    """The mark of what decides whether a file can be taken in: the program and the layouts."""
    return program.mark(layouts)


def _name(path: Path, home: Home, layouts: tuple[Layout, ...], number: str = "") -> str:
    """What a file of the inbox is called wherever it may be read; see `public_name`."""
    full = shown(path.relative_to(home.inbox).as_posix())
    return public_name(full, municipality_words(layouts), number)


def _now() -> datetime:
    return datetime.now(ZoneInfo(ZONE)).replace(tzinfo=None, microsecond=0)


def _examine(
    path: Path,
    copy: Copy,
    inbox: Path,
    layouts: tuple[Layout, ...],
    share: float,
    seen: Seen,
    own: OwnRows,
) -> tuple[Manifest, TextTable]:
    """The manifest and the table of a file of the inbox, read from its copy."""
    name = shown(path.relative_to(inbox).as_posix())
    table = read_delivery(copy.path, layouts, name)
    inside = own.of(table)
    selection = selection_of(table.remarks)
    moment, according_to = received(
        path.relative_to(inbox), selection.made_at, datetime.fromisoformat(seen.gezien_op)
    )
    months = [
        month
        for month in covered_months(inside, selection, share)
        if month <= f"{latest_moment(moment, according_to):%Y-%m}"  # no future months
    ]
    _require_rows(table, bool(months) or inside.frame.empty, name)
    source = table.layout.source
    manifest = Manifest(
        levering_id=f"{source}-{copy.sha256[:12]}",
        bron=source,
        bestandsnaam=storable(path.name),
        sha256=copy.sha256,
        bytes=copy.stamp.size,
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
        gewijzigd_op=copy.stamp.moment,
    )
    return _with_own_rows(manifest, table, inside, own.alone)


def first_seen_at(manifest: Manifest, seen: Seen) -> Manifest:
    """The manifest with the intake that first saw its file; that dates it if nothing else does."""
    received_at = (
        seen.gezien_op if manifest.ontvangen_volgens == "gezien" else manifest.ontvangen_op
    )
    return replace(manifest, ontvangen_op=received_at, gezien_op=seen.gezien_op, ronde=seen.ronde)


def _with_own_rows(
    manifest: Manifest, table: TextTable, inside: TextTable, alone: bool
) -> tuple[Manifest, TextTable]:
    """What is known of a delivery with rows of other municipalities, and the rows to archive."""
    outside = len(table.frame) - len(inside.frame)
    if not outside:
        return manifest, table
    notes = list(manifest.opmerkingen)
    if inside.frame.empty:
        notes.append("geen enkele rij ligt in uw gemeente. Is dit de goede export?")
    if not alone:
        return replace(manifest, opmerkingen=notes), table
    notes.append(f"{number(outside)} rijen van andere gemeenten zijn niet bewaard.")
    content = as_csv(inside)
    manifest = replace(
        manifest,
        opmerkingen=notes,
        bewaard_als=STORED_NAME,
        bewaard_sha256=hashlib.sha256(content).hexdigest(),
        buiten_gemeente=outside,
    )
    return manifest, inside


def _require_rows(table: TextTable, dated: bool, name: str) -> None:
    """Raise `UnreadableError` for a table without a row that can be used or dated."""
    if not table.row_count:
        raise UnreadableError(
            f"«{name}» heeft alleen een kopregel en geen rijen. Vraag de export opnieuw op."
        )
    if table.frame.empty:
        raise UnreadableError(
            f"«{name}»: geen enkele rij heeft evenveel velden als de kopregel "
            f"({len(table.header)}). Exporteer opnieuw, met alle velden in elke rij."
        )
    if not dated and table.layout.month_field:
        column = table.layout.field(table.layout.month_field).headers[0]
        raise UnreadableError(
            f"«{name}»: in de kolom «{column}» is geen enkele datum te lezen. Zet de schrijfwijze "
            f"in veiligheidsbeeld.toml onder [{table.layout.source}] bij datumformaten."
        )


def _renew_notes(home: Home, gone: set[str], locked: list[SetAside]) -> None:
    for sha in gone:
        forget_note(home, sha)
    for note in locked:
        write_note(home, note)


def municipality_words(layouts: tuple[Layout, ...]) -> frozenset[str]:
    """The words of the municipality of the settings, which its layouts of statistics know."""
    names = {layout.gemeentenaam for layout in layouts if isinstance(layout, AreaLayout)}
    return frozenset().union(*map(own_words, names))


def _locked(
    path: Path, inbox: Path, now: datetime, rules: str, layouts: tuple[Layout, ...]
) -> SetAside:
    """The note of a file that may not be opened: only its name is known."""
    full = shown(path.relative_to(inbox).as_posix())
    sha = hashlib.sha256(f"locked|{full}".encode()).hexdigest()
    name = public_name(full, municipality_words(layouts), sha[:12])
    return SetAside(name, sha, f"«{name}» {_LOCKED}", now.isoformat(sep=" "), rules, full)


def _store(home: Home, copy: Copy, manifest: Manifest, table: TextTable) -> None:
    """Move the copy, or else the own rows, into place, then write the manifest: without one the
    delivery does not exist yet."""
    folder = folder_of(home, manifest)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.parent.chmod(0o700)
    flush(folder.parent)
    clear_leftovers(folder)
    if manifest.bewaard_als:
        _store_own_rows(folder / manifest.bewaard_als, manifest, table)
    else:
        copy.keep(folder / manifest.bestandsnaam)  # its name is flushed with that of the manifest
    write_manifest(home, manifest)


def _store_own_rows(path: Path, manifest: Manifest, table: TextTable) -> None:
    """Write the rows of `table`; raises `UnreadableError` unless they are read back the same."""
    with replacing(path, durable=True, durable_name=False) as temporary:
        temporary.write_bytes(as_csv(table))
    try:
        stored = read_delivery(path, [table.layout], manifest.bestandsnaam)
        same = stored.frame.equals(table.frame) and stored.malformed == table.malformed
    except UnreadableError:
        same = False
    if not same:
        path.unlink()
        raise UnreadableError(
            f"«{manifest.public_name()}» kan niet met alleen de rijen van uw gemeente worden "
            "bewaard. Vraag de export als CSV, of zet alleen_eigen_rijen onder [leveringen] uit."
        )
