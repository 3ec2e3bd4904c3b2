"""What is solved beside the run is what the station that makes the edition asks."""

from __future__ import annotations

import shutil
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from assets.basis.helper import SecondProcess
from assets.basis.home import Home
from assets.disclosure.publish.making import newest_edition
from assets.disclosure.publish.solving_ahead import solve
from assets.disclosure.solve import suppression
from schemas.configuration import Configuration

USUAL, DAY = Configuration(), date(2020, 7, 8)


def test_the_edition_needs_no_solver_after_it(
    sample_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tables = Home(tmp_path / "data", tmp_path)  # nothing was published from it yet
    shutil.copytree(sample_home / "tables", tables.tables, dirs_exist_ok=True)
    with closing(SecondProcess()) as helper:
        helper.prepare(solve, tables, USUAL)()
    assert (tables.root / "opgelost" / "uitgave.json").exists()
    assert not list(tables.editions.iterdir()), "it archives nothing"

    def solver(*_: object) -> None:
        raise AssertionError("this was solved")

    monkeypatch.setattr(suppression, "_pattern", solver)
    edition = newest_edition(tables, USUAL, DAY).edition
    assert edition.figures["teken"].eq("x").any()
