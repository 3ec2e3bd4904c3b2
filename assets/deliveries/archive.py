"""Taking in an inbox: every delivery is archived under its sha256, once, and never changed.

How a file is recognised and dated is in `examining`; what its rows mean is for later stations.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from assets.basis import program
from assets.basis.atomic import clear_leftovers, flush, replacing
from assets.basis.checksums import digest
from assets.basis.errors import UnreadableError
from assets.basis.home import Home
from assets.basis.masking import shown
from assets.basis.naming import own_words, public_name, renamed
from assets.deliveries.arriving import (
    Copy,
    Look,
    Stamp,
    StillArrivingError,
    Taken,
    clear_copies,
    let_settle,
    private_copy,
    stamps,
)
from assets.deliveries.examining import Examined, Rules, announce, examine
from assets.deliveries.first_seen import Seen, not_before, remember
from assets.deliveries.inbox import copies_by_content, earliest_copy
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
from assets.deliveries.own_rows import OwnRows, as_csv, sha256_of
from assets.deliveries.reader import FileToRead, InThisProcess, Reader
from assets.formats.moments import ZONE
from assets.formats.reading import read_parts
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
    because they were still being copied; `locked`: how many may not be opened now."""

    new: tuple[Manifest, ...]
    known: int
    duplicates: int
    aside: tuple[SetAside, ...]
    arriving: tuple[str, ...] = ()
    locked: int = 0

    @property
    def is_settled(self) -> bool:
        """Whether the next scan of the same files has nothing to do."""
        return not self.arriving and not self.locked

    def again(self) -> Intake:
        """What the next scan does if nothing changes."""
        return replace(self, new=(), known=self.known + len(self.new))


def take_in(
    home: Home,
    layouts: tuple[Layout, ...],
    covering_share: float,
    tick: Callable[[int, int], None] = lambda done, total: None,
    now: datetime | None = None,
    keep: Callable[[str, TextTable], None] = lambda levering_id, table: None,
    pause: float = 0,
    own: OwnRows = OwnRows(),
    reader: Reader = InThisProcess(),
    earlier: Look | None = None,
) -> Intake:
    """Archive everything new in the inbox of `home`; set aside what cannot be used, and leave what
    is still being copied.

    The same bytes are one delivery, whatever their names and number of copies; the earliest dated
    folder gives the day of receipt. `tick` is called with the progress. `keep` receives each table
    that was read and is not too large to hold, so that the next station need not read it again.
    `pause`: seconds to wait, once, if a new file changed shortly before, and since an `earlier`
    look. `covering_share`, `own` and `reader`: see `Rules`.
    """
    rules = Rules(layouts, covering_share, own, reader)
    mark = _mark(rules)
    known = manifests(home)
    now = not_before(now or _now(), home, known)
    before = stamps(home.inbox)
    scan = _scan(home, mark, known)
    locked = [_locked(path, home.inbox, now, mark, layouts) for path in scan.locked]
    _renew_notes(home, scan.gone, locked)
    seen = remember(home, scan.not_archived, known, now)
    pending = {path: before[path] for path, _ in scan.pending if path in before}
    let_settle(pending, pause, earlier)
    new: list[Manifest] = []
    aside, arriving = [*locked, *scan.refused], []
    arrived = _arrived(home, scan.pending, before, rules)
    for done, (path, sha, copy_of) in enumerate(arrived, start=1):
        try:
            with copy_of as copy:
                copy.require(sha)
                examined = examine(home, path, copy, rules, seen[sha])
                new.append(_store(home, copy, examined, rules))
            forget_note(home, sha)
            if examined.table is not None:
                keep(examined.manifest.levering_id, examined.table)
        except StillArrivingError:
            if path.exists():
                arriving.append(_name(path, home, layouts))
        except UnreadableError as reason:
            full = shown(path.relative_to(home.inbox).as_posix())
            name = _name(path, home, layouts, sha[:12])
            message = renamed(str(reason), full, name)
            note = SetAside(name, sha, message, now.isoformat(sep=" "), mark, full)
            write_note(home, note)
            aside.append(note)
        tick(done, len(scan.pending))
    clear_copies(home)
    aside.sort(key=lambda note: note.bestandsnaam)
    return Intake(
        tuple(new), scan.known, scan.duplicates, tuple(aside), tuple(arriving), len(locked)
    )


