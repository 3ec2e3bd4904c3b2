"""What came for all municipalities: kept as delivered, under its sha256, with a manifest that says
where every row went. The parts are put in the inboxes of the municipalities.

The manifest is written last: what a stopped run left unfinished is done again, with the same
result.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field, fields
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from assets.basis.atomic import flush, replacing
from assets.basis.checksums import digest
from assets.basis.errors import UnreadableError
from assets.basis.home import Home
from assets.basis.masking import storable
from assets.basis.naming import public_name
from assets.deliveries.arriving import StillArrivingError, private_copy
from assets.deliveries.inbox import copies_by_content, earliest_copy, part_folder, received
from assets.deliveries.reader import Reader
from assets.formats.moments import ZONE
from assets.region.members import Members
from assets.region.splitting import Split, clear, split
from schemas.layout import Layout

_MANIFEST = "manifest.json"


@dataclass(frozen=True)
class Whole:
    """A delivery for all. `leden`: the municipalities among which it was divided; `delen`: code ->
    its rows; the other counts are of rows of none of them, or of all."""

    sha256: str
    bestandsnaam: str
    bytes: int
    bron: str
    ontvangen_op: str
    leden: list[str]
    rijen: int
    delen: dict[str, int]
    gedeeld: int
    buiten_de_regio: int
    geen_gemeente: int
    onbruikbaar: int
    delen_sha256: dict[str, list[str]] = field(default_factory=dict)

    @property
    def shown(self) -> str:
        """Its name as it may be shown."""
        return public_name(self.bestandsnaam, frozenset(), self.sha256[:12])

    @property
    def of_none(self) -> int:
        """Rows that went to no municipality."""
        return self.buiten_de_regio + self.geen_gemeente + self.onbruikbaar


@dataclass(frozen=True)
class Arrived:
    """A file of the inbox of the region that is to be divided; `path` is in the inbox or, if the
    region got other members since, in the archive."""

    path: Path
    sha256: str
    moment: str


def wholes(home: Home) -> list[Whole]:
    """Every delivery of the archive of a region, oldest first."""
    found = (_read(path) for path in home.archive.glob(f"*/{_MANIFEST}"))
    return sorted(filter(None, found), key=lambda whole: (whole.ontvangen_op, whole.sha256))


def raw_file(home: Home, whole: Whole) -> Path:
    """The file as it was delivered."""
    return home.archive / whole.sha256 / whole.bestandsnaam


def to_divide(home: Home, members: Members, now: datetime | None = None) -> list[Arrived]:
    """What is in the inbox and not in the archive, and what was divided among other members."""
    known = {whole.sha256: whole for whole in wholes(home)}
    now = now or datetime.now(ZoneInfo(ZONE)).replace(tzinfo=None, microsecond=0)
    copies, _ = copies_by_content(home.inbox)
    new = []
    for sha, paths in copies.items():
        if sha not in known:
            path = earliest_copy(home.inbox, paths)
            moment, _ = received(path.relative_to(home.inbox), None, now)
            new.append(Arrived(path, sha, moment.isoformat(sep=" ")))
    again = [
        Arrived(raw_file(home, whole), whole.sha256, whole.ontvangen_op)
        for whole in known.values()
        if set(members.codes) - set(whole.leden)
    ]
    return sorted([*new, *again], key=lambda each: (each.moment, each.path.as_posix()))


def divide(
    home: Home,
    arrived: Arrived,
    layouts: Sequence[Layout],
    members: Members,
    inboxes: Mapping[str, Path],
    reader: Reader,
) -> Whole | str | None:
    """Archive a delivery and put its parts in the `inboxes` of the municipalities. A sentence for a
    file that cannot be divided; None for one that is still being copied."""
    name = arrived.path.name
    shown = public_name(name, frozenset(), arrived.sha256[:12])
    temporary = home.archive / f".delen-{arrived.sha256}-{os.getpid()}"
    try:
        with private_copy(home, arrived.path) as copy:
            copy.require(arrived.sha256)
            done = split(copy.path, name, layouts, members, reader, temporary)
            modified = arrived.path.stat().st_mtime_ns
            folder = home.archive / arrived.sha256
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            sent = _send(done, arrived, inboxes, modified)
            stored = storable(name)
            if not (folder / stored).exists():
                copy.keep(folder / stored)
                os.utime(folder / stored, ns=(modified, modified))
            whole = _whole(arrived, stored, copy.stamp.size, done, members, sent)
            _write(folder / _MANIFEST, whole)
            return whole
    except StillArrivingError:
        return None
    except UnreadableError as reason:
        return str(reason).replace(name, shown)
    finally:
        clear(temporary)


def _send(
    done: Split, arrived: Arrived, inboxes: Mapping[str, Path], modified: int
) -> dict[str, list[str]]:
    """Put each part in the inbox of its municipality; code -> the sha256 of its files."""
    sent: dict[str, list[str]] = {}
    for code, files in done.files.items():
        folder = inboxes[code] / "regio" / part_folder(arrived.moment[:10], arrived.sha256)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for file in files:
            with replacing(folder / file.name, durable=True) as target:
                shutil.copyfile(file, target)
                os.utime(target, ns=(modified, modified))
            sent.setdefault(code, []).append(digest(folder / file.name))
    return sent


def _whole(
    arrived: Arrived,
    name: str,
    size: int,
    done: Split,
    members: Members,
    sent: dict[str, list[str]],
) -> Whole:
    return Whole(
        sha256=arrived.sha256,
        bestandsnaam=name,
        bytes=size,
        bron=done.source,
        ontvangen_op=arrived.moment,
        leden=list(members.codes),
        rijen=done.rows,
        delen=done.parts,
        gedeeld=done.shared,
        buiten_de_regio=done.outside,
        geen_gemeente=done.nowhere,
        onbruikbaar=done.unusable,
        delen_sha256=sent,
    )


def _write(path: Path, whole: Whole) -> None:
    with replacing(path, durable=True) as temporary:
        temporary.write_text(json.dumps(asdict(whole), ensure_ascii=False, indent=1), "utf-8")
    flush(path.parent.parent)


def _read(path: Path) -> Whole | None:
    names = {each.name for each in fields(Whole)}
    with suppress(OSError, ValueError, TypeError, AttributeError):
        content = json.loads(path.read_text("utf-8"))
        return Whole(**{name: value for name, value in content.items() if name in names})
    return None  # damaged: it is divided again


def changed_since(home: Home) -> Iterator[str]:
    """The sha256 of each archived delivery whose bytes are no longer those that came."""
    for whole in wholes(home):
        path = raw_file(home, whole)
        if not path.exists() or digest(path) != whole.sha256:
            yield whole.sha256
