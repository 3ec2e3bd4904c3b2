"""Tests of a file on trial: what a run would make of it, and nothing of it left."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from assets.basis.errors import UnreadableError
from assets.sources.proposed import Setting, merged, of_trial
from assets.sources.trial import try_file
from pipelines.settings import read_configuration
from schemas.configuration import Configuration


@pytest.fixture
def town(examples: Path) -> Configuration:
    """The settings of the invented municipality."""
    return read_configuration(examples / "voorbeeldstad.toml")


def test_every_row_is_accepted_or_refused_and_nothing_is_written(
    tmp_path: Path, town: Configuration, delivery: Callable, write_csv: Callable
) -> None:
    rows = [
        {"plaats": "", "gemeente": "Voorbeeldstad"},
        {"plaats": "", "gemeente": "Voorbeeldstad", "straat": "Kerkstraat", "postcode": "kapot"},
        {"plaats": "", "gemeente": "Voorbeeldstad", "mk_code": "onzin"},
        {"plaats": "", "gemeente": "Utrecht"},
        {"plaats": "", "gemeente": "Voorbeeldstad", "kennisname": "32-01-2020"},
    ]
    path = write_csv(tmp_path / "politie.csv", delivery("politie", *rows))
    before = sorted(tmp_path.rglob("*"))
    trial = try_file(path, town)
    assert (trial.rows, trial.accepted, trial.refused.total()) == (5, 2, 3)
    assert trial.elsewhere == 1
    assert (trial.with_street, trial.emptied.total()) == (2, 1)
    assert trial.months == ("2020-01",)
    assert sorted(tmp_path.rglob("*")) == before


def test_a_source_without_places_says_so(tmp_path: Path, town: Configuration, write_csv) -> None:
    table = [["indicator", "jaar", "waarde"], ["Bibob", "2020", "4"], ["Bibob", "2020", "5"]]
    trial = try_file(write_csv(tmp_path / "register.csv", table), town)
    assert (trial.with_street, trial.with_area) == (None, None)
    assert trial.accepted + trial.refused.total() == trial.rows == 2


def test_a_file_that_would_be_set_aside_says_why(
    tmp_path: Path, town: Configuration, write_csv
) -> None:
    path = write_csv(tmp_path / "a.csv", [["Iets", "Anders"], ["1", "2"]])
    with pytest.raises(UnreadableError, match="niet herkend"):
        try_file(path, town)


def test_neighbourhoods_of_trial_are_noticed(
    tmp_path: Path, town: Configuration, delivery: Callable, write_csv: Callable
) -> None:
    inside = {"plaats": "", "gemeente": "Voorbeeldstad"}

    def settings(*areas: str) -> list[Setting]:
        rows = [
            inside | {"buurt": area, "incidentnummer": f"PL9999_BVH_{n:07}"}
            for n, area in enumerate(areas)
        ]
        path = write_csv(tmp_path / "politie.csv", delivery("politie", *rows))
        return of_trial(try_file(path, town), town)

    assert settings("Noord", "ZUID", "Onbekend", "") == []
    assert settings("", "Onbekend") == []
    [setting] = settings("Noord", "Oude buurt", "Wijk 3")
    assert not merged(town, [setting]).politie.buurt_is_cbs
