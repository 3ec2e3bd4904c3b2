"""The archive: every delivery under its sha256, once, unchanged, with a manifest.

Taking in an inbox and reading manifests back. What a delivery means is for later stations.
"""

from __future__ import annotations

import hashlib
import inspect
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from assets.basis import masking
from assets.basis.atomic import clear_leftovers, replacing
from assets.basis.errors import UnreadableError
from assets.basis.home import Home
from assets.basis.masking import masked, shown, storable
from assets.deliveries import provenance
from assets.deliveries.provenance import covered_months, selection_of
from assets.formats import (
    bundles,
    cells,
    code_lists,
    cubes,
    headers,
    moments,
    municipality_rows,
    objects,
    odata,
    opening,
    periods,
    reading,
    statistic_tables,
    statistics,
    statline,
    survey_pages,
    surveys,
    swapped,
    texts,
    wide,
    workbooks,
    zips,
)
from assets.formats.moments import ZONE
from assets.formats.reading import read_delivery
from assets.formats.text_table import TextTable
from schemas.layout import Layout

ASIDE = "apart"
_WAYS = (
    *(reading, bundles, objects, swapped, provenance, moments),
    *(opening, cubes, surveys, statline, odata, periods, wide, masking),
    *(cells, code_lists, headers, municipality_rows, statistic_tables, statistics),
    *(survey_pages, texts, workbooks, zips),
)
_LOCKED = (
    "kan niet worden geopend: geen rechten, of een ander programma heeft het open. "
    "Sluit het, of geef leesrechten; bij de volgende run wordt het opnieuw geprobeerd."
)
_DATED_FOLDER = re.compile(r"^(\d{4})-(\d{2})-(\d{2})\b")


@dataclass(frozen=True)
class Manifest:
    """What is known of a delivery from the moment it came in.

    `ontvangen_op`: local time, ISO; `ontvangen_volgens`: export, map or gezien. `maanden`: the
    months that it covers whole. `basis`: the date by which it was selected. `codes`: the incident
    codes to which it is limited, or None. `kop`: all headers; `velden`: field -> its
    header; `ongelezen`: headers not read. `meldsysteem`: which report system, of a delivery of
    reports. `opmerkingen`: what was put right or missing in it, without values.
    """

    levering_id: str
    bron: str
    bestandsnaam: str
    sha256: str
    bytes: int
    ontvangen_op: str
    ontvangen_volgens: str
    blad: str | None
    kop: list[str]
    ongelezen: list[str]
    rijen: int
    maanden: list[str]
    basis: str
    codes: list[str] | None
    velden: dict[str, str] = field(default_factory=dict)
    meldsysteem: str = ""
    opmerkingen: list[str] = field(default_factory=list)

    @property
    def order(self) -> tuple[str, str, str]:
        """Older deliveries sort before newer ones; equal moments by name, then by content."""
        return self.ontvangen_op, self.bestandsnaam, self.sha256


@dataclass(frozen=True)
class SetAside:
    """A file that could not be taken in, and what to do about it. Nothing of its content."""

    bestandsnaam: str
    sha256: str
    melding: str
    gezien_op: str
    regels: str  # the rules by which it was refused: other rules, another try


