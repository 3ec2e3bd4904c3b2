"""What is known of each delivery, kept beside its bytes in the archive, and read back.

A manifest is written once, when a delivery is taken in, and last: without it the delivery does not
exist. Taking in is the work of `archive`.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

from assets.basis.atomic import replacing
from assets.basis.home import Home

_ASIDE = "apart"


@dataclass(frozen=True)
class Manifest:
    """What is known of a delivery from the moment it came in.

    `ontvangen_op`: local time, ISO; `ontvangen_volgens`: what says so (export, map or gezien).
    `maanden`: the months that it covers completely. `basis`: the date by which its rows were
    selected. `codes`: the incident codes to which it is limited, or None. `kop`: all headers;
    `velden`: field -> its header; `ongelezen`: headers that were not read. `meldsysteem`: the
    report system that delivered it. `opmerkingen`: what was corrected or missing, without values.
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
    """A file that could not be taken in, and what to do about it; nothing of its content.

    `regels`: the mark of the program and the layouts that refused it. Under another mark the file
    is tried again.
    """

    bestandsnaam: str
    sha256: str
    melding: str
    gezien_op: str
    regels: str


def manifests(home: Home) -> list[Manifest]:
    """Every delivery of the archive, oldest first."""
    every = [
        Manifest(**json.loads(path.read_text("utf-8")))
        for path in home.archive.glob("*/*/manifest.json")
    ]
    return sorted(every, key=lambda manifest: manifest.order)


def set_aside(home: Home) -> list[SetAside]:
    """Every file that was set aside and has not been taken in since, by name."""
    notes = [
        SetAside(**json.loads(path.read_text("utf-8")))
        for path in (home.archive / _ASIDE).glob("*.json")
    ]
    return sorted(notes, key=lambda note: (note.bestandsnaam, note.sha256))


def raw_file(home: Home, manifest: Manifest) -> Path | None:
    """The delivery as it came, or None where it was removed after its term."""
    path = folder_of(home, manifest) / manifest.bestandsnaam
    return path if path.exists() else None


def folder_of(home: Home, manifest: Manifest) -> Path:
    """The folder in the archive that holds a delivery and all that is said of it."""
    return home.archive / manifest.bron / manifest.sha256


def write_manifest(home: Home, manifest: Manifest) -> None:
    """Make a delivery exist, once its bytes are there."""
    _write_json(folder_of(home, manifest) / "manifest.json", asdict(manifest))


def write_note(home: Home, note: SetAside) -> None:
    """Remember that a file cannot be taken in."""
    folder = home.archive / _ASIDE
    folder.mkdir(mode=0o700, exist_ok=True)
    _write_json(folder / f"{note.sha256}.json", asdict(note))


def forget_note(home: Home, sha256: str) -> None:
    """Forget a file that was set aside; one that never was is no error."""
    (home.archive / _ASIDE / f"{sha256}.json").unlink(missing_ok=True)


def _write_json(path: Path, content: dict) -> None:
    with replacing(path) as temporary:
        temporary.write_text(json.dumps(content, ensure_ascii=False, indent=1), "utf-8")
