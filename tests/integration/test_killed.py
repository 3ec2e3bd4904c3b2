"""A run that is killed at any step, started again, ends in the same tables as one that was not.

A few steps; `make campaign` tries every one and random moments, see `test_killed_anywhere`.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from command import SHEETS, checksums, in_this_process
from killing import died

from assets.warehouse.models import models
from schemas import published

# Every write of the program ends in a rename. With 4 deliveries: 8 of the archive, 8 of staged
# files, one a table, of the models and of what Python makes of them, 3 of publications (one of them
# has two names), then those of products.
_MODELS = 16 + len(models())
_TABLES = _MODELS + len(published.DERIVED)
STEPS = (11, _MODELS + 4, _TABLES + 1, _TABLES + 2)


def run(inbox: Path, home: Path) -> dict[str, str]:
    """Run as far as the publications; the checksums of the tables."""
    command = ("run", "--inbox", inbox, "--home", home)
    ended = in_this_process(*command, without=SHEETS, storage=True)
    assert ended.code == 0, ended.err
    return checksums(home / "tables")


@pytest.fixture(scope="module")
def undisturbed(two_months: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The tables of a run that nobody killed."""
    return run(two_months, tmp_path_factory.mktemp("undisturbed"))


@pytest.mark.parametrize("number", STEPS)
def test_killed_and_started_again(
    two_months: Path, undisturbed: dict[str, str], tmp_path: Path, number: int
) -> None:
    home = tmp_path / "data"
    assert died(two_months, home, number), "the run ended before the step at which it should die"
    assert run(two_months, home) == undisturbed
    assert [path.name for path in home.rglob(".*.tmp*")] == []