@dataclass(frozen=True)
class Intake:
    """What one scan of the inbox did."""

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
    ahead: Callable[[Path, str], tuple[Manifest, TextTable] | None] = lambda path, sha: None,
) -> Intake:
    """Archive all that is new in the inbox of `home`; set aside what cannot be used.

    The same bytes are one delivery, however often and under whatever name they come; the
    earliest dated folder tells when they came. `tick` is told of progress; `keep` gets each table
    that was read on the way, so that the next station need not read it again; `ahead` gives what
    `read_new` found of a file, where it has been read already.
    """
    now = now or _now()
    rules = _rules(layouts)
    scan = _scan(home, rules)
    locked = [_locked(path, home.inbox, now, rules) for path in scan.locked]
    for gone in scan.gone:  # the analyst took the file out of the inbox
        (home.archive / ASIDE / f"{gone}.json").unlink()
    new: list[Manifest] = []
    aside = [*locked, *scan.refused]
    for note in locked:
        _write_json(_aside_folder(home) / f"{note.sha256}.json", asdict(note))
    for done, (path, sha) in enumerate(scan.pending, start=1):
        try:
            manifest, table = ahead(path, sha) or _examine(
                path, sha, home.inbox, layouts, covering_share, now
            )
            _store(home, path, manifest)
            (home.archive / ASIDE / f"{sha}.json").unlink(missing_ok=True)
            keep(manifest.levering_id, table)
            new.append(manifest)
        except UnreadableError as reason:
            name = shown(path.relative_to(home.inbox).as_posix())
            note = SetAside(name, sha, str(reason), now.isoformat(sep=" "), rules)
            _write_json(_aside_folder(home) / f"{sha}.json", asdict(note))
            aside.append(note)
        tick(done, len(scan.pending))
    return Intake(
        new=tuple(new),
        known=scan.known,
        duplicates=scan.duplicates,
        aside=tuple(sorted(aside, key=lambda note: note.bestandsnaam)),
    )


def to_read(home: Home, layouts: tuple[Layout, ...]) -> list[tuple[Path, str]]:
    """Path and sha256 of every file that `take_in` is about to read, in its order."""
    return _scan(home, _rules(layouts)).pending


def read_new(
    home: Home, path: Path, sha: str, layouts: tuple[Layout, ...], covering_share: float
) -> tuple[Manifest, TextTable] | None:
    """What `take_in` will find in a file; None for a file to set aside. Nothing is written."""
    try:
        return _examine(path, sha, home.inbox, layouts, covering_share, _now())
    except (OSError, UnreadableError):
        return None


def manifests(home: Home) -> list[Manifest]:
    """Every delivery of the archive, oldest first."""
    found = [
        Manifest(**json.loads(path.read_text("utf-8")))
        for path in home.archive.glob("*/*/manifest.json")
    ]
    return sorted(found, key=lambda manifest: manifest.order)


def set_aside(home: Home) -> list[SetAside]:
    """Every file that was set aside and has not been taken in since, by name."""
    found = [
        SetAside(**json.loads(path.read_text("utf-8")))
        for path in (home.archive / ASIDE).glob("*.json")
    ]
    return sorted(found, key=lambda note: (note.bestandsnaam, note.sha256))


def raw_file(home: Home, manifest: Manifest) -> Path | None:
    """The delivery as it came, or None where it was removed after its term."""
    path = home.archive / manifest.bron / manifest.sha256 / manifest.bestandsnaam
    return path if path.exists() else None


def inbox_files(inbox: Path) -> Iterator[Path]:
    """The files of an inbox, in order; hidden ones and Excel's lock files are no deliveries."""
    for path in sorted(inbox.rglob("*")):
        parts = path.relative_to(inbox).parts
        hidden = any(part.startswith((".", "~$")) for part in parts)
        if path.is_file() and not hidden and path.name.lower() != "thumbs.db":
            yield path


@dataclass(frozen=True)
class _Scan:
    """What lies in an inbox, next to what is known of it.

    `pending`: path and sha256 of what is to be read; `gone`: refused before, and taken away since.
    """

    pending: list[tuple[Path, str]]
    known: int
    duplicates: int
    locked: list[Path]
    refused: list[SetAside]
    gone: set[str]


def _scan(home: Home, rules: str) -> _Scan:
    copies: dict[str, list[Path]] = {}
    locked = []
    for path in inbox_files(home.inbox):
        try:
            copies.setdefault(_sha256(path), []).append(path)
        except OSError:
            locked.append(path)
    known = {manifest.sha256 for manifest in manifests(home)}
    refused = {note.sha256: note for note in set_aside(home)}
    again = {sha: note for sha, note in refused.items() if sha in copies and note.regels == rules}
    return _Scan(
        pending=sorted(
            (_first(home.inbox, paths), sha)
            for sha, paths in copies.items()
            if sha not in known and sha not in again
        ),
        known=len(known & set(copies)),
        duplicates=sum(len(paths) - 1 for paths in copies.values()),
        locked=locked,
        refused=list(again.values()),
        gone=refused.keys() - copies.keys(),
    )


