"""A run that is killed at any step, started again, ends in the same tables as one that was not.

A few steps; `make campaign` tries every one and random moments, see `test_killed_anywhere`.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from command import SHEETS, checksums, in_this_process, veiligheidsbeeld

from assets.warehouse.models import models
from schemas import published

# In the process that is to die: what is made after the last step is left out.
HERE = f"""
import sys
sys.path.insert(0, {str(Path(__file__).parent)!r})
from command import SHEETS, in_this_process
in_this_process(*sys.argv[1:], without=SHEETS, storage=True)
"""
# Every write of the program ends in a rename of a Path. The process dies, without any clean-up,
# in place of the rename with this number.
DIE_AT = """
import os, pathlib
_rename, _left = pathlib.Path.replace, [{number}]
def _or_die(self, target):
    _left[0] -= 1
    if _left[0] == 0:
        os._exit(9)
    return _rename(self, target)
pathlib.Path.replace = _or_die
"""
# With 4 deliveries: 8 renames of the archive, 8 of staged files, one a table, of the models and of
# what Python makes of them, 2 of publications, then those of products.
_MODELS = 16 + len(models())
_TABLES = _MODELS + len(published.DERIVED)
STEPS = (11, _MODELS + 4, _TABLES + 2)


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
    killed = veiligheidsbeeld(
        *("run", "--inbox", two_months, "--home", home),
        python=DIE_AT.format(number=number) + HERE,
    )
    assert killed.code == 9, "the run ended before the step at which it should die"
    assert run(two_months, home) == undisturbed
    assert [path.name for path in home.rglob(".*.tmp*")] == []
