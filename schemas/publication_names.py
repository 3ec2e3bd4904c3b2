"""The names under which the internal publication stands, for whoever writes it and whoever reads
it."""

from __future__ import annotations

from pathlib import Path

PLAIN = "intern.duckdb"
OWN = f"intern-{'[0-9a-f]' * 16}.duckdb"  # the mark of the publication


def newest(folder: Path) -> Path:
    """The newest publication in `folder`, under its own name if it has one: that name stays what it
    is, also where a program that reads it keeps it from being replaced (Windows)."""
    found = [(path.stat().st_mtime_ns, path) for path in folder.glob(OWN)]
    plain = folder / PLAIN
    if plain.exists():
        found.append((plain.stat().st_mtime_ns - 1, plain))  # of the same file, its own name
    return max(found)[1] if found else plain
