"""The manifest of each delivery, stored beside its bytes; and the notes of files set aside.

A manifest is written once, as the last step of taking in a delivery: without a manifest the
delivery does not exist. Taking in is the work of `archive`.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

from assets.basis.atomic import replacing
from assets.basis.home import Home
from assets.basis.naming import public_name

_ASIDE = "apart"


@dataclass(frozen=True)
class Manifest:
    """What is known of a delivery since it was taken in.

    `ontvangen_op`: local time, ISO. `ontvangen_volgens`: the source of that moment (export, map or
    gezien). `maanden`: the months that it covers completely. `basis`: the date by which its rows
    were selected. `codes`: the incident codes to which it is limited, or None. `kop`: all headers.
    `velden`: field -> its header. `ongelezen`: headers that were not read. `meldsysteem`: the
    report system that delivered it. `opmerkingen`: corrections and omissions, without values.
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

    def public_name(self, words: frozenset[str] = frozenset()) -> str:
        """The name of its file as it may be shown outside the archive. `words`: more words that may
        stand in it, such as those of the municipality."""
        return public_name(self.bestandsnaam, words, self.sha256[:12])

    @property
    def order(self) -> tuple[str, str, str]:
        """The sort key of deliveries: by moment of receipt, then by name, then by content."""
        return self.ontvangen_op, self.bestandsnaam, self.sha256


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
    """The file as it was delivered, or None if it was removed after its retention term."""
    path = folder_of(home, manifest) / manifest.bestandsnaam
    return path if path.exists() else None


def folder_of(home: Home, manifest: Manifest) -> Path:
    """The folder in the archive with the file of a delivery, its manifest and its acceptance."""
    return home.archive / manifest.bron / manifest.sha256


def write_manifest(home: Home, manifest: Manifest) -> None:
    """Write the manifest of a delivery whose bytes are in the archive; from now on it exists."""
    _write_json(folder_of(home, manifest) / "manifest.json", asdict(manifest))


def write_note(home: Home, note: SetAside) -> None:
    """Store the note of a file that cannot be taken in."""
    folder = home.archive / _ASIDE
    folder.mkdir(mode=0o700, exist_ok=True)
    _write_json(folder / f"{note.sha256}.json", asdict(note))


def forget_note(home: Home, sha256: str) -> None:
    """Remove the note of a file; no error if there is none."""
    (home.archive / _ASIDE / f"{sha256}.json").unlink(missing_ok=True)


def _write_json(path: Path, content: dict) -> None:
    with replacing(path) as temporary:
        temporary.write_text(json.dumps(content, ensure_ascii=False, indent=1), "utf-8")
