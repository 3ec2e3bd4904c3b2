"""Verifying the editions of a home: the private archive, and the open data against the checksums
that each edition publishes of itself. Nothing is changed.
"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from assets.basis.checksums import digest
from assets.basis.errors import AnalystError
from assets.basis.home import Home
from assets.basis.verification import Verified, is_readable, name_in
from assets.disclosure.publish.archive import read_archive
from assets.disclosure.publish.explanation import EARLIER, EDITION


def verify_editions(home: Home) -> Verified:
    """Whether every edition that is out is in the archive, whole."""
    if not (home.root / "uitgaven").is_dir() and not (home.root / "open_data").is_dir():
        return Verified("uitgaven", 0, 0, ())
    try:
        editions = read_archive(replace(home, as_of=None))
    except AnalystError as error:
        return Verified("uitgaven", 0, 0, (str(error),))
    return Verified("uitgaven", len(editions), 0, ())


def verify_open_data(home: Home) -> Verified:
    """The open data of now, of every edition, and the copy on the site: each file against the
    checksum in `uitgave.json`, or read to its end if that does not list it."""
    root = home.root / "open_data"
    faults, files, unknown = [], 0, 0
    folders = [root, *sorted((root / EARLIER).glob("*")), home.root / "website" / "open_data"]
    for folder in (path for path in folders if path.is_dir()):
        listed = _listed(folder)
        present = {path.name: path for path in folder.iterdir() if path.is_file()}
        for name in sorted(present.keys() | (listed.keys() if folder.parent != root else set())):
            path = folder / name
            files += 1
            unknown += name not in listed
            if not path.is_file():
                faults.append(f"{name_in(home.root, path)} is weg")
            elif not _is_sound(path, listed.get(name)):
                faults.append(f"{name_in(home.root, path)} is beschadigd")
    return Verified("open data", files, unknown, tuple(faults))


def _listed(folder: Path) -> dict[str, str]:
    """Name -> sha256 of the files that an edition lists; empty if that cannot be read."""
    try:
        files = json.loads((folder / EDITION).read_text("utf-8"))["bestanden"]
        return {name: about["sha256"] for name, about in files.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _is_sound(path: Path, sha: str | None) -> bool:
    if sha is None:
        return is_readable(path)
    return digest(path) == sha
