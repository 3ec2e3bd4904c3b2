"""The checksums of the files that a run makes: recorded as a file is written, compared before it is
used again. What to do about a damaged file is up to the station that makes it.

The sha256 of every file of a folder is in `controle/<folder>.jsonl` in the home, a line a file; of
two lines about one file the later counts. Lines are only added, each on a new line, so a killed run
spoils nothing: a half line is skipped, and its file has no checksum.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum
from pathlib import Path

from assets.basis.atomic import replacing
from assets.basis.home import Home

_SUFFIX = ".jsonl"


class State(Enum):
    """How a file compares with its checksum."""

    SOUND = "gaaf"
    DAMAGED = "beschadigd"
    UNKNOWN = "zonder controlegetal"
    MISSING = "weg"


def digest(path: Path) -> str:
    """The sha256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


class Checksums:
    """The checksums of one folder of a home."""

    def __init__(self, home: Home, folder: Path) -> None:
        self.folder = folder
        relative = folder.relative_to(home.root)
        self._ledger = home.checks / relative.with_name(relative.name + _SUFFIX)
        self._last_read: tuple[tuple[int, int], dict[str, str]] | None = None

    def names(self) -> list[str]:
        """The files that have a checksum, sorted; they need not exist any more."""
        return sorted(self._read())

    def state(self, name: str) -> State:
        """How the file of this name compares with its checksum."""
        return self._state(name, self._read())

    def states(self, names: list[str]) -> dict[str, State]:
        """Name -> how that file compares with its checksum."""
        known = self._read()
        return {name: self._state(name, known) for name in names}

    def record(self, name: str, file: Path) -> None:
        """Record the content of `file` as that of the file of this name."""
        self._add(name, digest(file))

    def forget(self, name: str) -> None:
        """Drop the checksum of a file that is removed on purpose, so that nobody misses it."""
        self._add(name, None)

    def _add(self, name: str, sha: str | None) -> None:
        line = json.dumps({"bestand": name, "sha256": sha}, ensure_ascii=False)
        self._ledger.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with self._ledger.open("a", encoding="utf-8") as ledger:
            ledger.write(f"\n{line}\n")
        self._ledger.chmod(0o600)

    @contextmanager
    def replacing(
        self, path: Path, *, durable: bool = False, durable_name: bool | None = None
    ) -> Iterator[Path]:
        """As `atomic.replacing`; the checksum is recorded before the file gets its name."""
        with replacing(path, durable=durable, durable_name=durable_name) as temporary:
            yield temporary
            self.record(path.name, temporary)

    def tidy(self) -> None:
        """Drop what was recorded of files that are gone, once that is the larger part."""
        if not self._ledger.exists():
            return
        present = {name: sha for name, sha in self._read().items() if (self.folder / name).exists()}
        if sum(map(bool, self._ledger.read_bytes().splitlines())) < 2 * len(present) + 100:
            return
        with replacing(self._ledger) as temporary:
            lines = (
                json.dumps({"bestand": name, "sha256": sha}, ensure_ascii=False)
                for name, sha in present.items()
            )
            temporary.write_text("".join(f"{line}\n" for line in lines), "utf-8")

    def _state(self, name: str, known: dict[str, str]) -> State:
        path = self.folder / name
        if not path.exists():
            return State.MISSING
        if name not in known:
            return State.UNKNOWN
        return State.SOUND if digest(path) == known[name] else State.DAMAGED

    def _read(self) -> dict[str, str]:
        """Name -> sha256. Read again only if the ledger changed: a station asks for each file."""
        if not self._ledger.exists():
            return {}
        status = self._ledger.stat()
        version = status.st_size, status.st_mtime_ns
        if self._last_read is None or self._last_read[0] != version:
            self._last_read = version, _parsed(self._ledger)
        return self._last_read[1]


def _parsed(ledger: Path) -> dict[str, str]:
    known = {}
    for line in ledger.read_text("utf-8", errors="replace").splitlines():
        try:
            entry = json.loads(line)
            known[entry["bestand"]] = entry["sha256"]
        except (ValueError, KeyError, TypeError):
            continue
    return {name: sha for name, sha in known.items() if sha}
