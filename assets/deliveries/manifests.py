"""The manifest of each delivery, stored beside its bytes; and the notes of files set aside.

A manifest is written once, as the last step of taking in a delivery: without a manifest the
delivery does not exist. Taking in is the work of `archive`.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path

from assets.basis.atomic import replacing
from assets.basis.checksums import Checksums, digest
from assets.basis.errors import AnalystError
from assets.basis.home import Home
from assets.basis.naming import public_name
from assets.deliveries.order import Order, order_key

MANIFEST = "manifest.json"
_ASIDE = "apart"


@dataclass(frozen=True)
class Manifest:
    """What is known of a delivery since it was taken in.

    `ontvangen_op`: local time, ISO. `ontvangen_volgens`: the source of that moment (export, map or
    gezien). `maanden`: the months that it covers completely. `basis`: the date by which its rows
    were selected. `codes`: the incident codes to which it is limited, or None. `kop`: all headers.
    `velden`: field -> its header. `ongelezen`: headers that were not read. `meldsysteem`: the
    report system that delivered it. `opmerkingen`: corrections and omissions, without values.

    `gezien_op`: when an intake first saw it; `ronde`: the number of that intake; `gewijzigd_op`:
    the time of change of its file. A delivery of before these were kept has none of them, and
    round 0.
    `bewaard_als`, `bewaard_sha256`: the name and sha256 of the file in the archive if only the own
    rows of the municipality were kept; `sha256` and `bytes` are always of what was delivered.
    `opschriften`: of a table that is laid out for people, the labels by which it was read.
    `buiten_gemeente`: how many of `rijen` were not kept for that reason.
    `deel_van`: of a part of a delivery for several municipalities, the sha256 of the whole.
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
    gezien_op: str = ""
    ronde: int = 0
    gewijzigd_op: str = ""
    bewaard_als: str = ""
    bewaard_sha256: str = ""
    buiten_gemeente: int = 0
    opschriften: dict[str, str] = field(default_factory=dict)
    deel_van: str = ""

    def public_name(self, words: frozenset[str] = frozenset()) -> str:
        """The name of its file as it may be shown outside the archive. `words`: more words that may
        stand in it, such as those of the municipality."""
        return public_name(self.bestandsnaam, words, self.sha256[:12])

    @property
    def order(self) -> Order:
        """The sort key of deliveries, see `order_key`."""
        return order_key(
            self.ontvangen_op,
            self.ontvangen_volgens == "export",
            self.ronde,
            self.gewijzigd_op,
            self.bestandsnaam,
            self.sha256,
        )


@dataclass(frozen=True)
class SetAside:
    """A file that could not be taken in, and what to do about it; nothing of its content.

    `bestandsnaam`: its name as it may be shown; `volledige_naam`: with which the analyst finds it,
    only for her own terminal. `regels`: the mark of the program and layouts that refused it. Under
    another mark the file is tried again.
    """

    bestandsnaam: str
    sha256: str
    melding: str
    gezien_op: str
    regels: str
    volledige_naam: str = ""


def manifests(home: Home) -> list[Manifest]:
    """Every delivery of the archive, oldest first. Raises `AnalystError` for a damaged manifest."""
    every = []
    for path in home.archive.glob(f"*/*/{MANIFEST}"):
        manifest = read_manifest(path)
        if manifest is None:
            raise AnalystError(
                f"Het manifest van {delivery_id(path.parent)} in het archief is beschadigd. "
                "Start: veiligheidsbeeld run. Dan wordt het opnieuw gemaakt."
            )
        every.append(manifest)
    return sorted(every, key=lambda manifest: manifest.order)


def read_manifest(path: Path) -> Manifest | None:
    """The manifest in a file; None if the file is damaged. Unknown fields are skipped."""
    names = {each.name for each in fields(Manifest)}
    try:
        content = json.loads(path.read_text("utf-8"))
        return Manifest(**{name: value for name, value in content.items() if name in names})
    except (ValueError, TypeError, AttributeError):
        return None


def delivery_id(folder: Path) -> str:
    """The id of the delivery in a folder of the archive."""
    return f"{folder.parent.name}-{folder.name[:12]}"


def notes(home: Home) -> list[Path]:
    """The file of every note, readable or not."""
    return sorted((home.archive / _ASIDE).glob("*.json"))


def read_note(path: Path) -> SetAside | None:
    """The note in a file; None if the file is damaged. Its inbox file is then tried again."""
    try:
        return SetAside(**json.loads(path.read_text("utf-8")))
    except (ValueError, TypeError):
        return None


def set_aside(home: Home) -> list[SetAside]:
    """Every file that was set aside and has not been taken in since, by name."""
    readable = filter(None, map(read_note, notes(home)))
    return sorted(readable, key=lambda note: (note.bestandsnaam, note.sha256))


def raw_file(home: Home, manifest: Manifest) -> Path | None:
    """The archived file of a delivery, or None if it was removed after its retention term."""
    path = folder_of(home, manifest) / (manifest.bewaard_als or manifest.bestandsnaam)
    return path if path.exists() else None


def archived_sha256(manifest: Manifest) -> str:
    """The sha256 of the file of a delivery in the archive: as delivered, or its own rows."""
    return manifest.bewaard_sha256 if manifest.bewaard_als else manifest.sha256


def require_unchanged(manifest: Manifest, raw: Path) -> None:
    """Raise `AnalystError` if the archived file of a delivery is not as it was delivered."""
    if digest(raw) != archived_sha256(manifest):
        raise AnalystError(
            f"«{manifest.public_name()}» in het archief ({manifest.levering_id}) is veranderd "
            f"sinds het binnenkwam. Zet archive/{manifest.bron}/{manifest.sha256} terug uit een "
            "reservekopie, of zet het bestand zoals het was geleverd weer op die plaats."
        )


def folder_of(home: Home, manifest: Manifest) -> Path:
    """The folder in the archive with the file of a delivery, its manifest and its acceptance."""
    return home.archive / manifest.bron / manifest.sha256


def write_manifest(home: Home, manifest: Manifest) -> None:
    """Write the manifest of a delivery whose bytes are in the archive; from now on it exists."""
    path = folder_of(home, manifest) / MANIFEST
    with replacing(path, durable=True) as temporary:
        temporary.write_text(_json(asdict(manifest)), "utf-8")
        Checksums(home, home.archive).record(checked_name(path.parent), temporary)


def checked_name(folder: Path) -> str:
    """The name under which the checksum of the manifest in a folder of the archive is recorded."""
    return f"{folder.parent.name}/{folder.name}/{MANIFEST}"


def write_note(home: Home, note: SetAside) -> None:
    """Store the note of a file that cannot be taken in."""
    folder = home.archive / _ASIDE
    folder.mkdir(mode=0o700, exist_ok=True)
    with replacing(folder / f"{note.sha256}.json") as temporary:
        temporary.write_text(_json(asdict(note)), "utf-8")


def forget_note(home: Home, sha256: str) -> None:
    """Remove the note of a file; no error if there is none."""
    (home.archive / _ASIDE / f"{sha256}.json").unlink(missing_ok=True)


def _json(content: dict) -> str:
    return json.dumps(content, ensure_ascii=False, indent=1)
