"""What a killed run left half-written is removed by the run that writes the same thing whole."""

from __future__ import annotations

from datetime import datetime

import pytest
from compositions import AREAS, COUNTS, candidates, compose, edition_of

from assets.basis.home import Home
from assets.deliveries.first_seen import remember
from assets.disclosure.publish.archive import add_to_archive
from assets.warehouse.lineage import column_lineage


def test_of_the_moments_at_which_files_were_first_seen(home: Home) -> None:
    leftover = home.archive / ".gezien.json.1.tmp"
    leftover.write_text("{")
    remember(home, {"a" * 64}, [], datetime(2020, 1, 1))
    assert not leftover.exists()


def test_of_the_lineage_of_columns(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assets.warehouse.lineage.lineage_of_models", lambda columns: {})
    leftover = home.dagster / ".kolomherkomst-0.json.1.tmp"
    leftover.parent.mkdir(exist_ok=True)
    leftover.write_text("{")
    column_lineage(home, {"staged_politie": ["sleutel"]})
    assert not leftover.exists()


def test_of_an_edition_with_figures_that_are_not_public(home: Home) -> None:
    leftover = home.editions / ".2019-Q4.1.tmp" / "figures.parquet"
    leftover.parent.mkdir()
    leftover.write_bytes(b"PAR1")
    add_to_archive(home, edition_of(candidates(compose(COUNTS, AREAS))))
    assert [path.name for path in home.editions.iterdir()] == ["2019-Q4"]
