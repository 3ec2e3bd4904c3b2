"""What is solved beside the run is what the station that makes the edition asks."""

from __future__ import annotations

import os
import shutil
from datetime import date
from pathlib import Path

import pytest

from assets.basis.home import Home
from assets.disclosure.publish.making import newest_edition
from assets.disclosure.publish.solving_ahead import SolvingAhead
from assets.disclosure.solve import suppression
from schemas.configuration import Configuration

USUAL, DAY = Configuration(), date(2020, 7, 8)


@pytest.fixture
def tables(sample_home: Path, tmp_path: Path) -> Home:
    """A home with the tables of the sample, of which nothing was published yet."""
    home = Home(tmp_path / "data", tmp_path)
    shutil.copytree(sample_home / "tables", home.tables, dirs_exist_ok=True)
    return home


def test_the_edition_needs_no_solver_after_it(
    tables: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    ahead = SolvingAhead()
    ahead.start(tables, USUAL)
    ahead.wait()
    assert (tables.root / "opgelost" / "uitgave.json").exists()
    assert not list(tables.editions.iterdir()), "it archives nothing"

    def solver(*_: object) -> None:
        raise AssertionError("this was solved")

    monkeypatch.setattr(suppression, "_pattern", solver)
    edition = newest_edition(tables, USUAL, DAY).edition
    assert edition.figures["teken"].eq("x").any()


def test_a_process_that_cannot_start_or_fails_costs_only_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ahead = SolvingAhead()
    ahead.wait()
    ahead.start(Home(tmp_path / "nowhere", tmp_path), USUAL)
    ahead.wait()
    ahead.close()
    monkeypatch.setattr("sys.executable", os.devnull)
    ahead.start(Home(tmp_path / "nowhere", tmp_path), USUAL)
    ahead.wait()


def test_closing_ends_it(tables: Home) -> None:
    ahead = SolvingAhead()
    ahead.start(tables, USUAL)
    process = ahead._process
    ahead.close()
    assert process.poll() is not None