def _arrived(
    home: Home, pending: list[tuple[Path, str]], before: dict[Path, Stamp], rules: Rules
) -> Iterator[tuple[Path, str, Taken]]:
    """Each file to read, with its copy. The one after it is copied first, so that the reader can
    open it while this one is handled."""
    taken = ((path, sha, Taken(home, path, before.get(path))) for path, sha in pending)
    current = next(taken, None)
    while current is not None:
        following = next(taken, None)
        if following is not None and not rules.own.alone:  # what is stored is read in between
            path, sha, copy = following
            if copy.made is not None and copy.made.sha256 == sha:
                announce(home, path, copy.made, rules)
        yield current
        current = following


def read_again(home: Home, path: Path, sha: str, rules: Rules, seen: Seen) -> Manifest | None:
    """The manifest that `take_in` would give a file with content `sha`; None for a file to set
    aside or with other content by now. Only a temporary copy is written."""
    try:
        with private_copy(home, path) as copy:
            copy.require(sha)
            return examine(home, path, copy, rules, seen).manifest
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


def _scan(home: Home, mark: str, archived: list[Manifest]) -> _Scan:
    copies, locked = copies_by_content(home.inbox)
    known = {manifest.sha256 for manifest in archived}
    notes = {note.sha256: note for note in set_aside(home)}
    refused = {sha: note for sha, note in notes.items() if sha in copies and note.regels == mark}
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


def _mark(rules: Rules) -> str:
    """The mark of what decides whether a file can be taken in: the program, the layouts and what
    opening a file may take."""
    return program.mark(rules.layouts, rules.reader.limits)


def _name(path: Path, home: Home, layouts: tuple[Layout, ...], number: str = "") -> str:
    """What a file of the inbox is called wherever it may be read; see `public_name`."""
    full = shown(path.relative_to(home.inbox).as_posix())
    return public_name(full, municipality_words(layouts), number)


def _now() -> datetime:
    return datetime.now(ZoneInfo(ZONE)).replace(tzinfo=None, microsecond=0)


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
    path: Path, inbox: Path, now: datetime, mark: str, layouts: tuple[Layout, ...]
) -> SetAside:
    """The note of a file that may not be opened: only its name is known."""
    full = shown(path.relative_to(inbox).as_posix())
    sha = hashlib.sha256(f"locked|{full}".encode()).hexdigest()
    name = public_name(full, municipality_words(layouts), sha[:12])
    return SetAside(name, sha, f"«{name}» {_LOCKED}", now.isoformat(sep=" "), mark, full)


def _store(home: Home, copy: Copy, examined: Examined, rules: Rules) -> Manifest:
    """Move the copy, or else the own rows, into place, then write the manifest, which is returned:
    without one the delivery does not exist yet."""
    manifest = examined.manifest
    folder = folder_of(home, manifest)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.parent.chmod(0o700)
    flush(folder.parent)
    clear_leftovers(folder)
    if manifest.bewaard_als:
        sha = _store_own_rows(folder / manifest.bewaard_als, examined, rules.reader)
        manifest = replace(manifest, bewaard_sha256=sha)
    else:
        copy.keep(folder / manifest.bestandsnaam)  # its name is flushed with that of the manifest
    write_manifest(home, manifest)
    return manifest


def _store_own_rows(path: Path, examined: Examined, reader: Reader) -> str:
    """Write the rows of a delivery; the sha256 of the file. Raises `UnreadableError` unless they
    are read back the same."""
    parts = examined.parts() if examined.table is None else [examined.table]
    with replacing(path, durable=True, durable_name=False) as temporary:
        with temporary.open("wb") as file:
            file.writelines(as_csv(parts))
        sha = digest(temporary)
    name = examined.manifest.bestandsnaam
    stored = reader.each(FileToRead(path, name), read_parts, path, (examined.layout,), name)
    try:
        same = sha256_of(as_csv(stored)) == sha
    except UnreadableError:
        same = False
    if not same:
        path.unlink()
        raise UnreadableError(
            f"«{examined.manifest.public_name()}» kan niet met alleen de rijen van uw gemeente "
            "worden bewaard. Vraag de export als CSV, of zet alleen_eigen_rijen onder "
            "[leveringen] uit."
        )
    return sha
