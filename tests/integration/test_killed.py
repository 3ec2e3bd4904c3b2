"""A run that is killed at any step, started again, ends in the same tables as one that was not.

A few steps up to the internal publication; `make campaign` tries every one and random moments of a
whole run, see `test_killed_anywhere`.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from command import PRODUCTS, checksums, in_this_process
from killing import died

from assets.warehouse.models import models
from schemas import published

# Every write of the program ends in a rename. With 4 deliveries: 1 of the version of the home, 8 of
# the archive, 8 of staged files, one a table, of the models and of what Python makes of them, 2 of
# the publication, for its two names.
_MODELS = 17 + len(models())
_TABLES = _MODELS + len(published.DERIVED)
STEPS = (11, _MODELS + 4, _TABLES + 1, _TABLES + 2)
_TRIED = [  # in the archive, and of the publication: the others for whoever has the time
    pytest.param(step, False, marks=() if number in (0, 3) else pytest.mark.slow_by_nature)
    for number, step in enumerate(STEPS)
]
# Where Dagster keeps its events a run takes half as long again.
_STORED = pytest.param(STEPS[-1], True, marks=pytest.mark.slow_by_nature)


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


@pytest.mark.parametrize(("number", "storage"), [*_TRIED, _STORED])
def test_killed_and_started_again(
    two_months: Path, undisturbed: dict[str, str], tmp_path: Path, number: int, storage: bool
) -> None:
    home = tmp_path / "data"
    told = "the run ended before the step at which it should die"
    assert died(two_months, home, number, storage), told
    assert run(two_months, home, storage) == undisturbed
    assert [path.name for path in home.rglob(".*.tmp*")] == []
