"""The folders of a home. They are created here; what is in them is read and written elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Home:
    """The folders of one municipality's data, created with mode 0700: the data is confidential."""

    root: Path
    inbox: Path
    as_of: str | None = None  # the reference date (YYYY-MM-DD); None: as known now
    issue: str | None = None  # the period of an earlier issue; None: the latest

    def _folder(self, *parts: str) -> Path:
        folder = self.root.joinpath(*parts)
        if not folder.is_dir():  # a run asks a thousand times
            path = self.root
            for part in ("", *parts):
                path = path / part
                path.mkdir(mode=0o700, parents=True, exist_ok=True)
        return folder

    @property
    def archive(self) -> Path:
        """Immutable: `<bron>/<sha256>/` with the file as delivered and its manifest."""
        return self._folder("archive")

    def staged(self, source: str) -> Path:
        """Typed Parquet of a source, one file per delivery."""
        return self._folder("staged", source)

    def quarantine(self, source: str) -> Path:
        """Faults of a source, one file per delivery: row number, column, reason; no values."""
        return self._folder("quarantine", source)

    def frozen(self, source: str) -> Path:
        """Counts of deliveries of a source whose rows were removed: written once, never changed."""
        return self._folder("bevroren", source)

    @property
    def tables(self) -> Path:
        """One Parquet file per table; separate for each reference date and each earlier issue."""
        issue = (f"uitgave={self.issue}",) if self.issue else ()
        return self._folder("tables", *self._as_of_part, *issue)

    @property
    def publish(self) -> Path:
        """The DuckDB files; separate for each reference date."""
        return self._folder("publish", *self._as_of_part)

    @property
    def editions(self) -> Path:
        """The public editions, one folder each, with a record of what they hide: restricted."""
        return self._folder("uitgaven")

    @property
    def solved(self) -> Path:
        """What was solved to protect the editions, so that it need not be again: restricted."""
        return self._folder("opgelost")

    def product(self, *parts: str) -> Path:
        """A folder of a product; a reference date has its own, next to its publication."""
        if self.as_of:
            return self._folder("publish", *self._as_of_part, *parts)
        return self._folder(*parts)

    @property
    def decisions(self) -> Path:
        """What was decided and is not made again: accepted words, comparisons of approaches."""
        return self._folder("besluiten")

    @property
    def street_decisions(self) -> Path:
        """The versions of what was decided about written streets. Not made here: only reading the
        settings must leave no folder behind."""
        return self.root / "besluiten" / "straatbesluiten"

    @property
    def locks(self) -> Path:
        """Locks that prevent two runs from writing to the same home."""
        return self._folder("locks")

    @property
    def checks(self) -> Path:
        """Checksums of the files that runs make, and what a home must not lose."""
        return self._folder("controle")

    @property
    def dagster(self) -> Path:
        """Dagster's own storage: runs and events."""
        return self._folder("dagster")

    @property
    def _as_of_part(self) -> tuple[str, ...]:
        return (f"peildatum={self.as_of}",) if self.as_of else ()
