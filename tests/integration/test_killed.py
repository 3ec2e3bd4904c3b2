"""A run that is killed at any step, started again, ends in the same tables as one that was not."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from command import SAMPLE, checksums, without_areas

from assets.warehouse.models import models
from schemas import published

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


@pytest.fixture(scope="module")
def inbox(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two months of both sources."""
    folder = tmp_path_factory.mktemp("killed") / "inbox"
    for day in sorted(SAMPLE.iterdir()):
        if "2018-02" <= day.name < "2018-04":
            shutil.copytree(day, folder / day.name)
    return folder


@pytest.fixture(scope="module")
def undisturbed(inbox: Path) -> dict[str, str]:
    """The tables of a run that nobody killed."""
    home = inbox.parent / "undisturbed"
    ended = without_areas("run", "--inbox", inbox, "--home", home)
    assert ended.code == 0, ended.err
    return checksums(home / "tables")


@pytest.mark.parametrize("number", STEPS)
def test_killed_and_started_again(
    inbox: Path, undisturbed: dict[str, str], tmp_path: Path, number: int
) -> None:
    home = tmp_path / "data"
    killed = without_areas(
        "run", "--inbox", inbox, "--home", home, python=DIE_AT.format(number=number)
    )
    assert killed.code == 9, "the run ended before the step at which it should die"
    again = without_areas("run", "--inbox", inbox, "--home", home)
    assert again.code == 0, again.err
    assert checksums(home / "tables") == undisturbed
    assert [path.name for path in home.rglob(".*.tmp*")] == []
