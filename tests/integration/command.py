"""Running the real job in a process of its own, and reading what it leaves behind."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import duckdb

PROJECT = Path(__file__).resolve().parents[2]
SAMPLE = PROJECT / "sample_data" / "inbox"
KEY = "een-sleutel-alleen-voor-de-toetsen"


@dataclass(frozen=True)
class Finished:
    """A command that has ended."""

    code: int
    out: str
    err: str


def veiligheidsbeeld(*arguments: object, python: str = "", **environment: str) -> Finished:
    """Run the command line as a user does. `python`: code to run in the process first."""
    clean = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("VEILIGHEIDSBEELD_", "DAGSTER_"))
    }
    code = f"{python}\nfrom pipelines.cli import main\nmain()"
    ended = subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)],
        cwd=PROJECT,
        env=clean | {"VEILIGHEIDSBEELD_SLEUTEL": KEY, "COLUMNS": "200"} | environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    return Finished(ended.returncode, ended.stdout, ended.stderr)


def without_areas(*arguments: object, python: str = "", **environment: str) -> Finished:
    """The same, with public figures of the whole municipality only: quicker, for tests that are not
    about areas."""
    quick = {"VEILIGHEIDSBEELD_CONFIG": str(Path(__file__).with_name("alleen_gemeente.toml"))}
    return veiligheidsbeeld(*arguments, python=python, **(quick | environment))


def checksums(folder: Path, pattern: str = "*.parquet") -> dict[str, str]:
    """Name -> sha256 of the files of a folder."""
    found = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.glob(pattern)
    }
    assert found, f"nothing in {folder}"
    return found


def ask(path: Path, sql: str) -> list[tuple]:
    """The rows of a query on a published file, read as a dashboard reads it."""
    with duckdb.connect(str(path), read_only=True) as connection:
        return connection.execute(sql).fetchall()
