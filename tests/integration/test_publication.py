"""What dashboards live by: the published file is whole, sound, and read by older clients.

That readers are never locked out is in `test_readers`.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from stored_tables import store

from assets.basis.errors import AnalystError
from assets.basis.home import Home
from assets.warehouse.publication import content_faults, publish

NAMES = {"straten": "straten", "publicatie": "publicatie"}


def _write_table(home: Home, mark: str, streets: int) -> None:
    """A table `straten` with `streets` rows, as the warehouse leaves it."""
    store(home, mark, "straten", streets, straat_id="'S' || i", straatnaam="'Straat ' || i")


def _publish(home: Home, mark: str, storage: str = "v1.0.0") -> bool:
    return publish(home, "intern.duckdb", NAMES, mark, "GM0935", "2020-07-08", storage)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A home with one publication of 1,000 streets."""
    home = Home(tmp_path / "data", tmp_path)
    _write_table(home, "m0", 1000)
    assert _publish(home, "m0")
    return home


def test_tables_of_other_inputs_are_refused_and_the_old_file_stays(home: Home) -> None:
    before = (home.publish / "intern.duckdb").read_bytes()
    _write_table(home, "other", 5)
    with pytest.raises(AnalystError, match="straten is niet uit dezelfde leveringen"):
        _publish(home, "m1")
    assert (home.publish / "intern.duckdb").read_bytes() == before


def test_a_failure_while_writing_leaves_the_old_file(home: Home, monkeypatch) -> None:
    before = (home.publish / "intern.duckdb").read_bytes()
    _write_table(home, "m1", 5)

    def fails(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("assets.warehouse.publication._verify", fails)
    with pytest.raises(OSError, match="disk full"):
        _publish(home, "m1")
    assert (home.publish / "intern.duckdb").read_bytes() == before
    assert [p.name for p in home.publish.iterdir()] == ["intern.duckdb"]


def test_nothing_new_is_not_written_again(home: Home) -> None:
    path = home.publish / "intern.duckdb"
    before = path.stat().st_mtime_ns
    assert not _publish(home, "m0")
    assert path.stat().st_mtime_ns == before
    assert _publish(home, "m0", storage="v1.2.0"), "another storage version is another file"


OLDER_CLIENT = """
import duckdb, sys
with duckdb.connect(sys.argv[1], read_only=True) as connection:
    print(duckdb.__version__, connection.execute(
        "select count(*), (select comment from duckdb_columns() where table_name = 'straten' "
        "and column_name = 'straatnaam') from straten").fetchone())
"""


@pytest.mark.parametrize("version", ["1.1.3", "1.3.2", "1.5.5"])
def test_older_clients_open_the_publication(home: Home, tmp_path: Path, version: str) -> None:
    """In a folder of its own; skipped where that client cannot be installed."""
    folder = str(tmp_path / "client")
    installed = subprocess.run(
        [
            *(sys.executable, "-m", "pip", "--disable-pip-version-check", "install", "--quiet"),
            *("--no-deps", "--no-compile", "--only-binary=:all:"),
            *("--target", folder, f"duckdb=={version}"),
        ],
        capture_output=True,
        timeout=180,
        check=False,
    )
    if installed.returncode:
        pytest.skip(f"DuckDB {version} cannot be installed here for Python {sys.version[:4]}")
    ended = subprocess.run(
        [sys.executable, "-c", OLDER_CLIENT, str(home.publish / "intern.duckdb")],
        env=os.environ | {"PYTHONPATH": folder},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout.startswith(f"{version} (1000, 'Straat")


def _flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


@pytest.mark.parametrize("spoil", [_flip, lambda path: path.write_bytes(path.read_bytes()[:9000])])
def test_a_damaged_publication_is_made_again_and_said(home: Home, spoil) -> None:
    path, said = home.publish / "intern.duckdb", []
    spoil(path)
    about = ("m0", "GM0935", "2020-07-08", "v1.0.0")
    assert publish(home, path.name, NAMES, *about, on_damage=lambda: said.append(1))
    assert said == [1]
    assert content_faults(path, home, {"straten": "straten"}) == []
    assert not _publish(home, "m0")


def test_a_publication_of_an_earlier_version_is_compared_and_kept(home: Home) -> None:
    ledger = home.checks / "publish.jsonl"
    ledger.unlink()
    before = (home.publish / "intern.duckdb").stat().st_mtime_ns
    assert not _publish(home, "m0")
    assert (home.publish / "intern.duckdb").stat().st_mtime_ns == before
    assert ledger.exists()


def test_rows_that_are_not_those_of_the_tables_are_found(home: Home) -> None:
    _write_table(home, "m0", 999)
    path = home.publish / "intern.duckdb"
    assert content_faults(path, home, {"straten": "straten"}) == ["straten"]
