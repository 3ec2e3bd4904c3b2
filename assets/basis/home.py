"""Where things stand in a home. Only the layout of folders; nothing is read or written here
but the folders themselves.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Home:
    """The folders of one municipality's data. All are made with mode 0700: this is police data."""

    root: Path
    inbox: Path
    as_of: str | None = None  # the reference date (YYYY-MM-DD), or None: as known now
    issue: str | None = None  # the period of another issue than the latest, or None

    def _folder(self, *parts: str) -> Path:
        path = self.root
        for part in ("", *parts):
            path = path / part
            path.mkdir(mode=0o700, parents=True, exist_ok=True)
        return path

    @property
    def archive(self) -> Path:
        """Immutable: `<bron>/<sha256>/` with the file as it came and its manifest."""
        return self._folder("archive")

    def staged(self, source: str) -> Path:
        """Typed Parquet of a source, a file a delivery."""
        return self._folder("staged", source)

    def quarantine(self, source: str) -> Path:
        """Faults of a source, a file a delivery: row number, column, reason; no values."""
        return self._folder("quarantine", source)

    @property
    def tables(self) -> Path:
        """One Parquet file a table; apart for each reference date and each other issue."""
        issue = (f"uitgave={self.issue}",) if self.issue else ()
        return self._folder("tables", *self._as_of_part, *issue)

    @property
    def publish(self) -> Path:
        """The DuckDB files; apart for each reference date."""
        return self._folder("publish", *self._as_of_part)

    @property
    def editions(self) -> Path:
        """The public editions, a folder an edition, with what is hidden in them: restricted."""
        return self._folder("uitgaven")

    def product(self, *parts: str) -> Path:
        """A folder of a product; a reference date has its own beside its publication."""
        if self.as_of:
            return self._folder("publish", *self._as_of_part, *parts)
        return self._folder(*parts)

    @property
    def locks(self) -> Path:
        """Locks that keep two runs out of each other's way."""
        return self._folder("locks")

    @property
    def dagster(self) -> Path:
        """Dagster's own storage: runs and events."""
        return self._folder("dagster")

    @property
    def _as_of_part(self) -> tuple[str, ...]:
        return (f"peildatum={self.as_of}",) if self.as_of else ()