def _rules(layouts: tuple[Layout, ...]) -> str:
    """A mark of what decides whether a file can be taken in: settings and our way of reading."""
    ways = (inspect.getsource(module) for module in _WAYS)
    return hashlib.sha256("".join((repr(layouts), *ways)).encode()).hexdigest()[:12]


def _now() -> datetime:
    return datetime.now(ZoneInfo(ZONE)).replace(tzinfo=None, microsecond=0)


def _examine(
    path: Path, sha: str, inbox: Path, layouts: tuple[Layout, ...], share: float, now: datetime
) -> tuple[Manifest, TextTable]:
    name = shown(path.relative_to(inbox).as_posix())
    table = read_delivery(path, layouts, name)
    selection = selection_of(table.remarks)
    moment, told_by = _received(path.relative_to(inbox), selection.made_at, now)
    months = [
        month
        for month in covered_months(table, selection, share)
        if month <= f"{latest_moment(moment, told_by):%Y-%m}"  # what has not begun is not covered
    ]
    if not table.row_count:
        raise UnreadableError(
            f"«{name}» heeft alleen een kopregel en geen rijen. Vraag de export opnieuw op."
        )
    if table.frame.empty:
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
    source = table.layout.source
    manifest = Manifest(
        levering_id=f"{source}-{sha[:12]}",
        bron=source,
        bestandsnaam=storable(path.name),
        sha256=sha,
        bytes=path.stat().st_size,
        ontvangen_op=moment.isoformat(sep=" "),
        ontvangen_volgens=told_by,
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
    return manifest, table


def _locked(path: Path, inbox: Path, now: datetime, rules: str) -> SetAside:
    """A file that may not be opened: nothing is known of it but its name."""
    name = shown(path.relative_to(inbox).as_posix())
    return SetAside(
        name,
        hashlib.sha256(f"locked|{name}".encode()).hexdigest(),
        f"«{name}» {_LOCKED}",
        now.isoformat(sep=" "),
        rules,
    )


def _received(relative: Path, made_at: datetime | None, now: datetime) -> tuple[datetime, str]:
    if made_at:
        return made_at, "export"
    if day := _folder_date(relative):
        return day, "map"
    return now, "gezien"


def latest_moment(received: datetime, told_by: str) -> datetime:
    """No row is of later than its delivery; the name of a folder may be a month off."""
    return received + timedelta(days=31 if told_by == "map" else 1)


def _folder_date(relative: Path) -> datetime | None:
    for part in reversed(relative.parts[:-1]):
        if match := _DATED_FOLDER.match(part):
            try:
                return datetime(*(int(number) for number in match.groups()))
            except ValueError:
                continue
    return None


def _first(inbox: Path, paths: list[Path]) -> Path:
    """Of copies of one delivery, the one that came first."""

    def came(path: Path) -> tuple[bool, str, str]:
        day = _folder_date(path.relative_to(inbox))
        return day is None, day.isoformat() if day else "", path.as_posix()

    return min(paths, key=came)


def _store(home: Home, path: Path, manifest: Manifest) -> None:
    """Copy the bytes, then the manifest: a delivery without manifest does not exist yet."""
    folder = home.archive / manifest.bron / manifest.sha256
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.parent.chmod(0o700)
    clear_leftovers(folder)
    with replacing(folder / manifest.bestandsnaam) as temporary:
        temporary.write_bytes(path.read_bytes())
    _write_json(folder / "manifest.json", asdict(manifest))


def _aside_folder(home: Home) -> Path:
    folder = home.archive / ASIDE
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def _write_json(path: Path, content: dict) -> None:
    with replacing(path) as temporary:
        temporary.write_text(json.dumps(content, ensure_ascii=False, indent=1), "utf-8")


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
