"""A run that is killed at any step, started again, ends in the same tables as one that was not.

A few steps up to the internal publication; `make campaign` tries every one and random moments of a
whole run, see `test_killed_anywhere`.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from command import PRODUCTS, checksums, in_this_process
from killing import died

# Every write of the program ends in a rename: of what comes in, of what is read, of what SQL and
# Python make of it, and of the publication, under its two names.
_LAST = "publish/intern.duckdb"
_TRIED = ["archive/politie/*/manifest.json", _LAST]
_ALSO = [
    "staged/politie/*.parquet",
    "tables/straatbeeld.parquet",
    "tables/driehoek_hotspots.parquet",
    "publish/intern-*.duckdb",
]
# Where Dagster keeps its events a run takes half as long again.
KILLED = [
    *((at, False) for at in _TRIED),
    *(pytest.param(at, False, marks=pytest.mark.slow_by_nature) for at in _ALSO),
    pytest.param(_LAST, True, marks=pytest.mark.slow_by_nature),
]


def run(inbox: Path, home: Path, storage: bool = False) -> dict[str, str]:
    """Run as far as the internal publication; the checksums of the tables."""
    command = ("run", "--inbox", inbox, "--home", home)
    ended = in_this_process(*command, without=PRODUCTS, storage=storage)
    assert ended.code == 0, ended.err
    return checksums(home / "tables")


@pytest.fixture(scope="module")
def undisturbed(two_months: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The tables of a run that nobody killed."""
    return run(two_months, tmp_path_factory.mktemp("undisturbed"))


@pytest.mark.parametrize(("at", "storage"), KILLED)
def test_killed_and_started_again(
    two_months: Path, undisturbed: dict[str, str], tmp_path: Path, at: str, storage: bool
) -> None:
    home = tmp_path / "data"
    assert died(two_months, home, at, storage), "the run ended before it wrote that file"
    assert run(two_months, home, storage) == undisturbed
    assert [path.name for path in home.rglob(".*.tmp*")] == []
