"""Tests of writing the three files of a sheet: reproducible, private, all or nothing."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from factsheet_tables import DRIEHOEK, RAAD, driehoek_tables, raad_tables

from assets.basis.errors import AnalystError
from assets.basis.home import Home
from assets.deliveries.work import Work
from assets.factsheets.assets import without_period
from assets.factsheets.driehoek import driehoek
from assets.factsheets.raad import raad
from assets.factsheets.sheet import Section, Text
from assets.factsheets.writing import files_of, write
from schemas.configuration import Configuration


def _sheet(product):
    if product == "raad":
        return raad(raad_tables(), RAAD)
    return driehoek(driehoek_tables(), DRIEHOEK)


@pytest.fixture(scope="module")
def sheets():
    return {product: _sheet(product) for product in ("driehoek", "raad")}


@pytest.mark.dear
@pytest.mark.parametrize(
    "product", ["driehoek", pytest.param("raad", marks=pytest.mark.slow_by_nature)]
)
def test_the_same_tables_give_the_same_bytes(sheets, tmp_path: Path, product: str):
    assert all(
        changed for _, changed in write(files_of(sheets[product]), tmp_path, product).values()
    )
    contents = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert len(contents) == 3
    again = write(files_of(_sheet(product)), tmp_path, product)
    assert not any(changed for _, changed in again.values())
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == contents


def test_files_are_readable_by_their_owner_only(sheets, tmp_path: Path):
    for path, _ in write(files_of(sheets["raad"]), tmp_path, "raad").values():
        assert path.stat().st_mode & 0o077 == 0


def test_nothing_is_written_if_one_of_the_files_cannot_be_made(sheets, tmp_path: Path):
    lines = Section("s", "Kop", (Text(tuple("regel" for _ in range(400))),))
    broken = dataclasses.replace(sheets["driehoek"], pages=((lines,),))
    with pytest.raises(AnalystError):
        write(files_of(broken), tmp_path, "blad")
    assert list(tmp_path.iterdir()) == []


def test_without_a_whole_period_there_is_no_sheet_and_a_period_asked_for_is_refused(
    tmp_path: Path, configuration: Configuration
):
    home = Home(tmp_path, tmp_path)
    assert "overgeslagen" in without_period(Work(home, configuration, ())).metadata
    asked = Work(dataclasses.replace(home, issue="2020-H1"), configuration, ())
    with pytest.raises(AnalystError, match="Van 2020-H1 zijn niet alle maanden geleverd"):
        without_period(asked)
